import type { CountedPaper } from '../../../src/domain/paper.ts';
import { saveList } from '../../../src/store/papers/lists.ts';
import type { Db } from '../../../src/store/schema.ts';
import { day } from './papers.ts';

/** Holds a day's list, as if it had just been read. */
export async function holdList(db: Db, listDay: string, papers: readonly CountedPaper[], at: Date): Promise<void> {
  await saveList(db, { day: day(listDay), source: 'test', papers, rejected: 0, at });
}
