import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { startChild } from '../../support/bot/child.ts';
import { HELD_CHILD, type HeldChildOrders } from '../../support/bot/held-child.ts';
import { createGate, type Step } from '../../support/bot/steps.ts';
import type { Cell } from './cells.ts';
import { isUnanswered } from './course.ts';
import { REQUEST_TIMEOUT_MS, type Scene } from './scene.ts';

/** One deliverer's, at once: no more are spent on a Discord that refuses everything. */
export const MOST_IN_FLIGHT = 8;

/** Enough of each to have a request under way for every channel, where all are to be caught in the same step. */
export function allAtOnce({ channels }: Scene) {
  return { deliverers: 3, openers: channels, publishers: channels } as const;
}

/** A sender ends in the midst of its work for all channels: no call of its returns, and its connections break. */
export async function dieAt(scene: Scene, step: Step): Promise<void> {
  const { course, channels } = scene;
  if (course.work !== 'deliver') await scene.createSender().deliver();
  const gate = createGate(step);
  const victim = scene.createSender({ ...allAtOnce(scene), name: 'victim', onStep: gate.onStep });
  void victim[course.work]().catch(() => undefined);
  await gate.held(channels);
  await scene.buryConnections('victim');
}

/** As many requests as one deliverer has at once are under way when it is told to stop. */
export async function stopWhileSending(
  scene: Scene,
  {
    patience = {},
    strike = async () => undefined,
  }: { patience?: { timeoutMs?: number }; strike?: () => Promise<void> },
): Promise<void> {
  const { work, underWay } = scene.course;
  const gate = createGate(underWay);
  const stopping = new AbortController();
  const sender = scene.createSender({ ...patience, publishers: MOST_IN_FLIGHT, onStep: gate.onStep });
  const ended = sender[work](stopping.signal).catch(() => undefined);
  await gate.held(MOST_IN_FLIGHT);
  stopping.abort();
  await strike();
  gate.open();
  await ended;
}

/** The database is struck while a sender stands at the step, which then goes on. */
export async function loseDatabase(scene: Scene, { step, comeback }: Cell, strike: () => Promise<void>): Promise<void> {
  const { course, channels } = scene;
  if (course.work !== 'deliver') await scene.createSender().deliver();
  if (step === 'during-shutdown') {
    await stopWhileSending(scene, { strike });
    return await scene.recover(comeback, { restart: false });
  }
  const gate = createGate(step);
  const sender = scene.createSender({ ...allAtOnce(scene), onStep: gate.onStep });
  const work = () => sender[course.work]().catch(() => undefined);
  if (step === 'before-claim') {
    await sender.plan();
    await strike();
    await work();
  } else if (isUnanswered(step)) {
    scene.sandbox.faults.inject({ ...course.request, when: 'after', kind: 'slow', ms: 400, times: channels });
    const worked = work();
    await until(() => scene.countDone() >= channels);
    await strike();
    await worked;
  } else {
    const done = work();
    await gate.held(channels);
    await strike();
    gate.open();
    await done;
  }
  await scene.recover(comeback, { sender, restart: false });
}

/** A process of its own is killed, or told to end, while it stands at the step. */
export async function endProcess(scene: Scene, { step, comeback }: Cell, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const { course, channels } = scene;
  const { request, work } = course;
  if (work !== 'deliver') await scene.createSender().deliver();
  const { faults } = scene.sandbox;
  const waitsForAnswer = isUnanswered(step) || step === 'during-shutdown';
  if (step === 'during-shutdown') {
    faults.inject({ ...request, when: 'after', kind: 'slow', ms: 20_000, times: channels });
  }
  if (isUnanswered(step)) {
    for (const when of ['before', 'after'] as const) {
      faults.inject({ ...request, when, kind: 'hang', times: channels / 2 });
    }
  }
  const orders: HeldChildOrders = {
    ...scene.orders,
    ...allAtOnce(scene),
    at: scene.clock.now().toISOString(),
    step,
    work,
    // It must not be over before the signal comes.
    timeoutMs: waitsForAnswer ? 3_000 : REQUEST_TIMEOUT_MS,
  };
  await using child = startChild([HELD_CHILD], { ORDERS: JSON.stringify(orders) });
  if (isUnanswered(step)) {
    await until(() => scene.countAsked() >= channels);
  } else if (step === 'during-shutdown') {
    await until(() => scene.countDone() >= channels);
    child.process.kill('SIGTERM');
    await child.waitFor(/stopping/);
  } else {
    await child.waitFor(new RegExp(`(held\\n){${step === 'before-claim' ? 1 : channels}}`));
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
