import type { Press } from '../src/discord/command.ts';
import { UserError } from '../src/domain/errors.ts';
import { setNoticeChannel } from '../src/store/guilds.ts';
import type { Context } from './context.ts';
import { findChosen, showPanel } from './panel.ts';
import { isPostable, missingRights, type Right } from './rights.ts';

const NEEDS: readonly Right[] = ['ViewChannel', 'SendMessages'];

/** The panel's select of the channel in which the server is told of trouble. */
export const chooseNotices: Press<Context> = {
  answers: 'update',
  async run(ask, context) {
    const { id, guildId } = await findChosen(ask, context);
    const [channel] = ask.channels;
    if (channel === undefined) throw new UserError({ code: 'outdated' });
    const { id: channelId } = channel;
    if (!isPostable(channel)) throw new UserError({ code: 'wrong-channel-type', channelId });
    const lacking = missingRights(channel.memberPermissions, NEEDS);
    if (lacking.length > 0) throw new UserError({ code: 'you-may-not', permissions: lacking, channelId });
    const permissions = missingRights(channel.appPermissions, NEEDS);
    if (permissions.length > 0) throw new UserError({ code: 'bot-may-not', permissions, channelId });
    await setNoticeChannel(context.db, guildId, channelId);
    context.log.info('notice channel chosen', { guildId, channelId });
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
