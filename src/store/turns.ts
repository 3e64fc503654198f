import { sql } from 'kysely';
import type { Db } from './schema.ts';

/** However far ahead a turn was put off, nobody waits longer: a clock was wrong. */
const LONGEST_PAUSE_MS = 3_600_000;

export type TurnClaim =
  /** `heldUntil` names the claim. */
  | { readonly kind: 'mine'; readonly heldUntil: Date }
  /** Somebody else has it, or nobody may have it before `freeAt`. */
  | { readonly kind: 'taken'; readonly freeAt: Date };

/**
 * Claims what one at a time over all processes may do. One statement, so that of any number of callers one has it until
 * it ends its turn, or until `leaseMs` are over because it died.
 */
export async function claimTurn(
  db: Db,
  name: string,
  { at, leaseMs }: { at: Date; leaseMs: number },
): Promise<TurnClaim> {
  const heldUntil = new Date(at.getTime() + leaseMs);
  const { rows } = await sql<{ next_at: Date }>`
    insert into pace (name, next_at) values (${name}, ${heldUntil})
    on conflict (name) do update set next_at = excluded.next_at
      where pace.next_at <= ${at} or pace.next_at > ${new Date(at.getTime() + LONGEST_PAUSE_MS)}
    returning next_at`.execute(db);
  if (rows.length > 0) return { kind: 'mine', heldUntil };
  const row = await db.selectFrom('pace').select('next_at').where('name', '=', name).executeTakeFirst();
  return { kind: 'taken', freeAt: row?.next_at ?? at };
}

/**
 * Ends a turn: the next is free after `pauseMs`, an hour at most. Does nothing if the lease was over and somebody else
 * has it.
 */
export async function endTurn(
  db: Db,
  name: string,
  { heldUntil, at, pauseMs }: { heldUntil: Date; at: Date; pauseMs: number },
): Promise<void> {
  await db
    .updateTable('pace')
    .set({ next_at: new Date(at.getTime() + Math.min(pauseMs, LONGEST_PAUSE_MS)) })
    .where('name', '=', name)
    .where('next_at', '=', heldUntil)
    .execute();
}
