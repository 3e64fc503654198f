import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { runLedger } from '../../src/cli/ledger.ts';
import { readConfig } from '../../src/config.ts';
import { planDueDigests } from '../../src/delivery/planning/plan.ts';
import { FatalError } from '../../src/domain/errors.ts';
import { removePlace } from '../../src/postgres/cluster.ts';
import { ensureDatabase, startEmbeddedPostgres } from '../../src/postgres/embedded.ts';
import { migrateToLatest } from '../../src/postgres/migrate.ts';
import { openDatabase, readDatabaseTime } from '../../src/postgres/pool.ts';
import {
  type Claim,
  claimDelivery,
  giveUpDelivery,
  markSending,
  markSent,
  settleDelivery,
} from '../../src/store/delivery/deliveries.ts';
import type { Db, Schema } from '../../src/store/schema.ts';
import { pauseSubscription } from '../../src/store/servers/pausing.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/database.ts';
import { silentLog as log } from '../support/log.ts';
import { holdList } from '../support/papers/lists.ts';
import { manyCounted } from '../support/papers/papers.ts';
import { GUILD, saveUsual } from '../support/papers/subscriptions.ts';

const slotAt = new Date('2026-03-11T09:00:00Z');
const later = (ms: number) => new Date(slotAt.getTime() + ms);

let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'paperboy-ledger-'));
  await chmod(folder, 0o711);
  const papers = manyCounted(5);
  await holdList(test.db, '2026-03-10', papers, later(-1));
});
afterAll(async () => {
  await test?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  for (const table of ['digest', 'shown', 'subscription', 'destination'] as const)
    await test.db.deleteFrom(table).execute();
});

const ledger = (...args: readonly string[]) =>
  runLedger(args, readConfig({ DISCORD_TOKEN: 'none', DATABASE_URL: test.connectionString }));

/** A subscription whose slot was planned, and is claimed. */
async function claimOne(db: Db = test.db): Promise<Claim & { readonly subscriptionId: string }> {
  const { id } = await saveUsual(db, later(-3_600_000));
  await planDueDigests(db, { now: () => later(1_000), log, signal: new AbortController().signal });
  const claim = await claimDelivery(db, { at: later(2_000), leaseMs: 60_000 });
  if (claim === undefined) throw new Error('nothing is owed');
  return { ...claim, subscriptionId: id };
}

async function giveUp(): Promise<Claim & { readonly subscriptionId: string }> {
  const claim = await claimOne();
  await markSending(test.db, claim, 0, later(3_000));
  await giveUpDelivery(test.db, claim, { reason: '50035', at: later(4_000) });
  return claim;
}

describe('explain', () => {
  it('tells step by step what became of a delivery, by any of its three ids', async () => {
    const claim = await claimOne();
    await markSending(test.db, claim, 0, later(3_000));
    await markSent(test.db, claim, 0, { messageId: '411', at: later(4_000) });
    await settleDelivery(test.db, claim, later(5_000));
    const told = await ledger('explain', claim.id);
    expect(told).toContain(`subscription ${claim.subscriptionId} of server 111, channel 211`);
    expect(told).toContain('schedule   09:00 UTC, daily');
    expect(told).toContain(
      [
        `digest ${claim.digestId}: posted`,
        '  planned    2026-03-11T09:00:01.000Z for the slot 2026-03-11T09:00:00.000Z',
        '  lists      2026-03-10',
        '  papers     2603.00001, 2603.00002, 2603.00003',
        `  delivery   ${claim.id}`,
        '  claimed    once; held by nobody',
        `  part 0     marker ${claim.parts[0]?.marker}`,
        '  part 0     sending since 2026-03-11T09:00:03.000Z',
        '  part 0     sent 2026-03-11T09:00:04.000Z: https://discord.com/channels/111/211/411',
        '  settled    2026-03-11T09:00:05.000Z',
      ].join('\n'),
    );
    expect(told).not.toContain('Paper 1');
    for (const id of [claim.digestId, claim.subscriptionId.toUpperCase()])
      expect(await ledger('explain', id)).toBe(told);
  });

  it('tells what is owed, and what keeps it', async () => {
    const claim = await claimOne();
    await pauseSubscription(test.db, GUILD, claim.subscriptionId, later(2_500));
    const told = await ledger('explain', claim.subscriptionId);
    expect(told).toContain('state      paused since 2026-03-11T09:00:02.500Z');
    expect(told).toContain('claimed    once; held by a sender until 2026-03-11T09:01:02.000Z');
    expect(told).toContain('part 0     not known to be sent');
    expect(told).toContain('next try   2026-03-11T09:00:01.000Z');
  });

  it('says that there is nothing', async () => {
    const { id } = await saveUsual(test.db, later(0));
    expect(await ledger('explain', id)).toContain('No slot of it has been planned yet.');
    await expect(ledger('explain', crypto.randomUUID())).rejects.toThrow('The ledger has nothing of this id.');
    await expect(ledger('explain', '1; drop table paper')).rejects.toThrow('The ledger has nothing of this id.');
  });
});

