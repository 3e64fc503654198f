import { randomUUID } from 'node:crypto';
import { recentListDays } from '../domain/list-day.ts';
import type { RankedPaper } from '../domain/paper.ts';
import { factsOf } from '../domain/thread-facts.ts';
import { encodeCustomId } from '../render/message/custom-id.ts';
import { renderAbstractRest } from '../render/papers/card.ts';
import type { Db } from '../store/schema.ts';
import { type Discussion, settleDiscussion } from '../store/servers/discussions.ts';
import { listFirstPlaces, noteFacts } from '../store/threads/facts.ts';
import { type NewThreadPost, oweAbstract } from '../store/threads/posts.ts';

/** Lists whose first places are told of. */
export const RECENT_LISTS = 14;

/**
 * Ends the opening of a discussion: it has its thread. In one transaction with what follows from it, so that a crash
 * loses neither: the rest of an abstract that the starter has no room for is owed, and all that is true of the paper now
 * is known, and no news.
 */
export async function beginThread(
  db: Db,
  claim: Discussion,
  { paper, threadId, at }: { paper: RankedPaper; threadId: string; at: Date },
): Promise<void> {
  const { guildId } = claim;
  await db.transaction().execute(async (tx) => {
    await settleDiscussion(tx, claim, { threadId, at });
    const firstPlaces = await listFirstPlaces(tx, recentListDays(at, RECENT_LISTS));
    const firstOn = firstPlaces.filter(({ paperId }) => paperId === claim.paperId).map(({ day }) => day);
    const facts = factsOf(paper, firstOn).map(({ kind, detail }) => ({ kind, detail, isOwed: false }));
    await noteFacts(tx, { guildId, threadId, stamp: '' }, { facts, at });
    await oweAbstract(tx, restOf(claim, paper, threadId), at);
  });
}

function restOf({ guildId, paperId }: Discussion, paper: RankedPaper, threadId: string): readonly NewThreadPost[] {
  const markerOf = (part: number) =>
    encodeCustomId({ command: 'paper', action: 'show', fields: [paperId, threadId, String(part)] });
  return renderAbstractRest(paper, markerOf).map((body, index) => ({
    id: randomUUID(),
    guildId,
    threadId,
    paperId,
    marker: markerOf(index + 1),
    body,
  }));
}
