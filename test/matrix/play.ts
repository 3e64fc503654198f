import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { FaultTarget } from '../../src/sandbox/faults.ts';
import { startChild } from '../support/bot/child.ts';
import { HELD_CHILD, type HeldChildOrders } from '../support/bot/held-child.ts';
import { createGate, type Step } from '../support/bot/steps.ts';
import { blocksAll, type Cell, type Comeback, type HttpFault, httpFault } from './cells.ts';
import { arrange, CHANNELS, LEASE_OVER_MS, REQUEST_TIMEOUT_MS, type Scene, SILENCE_MS, type Stage } from './scene.ts';

/** So many deliverers have more than twenty posts under way, where twenty are to be caught in the same step. */
const ALL_AT_ONCE = { deliverers: 3, openers: CHANNELS } as const;
const HOUR = 3_600_000;
/** One deliverer's, at once: no more are spent on a Discord that refuses everything. */
const MOST_IN_FLIGHT = 8;

const POST: FaultTarget = { method: 'POST', path: '/channels/{channel_id}/messages', when: 'before' };
const LOOK: FaultTarget = { method: 'GET', path: '/channels/{channel_id}/messages', when: 'before' };
const AUDIENCE: FaultTarget = { method: 'GET', path: '/channels/{channel_id}', when: 'before' };
const THREAD: FaultTarget = {
  method: 'POST',
  path: '/channels/{channel_id}/messages/{message_id}/threads',
  when: 'before',
};

/** Runs one cell: twenty channels, one fault, a comeback; then every channel has its digest once. */
export async function play(stage: Stage, cell: Cell): Promise<void> {
  await using scene = await arrange(stage, { threads: isAfterPost(cell.step) });
  const fault = httpFault(cell);
  if (fault !== undefined) await meetFault(scene, cell, fault);
  else if (cell.fault === 'SIGKILL' || cell.fault === 'SIGTERM') await endProcess(scene, cell, cell.fault);
  else await loseDatabase(scene, cell, () => strike(stage, cell));
  scene.expectOnce();
}

/** Whether discussions have a part in it. */
function isAfterPost(step: Step): boolean {
  return step === 'recorded-unsettled' || step === 'between-anchor-and-thread';
}

async function meetFault(scene: Scene, cell: Cell, fault: HttpFault): Promise<void> {
  const { step, comeback } = cell;
  const tries = step === 'before-claim' ? 3 : 1;
  const isGlobal = blocksAll(cell) || cell.fault === '429 global';
  const inject = (target: FaultTarget) =>
    scene.sandbox.faults.inject({ ...target, ...fault, times: isGlobal ? MOST_IN_FLIGHT + 2 : tries * CHANNELS });
  if (diesFirst(step)) {
    await dieAt(scene, step);
    scene.clock.advance(comeback === 'soon' ? LEASE_OVER_MS : HOUR);
  }
  const isSilent = fault.kind === 'hang' || fault.kind === 'stalled-body';
  const patience = isSilent ? { timeoutMs: SILENCE_MS } : {};
  const sender = scene.createSender({
    ...patience,
    ...(blocksAll(cell) ? { openers: MOST_IN_FLIGHT } : ALL_AT_ONCE),
  });
  if (step === 'between-anchor-and-thread') await sender.deliver();
  const injected = inject(targetOf(step, comeback));
  if (step === 'during-shutdown') await stopWhileSending(scene, { patience });
  else if (step === 'between-anchor-and-thread') await sender.open();
  else await sender.deliver();

  // What to repeat, and when, is for the ledger to say, and for nobody below it.
  const isLost = fault.when === 'before' && fault.kind !== 'rate-limit';
  if (isLost && step === 'request-unanswered') expect(scene.countDigests(), 'posted by an unasked retry').toBe(0);
  if (blocksAll(cell)) {
    expect(injected.hits, 'requests into a wall').toBeLessThanOrEqual(MOST_IN_FLIGHT);
    if (step !== 'during-shutdown') expect(sender.hasDeadToken).toBe(cell.fault === '401');
  }
  if (blocksAll(cell)) {
    // The operator changes the token; a ban still meets the next two who try.
    injected.clear();
    if (cell.fault !== '401') scene.sandbox.faults.inject({ ...targetOf(step, comeback), ...fault, times: 2 });
  }
  // A client remembers a limit by the machine's clock: whoever comes an hour of ours later is a new one.
  const restart = fault.kind === 'rate-limit' || step === 'during-shutdown' || cell.fault === '401' || isSilent;
  await scene.recover(comeback, { ...(!restart && { sender }), restart });
  expect(injected.hits, 'requests that met the fault').toBeGreaterThanOrEqual(isGlobal ? 1 : CHANNELS);
}

function diesFirst(step: Step): boolean {
  return (
    step === 'claimed' || step === 'marked-sending' || step === 'answered-unrecorded' || step === 'recorded-unsettled'
  );
}

