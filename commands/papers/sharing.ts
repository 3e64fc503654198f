import type { AnswerBody, Ask } from '../../src/discord/command.ts';
import { demandMaySpeak } from '../asker/rights.ts';
import type { Command, Context } from '../context.ts';

const SHARE_COOLDOWN_MS = 30_000;

/** *Share* under a private list: posts the same to the channel, for whoever may speak there, with a pause. */
export function sharing<Place>(
  readPlace: (ask: Ask, context: Context) => Place,
  show: (ask: Ask, context: Context, place: Place, options: { shared: true }) => Promise<AnswerBody>,
): NonNullable<Command['presses']>[string] {
  return {
    answers: 'reply',
    visibility: 'public',
    async run(ask, context) {
      demandMaySpeak(ask);
      const place = readPlace(ask, context);
      context.cooldowns.take('share', `${ask.userId} ${ask.channel.id}`, SHARE_COOLDOWN_MS);
      return await show(ask, context, place, { shared: true });
    },
  };
}
