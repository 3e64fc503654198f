import { planDueDigests } from '../../src/delivery/planning/plan.ts';
import { silentLog } from '../support/log.ts';
import { type BenchServer, manyChannels, SLOT, subscribeMany } from './setting.ts';

const SUBSCRIPTIONS = Number(process.env.BENCH_N ?? 10_000);

/** How long it takes to freeze the digests of 10,000 subscriptions whose slot comes at the same instant. */
export async function benchPlanning(server: BenchServer): Promise<Readonly<Record<string, string>>> {
  await using database = await server.open();
  await subscribeMany(database.db, manyChannels(SUBSCRIPTIONS));
  const startedAt = performance.now();
  const owed = await planDueDigests(database.db, {
    now: () => SLOT,
    log: silentLog,
    signal: new AbortController().signal,
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  return {
    'plan 10,000 due subscriptions': `${seconds.toFixed(1)} s (${owed} digests owed, aim 2 s)`,
  };
}
