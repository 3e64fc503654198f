import type { DigestForm } from '../../domain/channel-kind.ts';
import type { RankedPaper } from '../../domain/paper.ts';
import { selectPapers, toRankedPaper } from '../papers/rows.ts';
import type { Db } from '../schema.ts';
import { type Claim, listParts } from './deliveries.ts';
import type { NewPart } from './digests.ts';

/** The papers of a digest in its order, with the numbers that were frozen for it and all else as it is held now. */
export async function listFrozenPapers(db: Db, digestId: string): Promise<readonly RankedPaper[]> {
  const rows = await selectPapers(db)
    .innerJoin('edition_paper', 'edition_paper.paper_id', 'paper.id')
    .innerJoin('digest', 'digest.edition_id', 'edition_paper.edition_id')
    .select(['edition_paper.position', 'edition_paper.upvotes', 'edition_paper.comments', 'edition_paper.github_stars'])
    .where('digest.id', '=', digestId)
    .orderBy('edition_paper.position')
    .execute();
  return rows.map((row) => toRankedPaper(row, row.position));
}

/**
 * Holds a delivery and its channel for longer: until `leaseMs` after `at`.
 *
 * @returns the claim to go on with; undefined if it has passed to somebody else
 */
export async function renewClaim(
  db: Db,
  claim: Claim,
  { at, leaseMs }: { at: Date; leaseMs: number },
): Promise<Claim | undefined> {
  const claimedUntil = new Date(at.getTime() + leaseMs);
  return await db.transaction().execute(async (tx) => {
    const renewed = await held(tx, claim).set({ claimed_until: claimedUntil }).executeTakeFirst();
    if (renewed.numUpdatedRows === 0n) return undefined;
    await tx
      .updateTable('destination')
      .set({ busy_until: claimedUntil })
      .where('channel_id', '=', claim.channelId)
      .where('busy_until', '=', claim.claimedUntil)
      .execute();
    return { ...claim, claimedUntil };
  });
}

/** Keeps what is sent from now on in a part's place, after Discord refused its body. The first body stays beside it. */
export async function savePlainBody(db: Db, claim: Claim, part: number, body: object): Promise<void> {
  await db
    .updateTable('delivery_part')
    .set({ plain_body: body })
    .where('delivery_id', '=', claim.id)
    .where('part', '=', part)
    .execute();
}

/** A part in another form, with what is sent of it. */
export interface ReformedPart extends NewPart {
  readonly body: object;
}

/**
 * Puts the parts of a delivery that were not sent into another form, because its channel is of another kind than when it
 * was planned. What was sent stays.
 *
 * @param make parts, whose numbers begin at `first`
 * @returns the claim with its new parts; undefined if it has passed to somebody else
 */
export async function reformDelivery(
  db: Db,
  claim: Claim,
  { form, make }: { form: DigestForm; make: (first: number) => readonly ReformedPart[] },
): Promise<Claim | undefined> {
  return await db.transaction().execute(async (tx) => {
    const changed = await held(tx, claim).set({ form }).executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return undefined;
    await tx.deleteFrom('delivery_part').where('delivery_id', '=', claim.id).where('sent_at', 'is', null).execute();
    const first = Math.max(-1, ...claim.parts.map(({ part }) => part)) + 1;
    const rows = make(first).map((part, index) => ({
      delivery_id: claim.id,
      part: first + index,
      nonce: part.nonce,
      marker: part.marker,
      paper_id: part.paperId ?? null,
      plain_body: part.body,
    }));
    if (rows.length > 0) await tx.insertInto('delivery_part').values(rows).execute();
    return { ...claim, form, parts: await listParts(tx, claim.id) };
  });
}

function held(db: Db, claim: Claim) {
  return db
    .updateTable('delivery')
    .where('id', '=', claim.id)
    .where('state', '=', 'owed')
    .where('claimed_until', '=', claim.claimedUntil);
}
