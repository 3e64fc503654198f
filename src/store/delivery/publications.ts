import type { Db } from '../schema.ts';

/** A message that this caller, and nobody else for a while, may publish. */
export interface Publication {
  readonly deliveryId: string;
  readonly part: number;
  readonly channelId: string;
  readonly messageId: string;
  /** How often it was taken up, this time included. */
  readonly attempts: number;
}

/** Owes a message to the followers of its channel. Idempotent. */
export async function owePublication(
  db: Db,
  wanted: Omit<Publication, 'attempts'>,
  { at }: { at: Date },
): Promise<void> {
  await db
    .insertInto('publication')
    .values({
      delivery_id: wanted.deliveryId,
      part: wanted.part,
      channel_id: wanted.channelId,
      message_id: wanted.messageId,
      due_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Takes one message that is owed to followers and due. It is due again after `leaseMs`, unless it is ended or put off
 * before: publishing twice is the same as once. @returns undefined if there is none
 */
export async function claimPublication(
  db: Db,
  { at, leaseMs }: { at: Date; leaseMs: number },
): Promise<Publication | undefined> {
  const row = await db
    .updateTable('publication')
    .set((eb) => ({ due_at: new Date(at.getTime() + leaseMs), attempts: eb('attempts', '+', 1) }))
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('delivery_id', 'part'),
        'in',
        selectFrom('publication as owed')
          .select(['owed.delivery_id', 'owed.part'])
          .where('owed.state', '=', 'owed')
          .where('owed.due_at', '<=', at)
          .orderBy('owed.due_at')
          .limit(1)
          .forUpdate()
          .skipLocked()
          .$asTuple('delivery_id', 'part'),
      ),
    )
    .returningAll()
    .executeTakeFirst();
  return (
    row && {
      deliveryId: row.delivery_id,
      part: row.part,
      channelId: row.channel_id,
      messageId: row.message_id,
      attempts: row.attempts,
    }
  );
}

/** Leaves a publication for later. */
export async function postponePublication(db: Db, publication: Publication, dueAt: Date): Promise<void> {
  await byKey(db, publication).set({ due_at: dueAt }).execute();
}

/** Ends a publication. @param reason why it was given up; absent if it is done */
export async function endPublication(
  db: Db,
  publication: Publication,
  { at, reason }: { at: Date; reason?: string },
): Promise<void> {
  const state = reason === undefined ? ('published' as const) : ('given-up' as const);
  await byKey(db, publication)
    .set({ state, ended_at: at, reason: reason ?? null })
    .execute();
}

function byKey(db: Db, { deliveryId, part }: Publication) {
  return db
    .updateTable('publication')
    .where('delivery_id', '=', deliveryId)
    .where('part', '=', part)
    .where('state', '=', 'owed');
}