describe('retry', () => {
  it('owes a delivery again that was given up', async () => {
    const claim = await giveUp();
    expect(await ledger('explain', claim.id)).toContain('given up   2026-03-11T09:00:04.000Z: 50035');
    const before = await readDatabaseTime(test.db);
    const told = await ledger('retry', claim.id);
    expect(told).toContain('Owed again from now');
    expect(told).toContain(`digest ${claim.digestId}: owed`);
    const again = await claimDelivery(test.db, { at: later(365 * 86_400_000), leaseMs: 1 });
    expect(again).toMatchObject({ id: claim.id, attempts: 2 });
    const { due_at } = await test.db.selectFrom('delivery').select('due_at').executeTakeFirstOrThrow();
    expect(due_at.getTime()).toBeGreaterThanOrEqual(before.getTime());
  });

  it('refuses all else in a sentence, and changes nothing', async () => {
    const claim = await claimOne();
    const refusal = await ledger('retry', claim.id).catch((error) => error);
    expect(refusal).toBeInstanceOf(FatalError);
    expect(refusal.message).toBe('Nothing was changed: it was not given up, it is owed.');
    await expect(ledger('retry', claim.subscriptionId)).rejects.toThrow('no digest and no delivery has this id');
  });
});

describe('npm run ledger', () => {
  it('reads the database that is set, without a token', async () => {
    const { id } = await claimOne();
    const { code, out } = await run(['explain', id], { DATABASE_URL: test.connectionString });
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining(`delivery   ${id}`) });
  });

  it.each([[[]], [['explain']], [['forget', 'x']], [['explain', 'x', 'y']]])('refuses %j', async (args) => {
    await expect(ledger(...args)).rejects.toThrow('Use: npm run ledger -- explain ID, or npm run ledger -- retry ID.');
  });

  it('says in a sentence what is wrong', async () => {
    const { code, out } = await run(['explain', 'x'], {});
    expect(code).toBe(1);
    expect(out).toMatch(/^No database: DATABASE_URL is empty, and no Paperboy runs on [^\n]+\n$/);
  });

  it('says that a setting is wrong, and tells no secret', async () => {
    const { code, out } = await run(['explain', 'x'], { DATABASE_URL: 'mysql://p:s3cret@127.0.0.1/p' });
    expect(code).toBe(1);
    expect(out).toContain('DATABASE_URL must be a postgres:// address');
    expect(out).not.toContain('s3cret');
  });

  it('finds the embedded database of a Paperboy that runs, of sample papers too, and leaves it running', async () => {
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log, unsafe: true });
    const database = openDatabase<Schema>(await ensureDatabase(server.connectionString, 'paperboy_sample'), { log });
    try {
      await writeFile(join(folder, 'sandbox-sample.json'), '{}');
      const config = readConfig({ DATA_DIR: folder });
      await expect(runLedger(['explain', 'x'], config)).rejects.toThrow('is not of this version');
      await migrateToLatest(database.db, migrations, { log });
      const { id } = await saveUsual(database.db, later(0));
      expect(await runLedger(['explain', id], config)).toContain(id);
      await readDatabaseTime(database.db);
    } finally {
      await database.close();
      await server.stop();
      await removePlace(join(folder, 'postgres'));
    }
  });
});

function run(args: readonly string[], env: Record<string, string>) {
  const program = resolve(import.meta.dirname, '../../src/cli/ledger.ts');
  const options = { cwd: folder, env: { DATA_DIR: folder, ...env } };
  return new Promise<{ readonly code: number; readonly out: string }>((ended) =>
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) =>
      ended({ code: error === null ? 0 : Number(error.code), out: `${stdout}${stderr}` }),
    ),
  );
}
