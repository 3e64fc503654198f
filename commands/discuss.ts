import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ContextMenuCommandBuilder,
  InteractionContextType,
  SlashCommandBuilder,
} from 'discord.js';
import { askingOnce } from '../src/delivery/posting/ask-once.ts';
import type { AnswerBody, Ask } from '../src/discord/command.ts';
import { type DiscussionPlace, findThread, openDiscussion } from '../src/discussion/open.ts';
import { wakeThread } from '../src/discussion/wake.ts';
import { formOf } from '../src/domain/channel-kind.ts';
import { type Complaint, UserError } from '../src/domain/errors.ts';
import type { RankedPaper } from '../src/domain/paper.ts';
import { encodeCustomId } from '../src/render/message/custom-id.ts';
import { renderDiscussion } from '../src/render/papers/discussion.ts';
import { renderWhichPaper } from '../src/render/papers/papers-of-message.ts';
import { findDiscussionChannel } from '../src/store/servers/guilds.ts';
import {
  demandRights,
  guildOf,
  homeChannelId,
  isPostable,
  isThread,
  missingRights,
  type Right,
} from './asker/rights.ts';
import type { Command, Context } from './context.ts';
import { everywhere } from './everywhere.ts';
import { completePaper, describePaper } from './paper.ts';
import { findNamedPaper, findPapersOfMessage, findPressedPaper, isOnly } from './papers/card.ts';
import { setUpdates } from './papers/updates.ts';

const COOLDOWN_MS = 10_000;
const MEMBER_NEEDS: readonly Right[] = ['ViewChannel', 'CreatePublicThreads'];
/** Whoever may send in a forum may make posts: *Create Public Threads* means nothing there. */
const FORUM_NEEDS: readonly Right[] = ['ViewChannel', 'SendMessages'];
const BOT_NEEDS: readonly Right[] = ['ViewChannel', 'SendMessages', 'CreatePublicThreads', 'SendMessagesInThreads'];

/** `/discuss`, and the *Discuss* control of a card: finds or makes a paper's one place in the server. */
export const discuss: Command = {
  data: new SlashCommandBuilder()
    .setName('discuss')
    .setDescription('Open the thread in which this server discusses a paper')
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .addStringOption(describePaper)
    .toJSON(),
  visibility: 'private',
  async execute(ask, context) {
    guildOf(ask);
    return await open(ask, context, await findNamedPaper(ask, context, ask.options.text('paper') ?? ''));
  },
  complete: completePaper,
  presses: {
    open: {
      answers: 'reply',
      run: async (ask, context) => open(ask, context, await findPressedPaper(context, ask.fields[0])),
    },
    // Of the papers of a message.
    choose: {
      answers: 'update',
      run: async (ask, context) => open(ask, context, await findPressedPaper(context, ask.values[0])),
    },
    // Under a line in a discussion, and on the card of a discussed paper.
    hush: { answers: 'reply', run: (ask, context) => setUpdates(ask, context, { areOn: false }) },
    heed: { answers: 'reply', run: (ask, context) => setUpdates(ask, context, { areOn: true }) },
  },
};

/**
 * *Discuss paper*, on anybody's message: of the paper that it names, or of the one that is chosen. Offered everywhere
 * beside *Show papers*; where there can be no discussion it says what that takes.
 */
export const discussPaper: Command = {
  data: everywhere(new ContextMenuCommandBuilder())
    .setName('Discuss paper')
    .setType(ApplicationCommandType.Message)
    .toJSON(),
  visibility: 'private',
  async execute(ask, context) {
    guildOf(ask);
    const found = await findPapersOfMessage(ask, context);
    const [only] = found.papers;
    // Of several that are named, the one that is found need not be the one that is meant.
    if (only !== undefined && isOnly(found)) return await open(ask, context, only);
    return renderWhichPaper({
      ...found,
      chooseId: encodeCustomId({ command: 'discuss', action: 'choose', fields: [] }),
    });
  },
};

async function open(ask: Ask, given: Context, paper: RankedPaper): Promise<AnswerBody> {
  const guildId = guildOf(ask);
  const place = { guildId, channelId: homeChannelId(ask.channel), paperId: paper.paper.id };
  const context = { ...given, poster: askingOnce(given.poster, given.now) };
  const existing = await findThread(context, place);
  if (existing !== undefined) {
    const mayWrite = missingRights(ask.memberPermissions, ['SendMessagesInThreads']).length === 0;
    const state = await wakeThread(context, existing, { mayWrite });
    if (state !== 'gone') return renderDiscussion({ paper, threadId: existing.threadId, state });
  }
  const isForum = await isInForum(context, place);
  const refusalHere = isForum ? undefined : findRefusalHere(ask);
  if (refusalHere?.code === 'no-threads-here' && (await findDiscussionChannel(context.db, guildId)) === undefined)
    throw new UserError(refusalHere);
  demandRights(ask, isForum ? FORUM_NEEDS : MEMBER_NEEDS);
  context.cooldowns.take('discuss', `${ask.userId} ${guildId}`, COOLDOWN_MS);
  const opened = await openDiscussion(context, place, { ...(refusalHere !== undefined && { refusalHere }) });
  return renderDiscussion({ paper, ...opened, state: 'opened' });
}

async function isInForum({ poster }: Context, { guildId, channelId }: DiscussionPlace): Promise<boolean> {
  const home = await poster.readAudience(guildId, channelId);
  return home.kind !== 'failed' && formOf(home.channelKind) === 'posts';
}

/**
 * Why no discussion can begin in the channel itself, which does not matter where the server has chosen a place for them.
 * What it takes in a forum shows when the post is made: without that nothing is left behind.
 */
function findRefusalHere(ask: Ask): Complaint | undefined {
  if (!carriesThreads(ask)) return { code: 'no-threads-here' };
  const permissions = missingRights(ask.appPermissions, BOT_NEEDS);
  if (permissions.length === 0) return undefined;
  return { code: 'bot-may-not', permissions, channelId: homeChannelId(ask.channel) };
}

/** Text and announcement channels, and threads in them, whose parent then carries the discussion. */
function carriesThreads({ channel }: Ask): boolean {
  return isPostable(channel) || (isThread(channel) && channel.parentId !== undefined);
}