/** Which request comes next after a step. */
function targetOf(step: Step, comeback: Comeback): FaultTarget {
  if (step === 'recorded-unsettled') return AUDIENCE;
  if (step === 'between-anchor-and-thread') return THREAD;
  const looks = comeback === 'late' && (step === 'marked-sending' || step === 'answered-unrecorded');
  return looks ? LOOK : POST;
}

/** A sender ends in the midst of twenty deliveries: no call of its returns, and its connections break. */
async function dieAt(scene: Scene, step: Step): Promise<void> {
  const gate = createGate(step);
  const victim = scene.createSender({ ...ALL_AT_ONCE, name: 'victim', onStep: gate.onStep });
  void victim.deliver().catch(() => undefined);
  await gate.held(CHANNELS);
  await scene.buryConnections('victim');
}

/** As many posts as one deliverer has at once are under way when it is told to stop. */
async function stopWhileSending(
  scene: Scene,
  {
    patience = {},
    strike = async () => undefined,
  }: { patience?: { timeoutMs?: number }; strike?: () => Promise<void> },
): Promise<void> {
  const gate = createGate('marked-sending');
  const stopping = new AbortController();
  const sender = scene.createSender({ ...patience, onStep: gate.onStep });
  const ended = sender.deliver(stopping.signal).catch(() => undefined);
  await gate.held(MOST_IN_FLIGHT);
  stopping.abort();
  await strike();
  gate.open();
  await ended;
}

async function strike({ postgres }: Stage, { fault }: Cell): Promise<void> {
  if (fault === 'database cut') await postgres.cut();
  else await postgres.restart();
}

async function loseDatabase(scene: Scene, { step, comeback }: Cell, strike: () => Promise<void>): Promise<void> {
  if (step === 'during-shutdown') {
    await stopWhileSending(scene, { strike });
    return await scene.recover(comeback, { restart: false });
  }
  const gate = createGate(step);
  const sender = scene.createSender({ ...ALL_AT_ONCE, onStep: gate.onStep });
  const deliver = () => sender.deliver().catch(() => undefined);
  if (step === 'before-claim') {
    await sender.plan();
    await strike();
    await deliver();
  } else if (step === 'request-unanswered') {
    scene.sandbox.faults.inject({ ...POST, when: 'after', kind: 'slow', ms: 400, times: CHANNELS });
    const delivered = deliver();
    await until(() => scene.countDigests() === CHANNELS);
    await strike();
    await delivered;
  } else {
    const isThread = step === 'between-anchor-and-thread';
    if (isThread) await sender.deliver();
    const done = isThread ? sender.open().catch(() => undefined) : deliver();
    await gate.held(CHANNELS);
    await strike();
    gate.open();
    await done;
  }
  await scene.recover(comeback, { sender, restart: false });
}

async function endProcess(scene: Scene, { step, comeback }: Cell, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const isThread = step === 'between-anchor-and-thread';
  if (isThread) await scene.createSender().deliver();
  const { faults, requests } = scene.sandbox;
  const waitsForAnswer = step === 'request-unanswered' || step === 'during-shutdown';
  if (step === 'during-shutdown') faults.inject({ ...POST, when: 'after', kind: 'slow', ms: 20_000, times: CHANNELS });
  if (step === 'request-unanswered') {
    for (const when of ['before', 'after'] as const) {
      faults.inject({ ...POST, when, kind: 'hang', times: CHANNELS / 2 });
    }
  }
  const orders: HeldChildOrders = {
    ...scene.orders,
    ...ALL_AT_ONCE,
    at: scene.clock.now().toISOString(),
    step,
    work: isThread ? 'open' : 'deliver',
    // It must not be over before the signal comes.
    timeoutMs: waitsForAnswer ? 3_000 : REQUEST_TIMEOUT_MS,
  };
  await using child = startChild([HELD_CHILD], { ORDERS: JSON.stringify(orders) });
  if (step === 'request-unanswered') {
    const posts = () => requests.entries.filter(({ method }) => method === 'POST').length;
    await until(() => posts() === CHANNELS);
  } else if (step === 'during-shutdown') {
    await until(() => scene.countDigests() === CHANNELS);
    child.process.kill('SIGTERM');
    await child.waitFor(/stopping/);
  } else {
    await child.waitFor(new RegExp(`(held\\n){${step === 'before-claim' ? 1 : CHANNELS}}`));
  }
  child.process.kill(signal);
  expect(await child.ended, child.output()).toBe(exitCode(step, signal));
  await scene.recover(comeback, { restart: false });
}

/** A second signal, when it is stopping already, ends it at once. */
function exitCode(step: Step, signal: 'SIGKILL' | 'SIGTERM'): number | null {
  if (signal === 'SIGKILL') return null;
  return step === 'during-shutdown' ? 1 : 0;
}

const PATIENCE_MS = 60_000;

async function until(isSo: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!isSo()) {
    if (performance.now() > giveUpAt) throw new Error('what was waited for did not happen');
    await sleep(10);
  }
}
