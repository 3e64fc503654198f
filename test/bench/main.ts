import { benchDraining } from './draining.ts';
import { benchPlanning } from './planning.ts';
import { benchSandbox } from './sandbox.ts';
import { startBenchServer } from './setting.ts';

/** `npm run bench -- sandbox` runs that part alone. */
const PARTS = { planning: benchPlanning, draining: benchDraining, sandbox: benchSandbox };

const wanted = process.argv.slice(2);
await using server = await startBenchServer();
for (const [name, bench] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const [what, figure] of Object.entries(await bench(server))) process.stdout.write(`${what}: ${figure}\n`);
}
