import type { AnswerBody, Ask } from '../../src/discord/command.ts';
import { UserError } from '../../src/domain/errors.ts';
import type { RankedPaper } from '../../src/domain/paper.ts';
import { findPaperIds, huggingFaceUrl, type PaperId, parsePaperId } from '../../src/domain/paper-id.ts';
import { encodeCustomId } from '../../src/render/message/custom-id.ts';
import { renderCard } from '../../src/render/papers/card.ts';
import { findPaper, savePapers } from '../../src/store/papers/papers.ts';
import { listRanks } from '../../src/store/papers/ranks.ts';
import { withinPatience } from '../../src/store/patience.ts';
import { listSimilar } from '../../src/store/search/similar.ts';
import { type KnownThread, listKnownThreads } from '../../src/store/threads/knowledge.ts';
import { isShownTo } from '../asker/audience.ts';
import { homeChannelId } from '../asker/rights.ts';
import type { Context } from '../context.ts';
import { maySilence, updatesOf } from './updates.ts';

/** The `custom_id` of every list's select *Open a paper…*, but for digests: theirs is their marker. */
export const OPEN_ID = encodeCustomId({ command: 'paper', action: 'open', fields: [] });
/** As many as one list shows. */
const MOST_OF_MESSAGE = 10;
const SIMILAR = 5;
const LOOK_AGAIN_MS = 24 * 3_600_000;

/**
 * The paper that a person names: by id, or by a link to arXiv or Hugging Face. Asks the live source if it is not held;
 * and once a day if arXiv alone knew it, because it may have come to Hugging Face since. If that fails, what is held is
 * shown.
 *
 * @throws UserError `bad-paper`, `unknown-paper`, or why the source did not answer
 */
export async function findNamedPaper(ask: Ask, context: Context, text: string): Promise<RankedPaper> {
  const id = parsePaperId(text);
  if (id === undefined) throw new UserError({ code: 'bad-paper', given: text });
  const held = await findPaper(context.db, id);
  if (held !== undefined && !isDueAgain(held, context.now())) return held;
  const found = await context.lookup.find(id, { userId: ask.userId }).catch((error: unknown) => {
    if (held !== undefined && error instanceof UserError) return undefined;
    throw error;
  });
  if (found !== undefined) {
    await savePapers(context.db, [found], { at: context.now() });
    return await findHeldPaper(context, id);
  }
  if (held === undefined) throw new UserError({ code: 'unknown-paper', paperId: id });
  return held;
}

/** Whether a paper that arXiv alone knew is to be looked for at Hugging Face again. */
function isDueAgain({ paper, countedAt }: RankedPaper, now: Date): boolean {
  if (paper.isOnlyOnArxiv !== true || huggingFaceUrl(paper.id) === undefined) return false;
  return now.getTime() - (countedAt?.getTime() ?? 0) > LOOK_AGAIN_MS;
}

/** The papers of a message. */
export interface PapersOfMessage {
  readonly papers: readonly RankedPaper[];
  /** Those that nobody knows. */
  readonly missing: readonly PaperId[];
  /** Those that could not be looked up now. */
  readonly unanswered: readonly PaperId[];
  /** How many more it names. */
  readonly more: number;
}

/**
 * The first ten papers that a message names, in its order. Asks the live source for those that are not held.
 *
 * @throws UserError `no-paper-in-message`; if none of them is found, what {@link findNamedPaper} throws for the first
 */
export async function findPapersOfMessage(ask: Ask, context: Context): Promise<PapersOfMessage> {
  const named = findPaperIds(ask.messageText);
  if (named.length === 0) throw new UserError({ code: 'no-paper-in-message' });
  const ids = named.slice(0, MOST_OF_MESSAGE);
  const found = await Promise.allSettled(ids.map((id) => findNamedPaper(ask, context, id)));
  const fault = found.find((each) => each.status === 'rejected' && !(each.reason instanceof UserError));
  const papers = found.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = fault ?? (papers.length === 0 ? found[0] : undefined);
  if (failed?.status === 'rejected') throw failed.reason;
  return {
    papers: papers.map((paper, index) => ({ ...paper, rank: index + 1 })),
    missing: ids.filter((_, index) => isUnknown(found[index])),
    unanswered: ids.filter((_, index) => found[index]?.status === 'rejected' && !isUnknown(found[index])),
    more: named.length - ids.length,
  };
}

