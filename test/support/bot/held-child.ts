import { createLifecycle } from '../../../src/lifecycle.ts';
import { silentLog } from '../log.ts';
import { createSender, type SenderOptions } from './sender.ts';
import { createGate, type Step } from './steps.ts';

/** What a sender does in one go. */
export type Work = 'deliver' | 'open' | 'publish' | 'tell';

/** What {@link HELD_CHILD}, a process that sends and stops at a step, is told by its environment. */
export interface HeldChildOrders extends Omit<SenderOptions, 'now' | 'onStep' | 'database' | 'signal'> {
  readonly at: string;
  readonly step: Step;
  readonly work: Work;
}

/** It says `held` each time it is held. Told to stop it goes on, finishes what it began, and ends with 0. */
export const HELD_CHILD = import.meta.filename;

if (process.argv[1] === HELD_CHILD) await run(JSON.parse(process.env.ORDERS ?? '{}'));

async function run({ at, step, work, ...options }: HeldChildOrders): Promise<void> {
  const lifecycle = createLifecycle({ log: silentLog, process, exit: (code) => process.exit(code) });
  lifecycle.signal.addEventListener('abort', () => void process.stdout.write('stopping\n'));
  // While it is held nothing else keeps it; and when it is done, whoever started it ends it.
  setInterval(() => undefined, 60_000);
  const gate = createGate(step, () => void process.stdout.write('held\n'));
  const sender = createSender({ ...options, now: () => new Date(at), onStep: gate.onStep });
  const working = (async () => {
    await gate.onStep('before-claim');
    await sender[work](lifecycle.signal);
  })();
  lifecycle.onStop(async () => {
    gate.open();
    await working.finally(() => sender.close());
  });
}
