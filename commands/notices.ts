import type { Press } from '../src/discord/command.ts';
import { UserError } from '../src/domain/errors.ts';
import { setNoticeChannel } from '../src/store/servers/guilds.ts';
import type { Context } from './context.ts';
import { findChosen, showPanel } from './panel.ts';
import { demandBotRights, demandMayPostIn } from './rights.ts';

/** The panel's select of the channel in which the server is told of trouble. */
export const chooseNotices: Press<Context> = {
  answers: 'update',
  async run(ask, context) {
    const { id, guildId } = await findChosen(ask, context);
    const [channel] = ask.channels;
    if (channel === undefined) throw new UserError({ code: 'outdated' });
    demandMayPostIn(channel);
    demandBotRights(channel, ['ViewChannel', 'SendMessages']);
    await setNoticeChannel(context.db, guildId, channel.id);
    context.log.info('notice channel chosen', { guildId, channelId: channel.id });
    return await showPanel(ask, context, id);
  },
};

/** The panel's way back: trouble is told where it is told in servers that have chosen nothing. */
export const clearNotices: Press<Context> = {
  answers: 'update',
  async run(ask, context) {
    const { id, guildId } = await findChosen(ask, context);
    await setNoticeChannel(context.db, guildId, undefined);
    context.log.info('notice channel cleared', { guildId });
    return await showPanel(ask, context, id);
  },
};
