import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, createClock } from '../src/clock.ts';
import { FatalError } from '../src/domain/errors.ts';
import { openTrialClock } from '../src/trial-clock.ts';

const startAt = new Date('2026-03-10T12:00:00Z');
const HOUR_MS = 3_600_000;
const SLACK_MS = 30_000;

let folder: string;
let clockFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paperboy-clock-'));
  clockFile = join(folder, 'sandbox-clock.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (clock: Clock, { isNew = false, daysBack = 0 } = {}) =>
  openTrialClock(clock, { clockFile, isNew, daysBack });
const aheadMs = (clock: Clock) => clock.now().getTime() - startAt.getTime();

describe('the clock of a trial', () => {
  it('goes on where an earlier start left it', async () => {
    const trial = await open(createClock({ startAt }), { isNew: true });
    await trial.move(24 * HOUR_MS);
    await trial.move(HOUR_MS);
    const clock = createClock({ startAt });
    const again = await open(clock);
    expect(again.movedMs()).toBe(25 * HOUR_MS);
    expect(Math.abs(aheadMs(clock) - 25 * HOUR_MS)).toBeLessThan(SLACK_MS);
  });

  it('is on disk before it moves', async () => {
    const clock = createClock({ startAt });
    const trial = await open(clock, { isNew: true });
    const moving = trial.move(HOUR_MS);
    expect(aheadMs(clock)).toBeLessThan(SLACK_MS);
    const kept: Promise<string>[] = [];
    clock.onMove(() => void kept.push(readFile(clockFile, 'utf8')));
    await moving;
    expect(JSON.parse((await kept[0]) ?? '')).toMatchObject({ movedMs: HOUR_MS });
  });

  it('of a new world begins in the past if it is told to, and forgets what is left of an old one', async () => {
    await (await open(createClock({ startAt }), { isNew: true })).move(24 * HOUR_MS);
    const clock = createClock({ startAt });
    await open(clock, { isNew: true, daysBack: 10 });
    expect(Math.abs(aheadMs(clock) + 240 * HOUR_MS)).toBeLessThan(SLACK_MS);
    expect((await open(createClock({ startAt }), { daysBack: 3 })).movedMs()).toBe(-240 * HOUR_MS);
  });

  it('of a world that never moved it is the clock', async () => {
    const clock = createClock({ startAt });
    expect((await open(clock)).movedMs()).toBe(0);
    expect(aheadMs(clock)).toBeLessThan(SLACK_MS);
  });

  it.each(['', 'x', '[]', '{}', '{"movedMs":"1"}', '{"movedMs":1e30}'])(
    'kept as %j is refused with a remedy',
    async (text) => {
      await writeFile(clockFile, text);
      const refused = await open(createClock({ startAt })).catch((error) => error);
      expect(refused).toBeInstanceOf(FatalError);
      expect(refused.remedy).toContain('npm run sandbox:reset');
    },
  );
});
