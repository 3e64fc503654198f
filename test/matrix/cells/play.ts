import { expect } from 'vitest';
import type { FaultTarget } from '../../../src/sandbox/faults.ts';
import type { Cell } from './cells.ts';
import { diesFirst, isUnanswered } from './course.ts';
import { blocksAll, type HttpFault, httpFault } from './faults.ts';
import { allAtOnce, dieAt, endProcess, loseDatabase, MOST_IN_FLIGHT, stopWhileSending } from './losses.ts';
import { arrange, LEASE_OVER_MS, type Scene, SILENCE_MS } from './scene.ts';
import { HOUR, SECOND, type Stage } from './stage.ts';

/** Runs one cell: many channels, one fault, a comeback; then every channel has what it was owed, once. */
export async function play(stage: Stage, cell: Cell): Promise<void> {
  await using scene = await arrange(stage, cell);
  const fault = httpFault(cell);
  if (fault !== undefined) await meetFault(scene, cell, fault);
  else if (cell.fault === 'SIGKILL' || cell.fault === 'SIGTERM') await endProcess(scene, cell, cell.fault);
  else await loseDatabase(scene, cell, () => strike(stage, cell));
  scene.expectOnce();
}

async function strike({ postgres }: Stage, { fault }: Cell): Promise<void> {
  if (fault === 'database cut') await postgres.cut();
  else await postgres.restart();
}

async function meetFault(scene: Scene, cell: Cell, fault: HttpFault): Promise<void> {
  const { step, comeback } = cell;
  const { course, channels } = scene;
  const tries = step === 'before-claim' ? 3 : 1;
  const isGlobal = blocksAll(cell) || cell.fault === '429 global';
  const inject = (target: FaultTarget) =>
    scene.sandbox.faults.inject({ ...target, ...fault, times: isGlobal ? MOST_IN_FLIGHT + 2 : tries * channels });
  if (diesFirst(step)) {
    await dieAt(scene, step);
    scene.clock.advance(comeback === 'soon' ? LEASE_OVER_MS : HOUR);
  }
  const isSilent = fault.kind === 'hang' || fault.kind === 'stalled-body';
  const patience = isSilent ? { timeoutMs: SILENCE_MS } : {};
  const sender = scene.createSender({
    ...patience,
    ...(blocksAll(cell) ? { openers: MOST_IN_FLIGHT, publishers: MOST_IN_FLIGHT } : allAtOnce(scene)),
  });
  if (course.work !== 'deliver' && !diesFirst(step)) await sender.deliver();
  const injected = inject(course.target);
  scene.clock.advance(SECOND);
  if (step === 'during-shutdown') await stopWhileSending(scene, { patience });
  else await sender[course.work]();

  // What to repeat, and when, is for the ledger to say, and for nobody below it.
  const isLost = fault.when === 'before' && fault.kind !== 'rate-limit';
  if (isLost && isUnanswered(step)) expect(scene.countDone(), 'done by an unasked retry').toBe(0);
  if (!isGlobal && step !== 'during-shutdown') expect(scene.isWitnessServed(), 'another channel').not.toBe(false);
  if (blocksAll(cell)) {
    expect(injected.hits, 'requests into a wall').toBeLessThanOrEqual(MOST_IN_FLIGHT);
    if (step !== 'during-shutdown') expect(sender.hasDeadToken).toBe(cell.fault === '401');
    // The operator changes the token; a ban still meets the next two who try.
    injected.clear();
    if (cell.fault !== '401') scene.sandbox.faults.inject({ ...course.target, ...fault, times: 2 });
  }
  // A client remembers a limit by the machine's clock: whoever comes an hour of ours later is a new one.
  const restart = fault.kind === 'rate-limit' || step === 'during-shutdown' || cell.fault === '401' || isSilent;
  await scene.recover(comeback, { ...(!restart && { sender }), restart });
  expect(injected.hits, 'requests that met the fault').toBeGreaterThanOrEqual(isGlobal ? 1 : channels);
}
