import type { Press } from '../../src/discord/command.ts';
import { UserError } from '../../src/domain/errors.ts';
import { renderNumbers } from '../../src/render/papers/numbers.ts';
import { findPostedDigest } from '../../src/store/delivery/posted.ts';
import { guildOf } from '../asker/rights.ts';
import type { Context } from '../context.ts';
import { OPEN_ID } from './card.ts';

/** *Numbers as of now*, on a posted digest: what its papers had then, and have now. */
export const showNumbers: Press<Context> = {
  answers: 'reply',
  async run(ask, { db }) {
    const { channel, messageId: id } = ask;
    const digest = id && (await findPostedDigest(db, guildOf(ask), { channelId: channel.id, id }));
    if (!digest) throw new UserError({ code: 'outdated' });
    return renderNumbers({ ...digest, openId: OPEN_ID });
  },
};
