import type { AnswerBody, Ask, ChosenChannel, Press } from '../../src/discord/command.ts';
import { formOf } from '../../src/domain/channel-kind.ts';
import { UserError } from '../../src/domain/errors.ts';
import { renderServerSettings } from '../../src/render/servers/server-settings.ts';
import {
  findDiscussionChannel,
  findNoticeChannel,
  setDiscussionChannel,
  setNoticeChannel,
} from '../../src/store/servers/guilds.ts';
import { archivesQuiet, setArchivesQuiet } from '../../src/store/threads/room.ts';
import { readPrivate } from '../asker/private-id.ts';
import { demandBotRights, demandMayPostIn, guildOf, kindOf, missingRights } from '../asker/rights.ts';
import type { Context } from '../context.ts';
import { panelId } from './panel.ts';

/** *Server settings*: a private panel of its own, over what holds for the whole server. */
export const openServerSettings: Press<Context> = {
  answers: 'reply',
  async run(ask, context) {
    readPrivate(ask, context);
    return await showServerSettings(ask, context);
  },
};

/** The select of the place in which new discussions begin. */
export const chooseDiscussions = setting(async (ask, context, guildId) => {
  const channel = chosenOf(ask);
  demandMayPostIn(channel);
  const isForum = formOf(kindOf(channel)) === 'posts';
  demandBotRights(channel, [
    ...(['ViewChannel', 'SendMessages', 'ReadMessageHistory'] as const),
    ...(isForum ? [] : (['CreatePublicThreads', 'SendMessagesInThreads'] as const)),
  ]);
  const audience = await context.poster.readAudience(guildId, channel.id);
  if (audience.kind === 'some') throw new UserError({ code: 'not-for-everybody', channelId: channel.id });
  if (audience.kind === 'failed') throw new UserError({ code: 'busy' });
  await setDiscussionChannel(context.db, guildId, channel.id);
  context.log.info('place for discussions chosen', { guildId, channelId: channel.id });
});

export const clearDiscussions = setting(async (_, context, guildId) => {
  await setDiscussionChannel(context.db, guildId, undefined);
  context.log.info('place for discussions cleared', { guildId });
});

/** The select of the channel in which the server is told of trouble. */
export const chooseNotices = setting(async (ask, context, guildId) => {
  const channel = chosenOf(ask);
  demandMayPostIn(channel);
  // A notice is a message, and a forum has none.
  if (formOf(kindOf(channel)) === 'posts') throw new UserError({ code: 'wrong-channel-type', channelId: channel.id });
  demandBotRights(channel, ['ViewChannel', 'SendMessages']);
  await setNoticeChannel(context.db, guildId, channel.id);
  context.log.info('notice channel chosen', { guildId, channelId: channel.id });
});

/** The way back: trouble is told where it is told in servers that have chosen nothing. */
export const clearNotices = setting(async (_, context, guildId) => {
  await setNoticeChannel(context.db, guildId, undefined);
  context.log.info('notice channel cleared', { guildId });
});

/** Lets Paperboy archive quiet discussions where there is no room for another thread. */
export const archiveQuiet = setting(async (_, context, guildId) => {
  await setArchivesQuiet(context.db, guildId, true);
  context.log.info('archiving of quiet discussions chosen', { guildId });
});

export const keepQuiet = setting(async (_, context, guildId) => {
  await setArchivesQuiet(context.db, guildId, false);
  context.log.info('archiving of quiet discussions ended', { guildId });
});

/** A control that changes one setting, and shows them all again. */
function setting(change: (ask: Ask, context: Context, guildId: string) => Promise<void>): Press<Context> {
  return {
    answers: 'update',
    async run(ask, context) {
      readPrivate(ask, context);
      await change(ask, context, guildOf(ask));
      return await showServerSettings(ask, context);
    },
  };
}

function chosenOf({ channels: [channel] }: Ask): ChosenChannel {
  if (channel === undefined) throw new UserError({ code: 'outdated' });
  return channel;
}

async function showServerSettings(ask: Ask, { db, now, channelName }: Context): Promise<AnswerBody> {
  const guildId = guildOf(ask);
  const [noticeChannelId, discussionChannelId, isArchiving] = await Promise.all([
    findNoticeChannel(db, guildId),
    findDiscussionChannel(db, guildId),
    archivesQuiet(db, guildId),
  ]);
  // They belong to the server: no subscription is named.
  const id = (action: string) => panelId(ask, now(), action, '');
  return renderServerSettings({
    channelName,
    ids: {
      discussions: id('discussions'),
      clearDiscussions: id('clear-discussions'),
      notices: id('notices'),
      clearNotices: id('clear-notices'),
      archiveQuiet: id('archive-quiet'),
      keepQuiet: id('keep-quiet'),
    },
    archivesQuiet: isArchiving,
    lacksManageThreads: missingRights(ask.appPermissions, ['ManageThreads']).length > 0,
    ...(noticeChannelId !== undefined && { noticeChannelId }),
    ...(discussionChannelId !== undefined && { discussionChannelId }),
  });
}
