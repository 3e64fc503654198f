import { benchDraining } from './draining.ts';
import { benchPlanning } from './planning.ts';
import { startBenchServer } from './setting.ts';

await using server = await startBenchServer();
for (const bench of [benchPlanning, benchDraining]) {
  for (const [what, figure] of Object.entries(await bench(server))) process.stdout.write(`${what}: ${figure}\n`);
}
