import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Db } from '../../src/store/schema.ts';
import { createTestDatabase, type TestDatabase } from './database/database.ts';
import { emptyDatabase, emptyPapers } from './database/emptying.ts';
import { createFakePoster, type FakePoster } from './discord/poster.ts';

/** A database, a Discord by hand, and a clock that stands still until a test moves it. */
export interface Setting {
  readonly db: Db;
  readonly connectionString: string;
  readonly poster: FakePoster;
  /** What the clock shows. */
  readonly at: Date;
  readonly now: () => Date;
  moveTo(at: string): void;
  pass(ms: number): void;
}

/** The setting of a file's tests: before each of them all of it is as new, and the clock shows `startAt`. */
export function useSetting(startAt: string): Setting {
  let database: TestDatabase;
  let poster: FakePoster;
  let at: Date;
  const now = () => at;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    at = new Date(startAt);
    poster = createFakePoster(now);
    await emptyDatabase(database.db);
    await emptyPapers(database.db);
  });
  afterAll(() => database?.close());
  return {
    get db() {
      return database.db;
    },
    get connectionString() {
      return database.connectionString;
    },
    get poster() {
      return poster;
    },
    get at() {
      return at;
    },
    now,
    moveTo(instant) {
      at = new Date(instant);
    },
    pass(ms) {
      at = new Date(at.getTime() + ms);
    },
  };
}
