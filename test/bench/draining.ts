import { createBench } from './drain-setting.ts';
import type { BenchServer } from './setting.ts';

const DELIVERIES = Number(process.env.BENCH_N ?? 1_000);
const RATE = 40;

/** How fast what is owed goes out, within Discord's limits and without them, and what that costs those who ask. */
export async function benchDraining(server: BenchServer): Promise<Readonly<Record<string, string>>> {
  const results: Record<string, string> = {};
  for (const senders of [1, 4]) {
    await using bench = await createBench(server, { deliveries: DELIVERIES, rate: RATE, hasLimits: true });
    const { seconds, refused } = await bench.drain(senders);
    const ratio = DELIVERIES / seconds / RATE;
    results[`drain ${DELIVERIES} within limits, ${senders} sender(s)`] =
      `${ratio.toFixed(2)} of SEND_RATE ${RATE}, ${refused} × 429 (aim 0.95, none)`;
  }
  await using free = await createBench(server, { deliveries: DELIVERIES, rate: 100_000, hasLimits: false });
  const { seconds } = await free.drain(1);
  results[`drain ${DELIVERIES} without limits`] = `${Math.round(DELIVERIES / seconds)} deliveries a second`;

  await using asked = await createBench(server, { deliveries: DELIVERIES, rate: RATE, hasLimits: true });
  const idle = await asked.latency(200);
  const drained = asked.drain(1);
  const busy = await asked.latency(200);
  await drained;
  results['/trending, p95 idle'] = `${idle.toFixed(0)} ms`;
  results['/trending, p95 during a drain'] = `${(busy / idle).toFixed(2)} × idle (aim 1.5)`;
  results['memory of bot, sandbox and benchmark'] = `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`;
  return results;
}
