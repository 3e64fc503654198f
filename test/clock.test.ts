import { describe, expect, it } from 'vitest';
import { createClock } from '../src/clock.ts';

const startAt = new Date('2026-03-10T12:00:00Z');
const HOUR_MS = 3_600_000;
/** What the machine may spend between two lines of a test. */
const SLACK_MS = 5_000;

describe('a clock', () => {
  it('starts where it is told to, and runs', async () => {
    const clock = createClock({ startAt });
    const first = clock.now();
    expectNear(first, startAt);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(clock.now().getTime() - first.getTime()).toBeGreaterThanOrEqual(15);
  });

  it('starts with the machine’s time if it is not told', () => {
    expectNear(createClock().now(), new Date());
  });

  it('takes the database’s time, forward and back', () => {
    const clock = createClock();
    for (const ahead of [HOUR_MS, -HOUR_MS, 0]) {
      const databaseTime = new Date(Date.now() + ahead);
      clock.calibrate(databaseTime);
      expectNear(clock.now(), databaseTime);
    }
  });

  it('keeps what it was moved by when it is calibrated', () => {
    const clock = createClock();
    clock.move(24 * HOUR_MS);
    clock.move(-HOUR_MS);
    clock.calibrate(startAt);
    expectNear(clock.now(), new Date(startAt.getTime() + 23 * HOUR_MS));
  });

  it('keeps where it was started when it is calibrated', () => {
    const clock = createClock({ startAt });
    clock.calibrate(new Date());
    expectNear(clock.now(), startAt);
  });

  it('tells its listeners of a move once it has moved, until they stop listening', () => {
    const clock = createClock({ startAt });
    const heard: Date[] = [];
    const stop = clock.onMove(() => heard.push(clock.now()));
    clock.move(HOUR_MS);
    clock.calibrate(new Date());
    expect(heard).toHaveLength(1);
    expectNear(heard[0], new Date(startAt.getTime() + HOUR_MS));
    stop();
    clock.move(HOUR_MS);
    expect(heard).toHaveLength(1);
  });
});

function expectNear(actual: Date | undefined, expected: Date): void {
  expect(Math.abs((actual?.getTime() ?? Number.NaN) - expected.getTime())).toBeLessThan(SLACK_MS);
}
