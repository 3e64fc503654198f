import { benchDraining } from './draining.ts';
import { benchPlanning } from './planning.ts';
import { benchRanking } from './ranking.ts';
import { benchSandbox } from './sandbox.ts';
import { benchSearching } from './searching.ts';
import { startBenchServer } from './setting.ts';
import { benchTopics } from './topics.ts';

/** `npm run bench` runs all parts but the last, which fills a store for minutes; `npm run bench -- search` that one. */
const PARTS = {
  planning: benchPlanning,
  draining: benchDraining,
  sandbox: benchSandbox,
  topics: benchTopics,
  search: benchSearching,
};
const wanted = process.argv.slice(2);
const names = wanted.length === 0 ? ['ranking', 'planning', 'draining', 'sandbox', 'topics'] : wanted;

// Ranking needs no database; the others wait for theirs after it.
if (names.includes('ranking')) print(benchRanking());
const others = Object.entries(PARTS).filter(([name]) => names.includes(name));
if (others.length > 0) {
  await using server = await startBenchServer();
  for (const [, bench] of others) print(await bench(server));
}

function print(results: Readonly<Record<string, string>>): void {
  for (const [what, figure] of Object.entries(results)) process.stdout.write(`${what}: ${figure}\n`);
}