function isUnknown(found: PromiseSettledResult<unknown> | undefined): boolean {
  if (found?.status !== 'rejected') return false;
  return found.reason instanceof UserError && found.reason.complaint.code === 'unknown-paper';
}

/** Whether a message names one paper alone. */
export function isOnly({ papers, missing, unanswered }: PapersOfMessage): boolean {
  return papers.length + missing.length + unanswered.length === 1;
}

/** The paper that a pressed component names. @throws UserError `outdated` if it names none, else as {@link findHeldPaper} */
export async function findPressedPaper(context: Context, text: string | undefined): Promise<RankedPaper> {
  const id = parsePaperId(text ?? '');
  if (id === undefined) throw new UserError({ code: 'outdated' });
  return await findHeldPaper(context, id);
}

/** A paper that stood on a list or a card of ours. @throws UserError `unknown-paper` if it is not held */
async function findHeldPaper(context: Context, id: PaperId): Promise<RankedPaper> {
  const held = await findPaper(context.db, id);
  if (held === undefined) throw new UserError({ code: 'unknown-paper', paperId: id });
  return held;
}

interface ShownDiscussions {
  readonly guildId: string;
  readonly threads: ReadonlyMap<PaperId, KnownThread>;
}

/**
 * Where the server discusses some papers, as far as the asker may see it: in this channel, and in channels that everybody
 * sees now.
 *
 * @returns undefined outside of servers
 */
export async function findDiscussions(
  ask: Ask,
  context: Context,
  papers: readonly RankedPaper[],
): Promise<ShownDiscussions | undefined> {
  const { guildId } = ask;
  if (guildId === undefined) return undefined;
  const threads = await listShownThreads(ask, context, { guildId, paperIds: papers.map(({ paper }) => paper.id) });
  context.counter.lookAt([...threads.values()].map(({ threadId }) => threadId));
  return { guildId, threads };
}

async function listShownThreads(
  ask: Ask,
  { db, isOpenChannel }: Context,
  { guildId, paperIds }: { guildId: string; paperIds: readonly PaperId[] },
): Promise<ReadonlyMap<PaperId, KnownThread>> {
  const home = homeChannelId(ask.channel);
  const known = await listKnownThreads(db, { guildId, paperIds });
  const shown = known.filter(({ channelId }) => isShownTo(ask, isOpenChannel, channelId));
  // The channel's own last, so that it stands in the place of the others.
  const ordered = shown.toSorted((a, b) => Number(a.channelId === home) - Number(b.channelId === home));
  return new Map(ordered.map((thread) => [thread.paperId, thread]));
}

/** A paper's card, with its ranks, similar papers, and the way into its discussion as far as the asker may see one. */
export async function showCard(ask: Ask, context: Context, ranked: RankedPaper): Promise<AnswerBody> {
  const { searchDb, now } = context;
  const { paper, listDay } = ranked;
  const beside = Promise.all([
    listSimilar(searchDb, ranked, { limit: SIMILAR, at: now() }),
    listDay && listRanks(searchDb, { id: paper.id, listDay, at: now() }),
  ]);
  const [discussions, [similar, ranks]] = await Promise.all([
    findDiscussions(ask, context, [ranked]),
    withinPatience(beside),
  ]);
  return renderCard({
    paper: ranked,
    similar: { papers: similar, openId: OPEN_ID },
    ...(ranks !== undefined && { ranks }),
    ...(discussions !== undefined && wayToDiscussion(ask, paper.id, discussions.threads.get(paper.id))),
  });
}

/** What a card offers in a server. @param discussion absent if the paper has none that the asker may see */
function wayToDiscussion(ask: Ask, id: PaperId, discussion: KnownThread | undefined) {
  const discussId = encodeCustomId({ command: 'discuss', action: 'open', fields: [id] });
  if (discussion === undefined) return { discussId };
  const { isArchived, isLocked } = discussion;
  return {
    discussion,
    ...(isArchived && !isLocked && { discussId }),
    ...(maySilence(ask, discussion) && { updates: updatesOf(discussion) }),
  };
}
