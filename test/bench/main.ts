import { benchDraining } from './draining.ts';
import { benchPlanning } from './planning.ts';
import { benchSandbox } from './sandbox.ts';
import { benchSearching } from './searching.ts';
import { startBenchServer } from './setting.ts';

/** `npm run bench` runs all parts but the last, which fills a store for minutes; `npm run bench -- search` that one. */
const PARTS = { planning: benchPlanning, draining: benchDraining, sandbox: benchSandbox, search: benchSearching };
const wanted = process.argv.slice(2);
const names = wanted.length === 0 ? ['planning', 'draining', 'sandbox'] : wanted;

await using server = await startBenchServer();
for (const [name, bench] of Object.entries(PARTS)) {
  if (!names.includes(name)) continue;
  for (const [what, figure] of Object.entries(await bench(server))) process.stdout.write(`${what}: ${figure}\n`);
}
