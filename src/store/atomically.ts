import type { Db } from './schema.ts';

/** Runs several statements as one: in the caller's transaction if there is one, else in one of its own. */
export async function atomically<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? await work(db) : await db.transaction().execute(work);
}
