import { randomUUID } from 'node:crypto';
import { recentListDays } from '../domain/list-day.ts';
import { FACT_KINDS, factsOf, isWaking, LINE_EVERY_MS, newsOf } from '../domain/thread-facts.ts';
import { encodeCustomId } from '../render/message/custom-id.ts';
import { renderThreadLine } from '../render/papers/thread-line.ts';
import { findPaper } from '../store/papers/papers.ts';
import type { Db } from '../store/schema.ts';
import {
  type ChangedDiscussion,
  type FirstPlace,
  forgetOldNews,
  listChangedDiscussions,
  listFirstPlaces,
  listKnownFacts,
  noteFacts,
} from '../store/threads/facts.ts';
import { type NewThreadPost, oweLine, type ThreadNews } from '../store/threads/posts.ts';
import { RECENT_LISTS } from './begin.ts';

/** What a discussion could not be told for so long (it slept, or nobody let us) is no news any more. */
export const NEWS_MS = 7 * 24 * 3_600_000;
const TOGETHER = 200;
const WAKING = FACT_KINDS.filter((kind) => isWaking([kind]));

/**
 * Notes what became true of papers since their discussions were opened, and owes each discussion one line of all that is
 * new: at most one a day, each fact once for good.
 */
export async function oweThreadLines(db: Db, now: () => Date, signal: AbortSignal): Promise<void> {
  await noteNews(db, now, signal);
  const at = now();
  await forgetOldNews(db, new Date(at.getTime() - NEWS_MS));
  const render = (news: ThreadNews) => renderNews(db, news);
  while (!signal.aborted && (await oweLine(db, { at, quietMs: LINE_EVERY_MS, waking: WAKING, render })));
}

async function noteNews(db: Db, now: () => Date, signal: AbortSignal): Promise<void> {
  const firstPlaces = await listFirstPlaces(db, recentListDays(now(), RECENT_LISTS));
  while (!signal.aborted) {
    const changed = await listChangedDiscussions(db, { firstPlaces, limit: TOGETHER });
    for (const discussion of changed) await noteOne(db, discussion, { firstPlaces, at: now() });
    if (changed.length < TOGETHER) break;
  }
}

async function noteOne(
  db: Db,
  discussion: ChangedDiscussion,
  { firstPlaces, at }: { firstPlaces: readonly FirstPlace[]; at: Date },
): Promise<void> {
  const { paperId, threadId, openedAt, isHushed, isNoted } = discussion;
  const paper = await findPaper(db, paperId);
  if (paper === undefined) return;
  const firstOn = firstPlaces.filter((first) => first.paperId === paperId).map(({ day }) => day);
  const known = await listKnownFacts(db, threadId);
  const facts = newsOf(factsOf(paper, firstOn), { known, openedAt }).map(({ fact: { kind, detail }, isNews }) => ({
    kind,
    detail,
    isOwed: isNews && isNoted && !isHushed,
  }));
  await noteFacts(db, discussion, { facts, at });
}

async function renderNews(
  db: Db,
  { guildId, threadId, paperId, facts }: ThreadNews,
): Promise<NewThreadPost | undefined> {
  const found = await findPaper(db, paperId);
  if (found === undefined) return undefined;
  const id = randomUUID();
  const marker = encodeCustomId({ command: 'discuss', action: 'hush', fields: [threadId, id] });
  const body = renderThreadLine({ paper: found.paper, facts, marker });
  return body && { id, guildId, threadId, paperId, marker, body };
}
