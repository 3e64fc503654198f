import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '../../../src/store/schema.ts';
import { createSender, type Sender, type SenderOptions } from '../../support/bot/sender.ts';
import { startTestSandbox, type TestSandbox } from '../../support/discord/sandbox.ts';
import type { Cell, Comeback } from './cells.ts';
import { type Course, courseOf, isRequestOf } from './course.ts';
import { digestsIn, kindOf, makePlaces, PAPERS, type Place, postsIn, publishedIn, settingOf } from './places.ts';
import { HOUR, SECOND, SLOT, type Stage } from './stage.ts';

const MINUTE = 60_000;
/** Longer than any claim is held. */
export const LEASE_OVER_MS = 61 * SECOND;
/** Of one request: no answer takes so long, however loaded the machine. */
export const REQUEST_TIMEOUT_MS = 10_000;
/** Of one request where the fault is that there is no answer, so that a cell does not take ten seconds. */
export const SILENCE_MS = 600;

/** Channels, each in a server of its own, whose digests are planned and not yet posted. */
export interface Scene extends AsyncDisposable {
  readonly sandbox: TestSandbox;
  readonly clock: { now(): Date; advance(ms: number): void };
  readonly course: Course;
  /** How many channels there are. */
  readonly channels: number;
  /** What a sender needs to know. */
  readonly orders: Omit<SenderOptions, 'now' | 'signal'>;
  createSender(options?: Partial<SenderOptions>): Sender;
  /** Breaks the connections of senders of that name, as the death of their process does. */
  buryConnections(name: string): Promise<void>;
  /** How often that which the cell is about was done: digests posted, posts made, messages published. */
  countDone(): number;
  /** How many requests that do so have come. */
  countAsked(): number;
  /** Whether another channel, which nothing befell, has its digest; undefined if there is none in this cell. */
  isWitnessServed(): boolean | undefined;
  /**
   * Lets time pass and senders come back until nothing is owed, and then some more.
   *
   * @param restart for a fault that the client itself remembers, by the machine's clock that no test moves
   */
  recover(comeback: Comeback, options: { sender?: Sender; restart: boolean }): Promise<void>;
  /** Every channel has what it was owed, once. */
  expectOnce(): void;
}

export async function arrange(stage: Stage, cell: Cell): Promise<Scene> {
  const stack = new AsyncDisposableStack();
  // Whoever still hangs when the scene is over must not go on into the next.
  const over = new AbortController();
  const setting = settingOf(cell);
  await stage.reset(setting);
  const { database } = stage;
  let at = SLOT;
  const clock = {
    now: () => new Date(at),
    advance: (ms: number) => {
      at += ms;
    },
  };
  const sandbox = stack.use(await startTestSandbox({ now: clock.now }));
  const { world } = sandbox;
  const { all, witness } = makePlaces(world, kindOf(setting));
  const course = courseOf(cell);
  const orders = {
    databaseUrl: stage.databaseUrl,
    apiUrl: sandbox.apiUrl,
    token: sandbox.token,
    botId: world.applicationId,
    timeoutMs: REQUEST_TIMEOUT_MS,
  };
  const create = (more: Partial<SenderOptions> = {}) => {
    // Whoever has steps of its own has connections of its own.
    const shared = more.onStep === undefined && { database };
    const sender = createSender({ ...orders, now: clock.now, signal: over.signal, ...shared, ...more });
    // A sender that is held for ever never gives its connections back.
    if (more.name === undefined) stack.defer(() => sender.close());
    return sender;
  };
  const count = (inPlace: (place: Place) => readonly string[]) => all.reduce((sum, it) => sum + inPlace(it).length, 0);
  const asked = (isIt: (entry: { method: string; route: string | undefined }) => boolean) =>
    sandbox.requests.entries.filter(isIt).length;
  return {
    sandbox,
    clock,
    course,
    channels: all.length,
    orders,
    createSender: create,
    async buryConnections(name) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = ${name} and datname = current_database()`.execute(database.db);
    },
    countDone: () => count((place) => (course.work === 'publish' ? publishedIn : digestsIn)(world, place)),
    countAsked: () => asked((entry) => isRequestOf(course, entry)),
    isWitnessServed: () => witness && digestsIn(world, witness).length === 1,
    async recover(comeback, { sender = create(), restart }) {
      let current = sender;
      for (const waitMs of waits(comeback)) {
        clock.advance(waitMs);
        await current.tick().catch(() => undefined);
        if (restart || current.hasDeadToken) current = create();
        if ((await countOwed(database.db)) === 0) break;
      }
      expect(await countOwed(database.db), 'still owed').toBe(0);
      // Long after every nonce is forgotten: whoever posts once more is seen.
      const changes = () => asked(({ method }) => method !== 'GET');
      const before = changes();
      clock.advance(HOUR);
      await current.tick();
      expect(changes(), 'requests after everything was done').toBe(before);
      expect(await countLost(database.db), 'given up').toBe(0);
    },
    expectOnce() {
      for (const place of all) {
        if (place.kind === 'forum') expectPosts(world, place);
        else expectMessages(world, place, { threads: setting === 'text with threads' ? 1 : 0 });
        if (place.kind === 'announcement') expect(publishedIn(world, place), 'published messages').toHaveLength(1);
      }
      if (witness !== undefined) expectMessages(world, witness, { threads: 0 });
    },
    [Symbol.asyncDispose]: () => {
      over.abort();
      return stack.disposeAsync();
    },
  };
}

type World = TestSandbox['world'];

/** One digest, and for every paper that is owed a thread one, with one anchor. */
function expectMessages(world: World, place: Place, { threads }: { threads: number }): void {
  expect(digestsIn(world, place), 'digests of a channel').toHaveLength(1);
  expect(world.messages(place.channelId), 'messages of a channel').toHaveLength(1 + threads);
  expect(world.threads(place.guildId), 'threads of a paper').toHaveLength(threads);
}

/** One post a paper, the best paper's last, each begun by one message. */
function expectPosts(world: World, place: Place): void {
  const posts = postsIn(world, place);
  const wanted = Array.from({ length: PAPERS.forum }, (_, index) => `Paper ${PAPERS.forum - index}`);
  expect(
    posts.map(({ name }) => name),
    'posts of a forum',
  ).toEqual(wanted);
  for (const { id } of posts) expect(world.messages(id), 'messages of a post').toHaveLength(1);
  expect(world.threads(place.guildId), 'threads of a server').toHaveLength(posts.length);
}

/** Soon: what is asked for at least, within two minutes. Then, and late: longer than anything waits. */
function waits(comeback: Comeback): readonly number[] {
  const long = Array.from({ length: 8 }, () => HOUR + MINUTE);
  return comeback === 'soon' ? [6 * SECOND, 11 * SECOND, 21 * SECOND, 41 * SECOND, ...long] : long;
}

const OWING = ['delivery', 'discussion', 'publication'] as const;

async function countOwed(db: Db): Promise<number> {
  return await countIn(db, 'owed');
}

/** What is no longer owed, and did not happen. */
async function countLost(db: Db): Promise<number> {
  return await countIn(db, 'given-up');
}

async function countIn(db: Db, state: 'owed' | 'given-up'): Promise<number> {
  const found = await Promise.all(
    OWING.map((table) => db.selectFrom(table).select('state').where('state', '=', state).execute()),
  );
  return found.flat().length;
}
