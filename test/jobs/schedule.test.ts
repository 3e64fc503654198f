import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Job, type Jobs, startJobs } from '../../src/jobs/schedule.ts';
import { createMemoryLog } from '../support/log.ts';

/** Never comes while a test runs. */
const NEVER = '0 0 29 2 *';
let jobs: Jobs | undefined;
afterEach(async () => {
  await jobs?.stop();
  jobs = undefined;
  vi.useRealTimers();
});

describe('jobs', () => {
  it('run once at start', async () => {
    const ran: string[] = [];
    start([job('a', async () => void ran.push('a')), job('b', async () => void ran.push('b'))]);
    await jobs?.settle();
    expect(new Set(ran)).toEqual(new Set(['a', 'b']));
  });

  it('that are aside run too, and nobody waits for them', async () => {
    const gate = createGate();
    const ran: string[] = [];
    start([{ ...job('a', gate.run), isAside: true }, job('b', async () => void ran.push('b'))]);
    await gate.opens(1);
    await jobs?.settle();
    jobs?.runInTurn();
    await jobs?.ended();
    expect(ran.length).toBeGreaterThan(1);
    expect(gate.begun).toBe(1);
    gate.open();
  });

  it('run by their pattern', async () => {
    vi.useFakeTimers({ now: new Date('2026-03-10T12:00:30Z') });
    let runs = 0;
    const count = async () => {
      runs += 1;
    };
    start([{ name: 'a', pattern: '* * * * *', run: count }]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(runs).toBe(1);
    await vi.advanceTimersByTimeAsync(180_000);
    expect(runs).toBe(4);
  });

  it('never run twice at once; what is asked for meanwhile is one more run afterwards', async () => {
    const gate = createGate();
    start([job('a', gate.run)]);
    for (const _ of [1, 2, 3]) jobs?.runAll();
    await gate.opens(1);
    expect(gate.begun).toBe(1);
    gate.open();
    await gate.opens(2);
    gate.open();
    await jobs?.settle();
    expect(gate.begun).toBe(3);
    expect(gate.most).toBe(1);
  });

  it('never run twice at once, whenever they are asked for', async () => {
    let running = 0;
    let most = 0;
    start([
      job('a', async () => {
        running += 1;
        most = Math.max(most, running);
        for (let tick = 0; tick < 5; tick += 1) await undefined;
        running -= 1;
      }),
    ]);
    // Asked for at every step of the promises, those around the end of a run too.
    for (let step = 0; step < 400; step += 1) {
      jobs?.runAll();
      await undefined;
    }
    await jobs?.settle();
    expect(most).toBe(1);
  });

  it('in turn run each after the one before, and many times asked for are one more round', async () => {
    const ran: string[] = [];
    const slow = (name: string) =>
      job(name, async () => {
        ran.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        ran.push(`${name} ends`);
      });
    start([slow('lists'), slow('digests')]);
    await jobs?.settle();
    ran.length = 0;
    jobs?.runInTurn();
    await expect.poll(() => ran).toContain('lists begins');
    for (const _ of [1, 2, 3]) jobs?.runInTurn();
    await jobs?.ended();
    const round = ['lists begins', 'lists ends', 'digests begins', 'digests ends'];
    expect(ran).toEqual([...round, ...round]);
    await jobs?.ended();
    expect(ran).toHaveLength(8);
  });

  it('in turn are waited for by whoever settles or stops', async () => {
    const ran: string[] = [];
    start([job('a', async () => void ran.push('a')), job('b', async () => void ran.push('b'))]);
    await jobs?.settle();
    ran.length = 0;
    jobs?.runInTurn();
    await jobs?.settle();
    const settled = ran.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ran).toHaveLength(settled);
    expect(ran.filter((name) => name === 'b')).toHaveLength(2);
  });

  it('run one alone by its name', async () => {
    const ran: string[] = [];
    start([job('a', async () => void ran.push('a')), job('b', async () => void ran.push('b'))]);
    await jobs?.settle();
    ran.length = 0;
    await jobs?.run('b');
    await jobs?.run('nothing');
    expect(ran).toEqual(['b']);
  });

  it('go on after one that fails, which is logged once by its fields', async () => {
    const memory = createMemoryLog();
    let runs = 0;
    start(
      [
        job('bad', async () => {
          runs += 1;
          throw Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });
        }),
        job('good', async () => undefined),
      ],
      memory,
    );
    await jobs?.settle();
    await jobs?.settle();
    const errors = memory.lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(runs);
    expect(errors[0]).toMatchObject({ message: 'job failed', action: 'bad', code: 'ECONNREFUSED' });
    expect(memory.lines.join()).not.toContain('secret');
  });

  it('are told to stop, and waited for; nothing starts any more', async () => {
    const gate = createGate();
    start([job('a', gate.run)]);
    jobs?.runAll();
    await gate.opens(1);
    let stopped = false;
    const stopping = jobs?.stop().then(() => {
      stopped = true;
    });
    expect(gate.signal?.aborted).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(stopped).toBe(false);
    gate.open();
    await stopping;
    jobs?.runAll();
    await jobs?.settle();
    expect(gate.begun).toBe(1);
  });
});

function job(name: string, run: Job['run']): Job {
  return { name, pattern: NEVER, run };
}

function start(list: readonly Job[], { log } = createMemoryLog()): void {
  jobs = startJobs(list, log);
}

/** A job that runs until it is let go. */
function createGate() {
  const open: (() => void)[] = [];
  const state = {
    begun: 0,
    most: 0,
    signal: undefined as AbortSignal | undefined,
    /** Lets the run that waits end. */
    open: () => open.shift()?.(),
    async run(signal: AbortSignal) {
      state.begun += 1;
      state.signal = signal;
      const waits = new Promise<void>((resolve) => open.push(resolve));
      state.most = Math.max(state.most, open.length);
      // The third run and later ones end by themselves.
      if (state.begun > 2) state.open();
      await waits;
    },
    async opens(count: number) {
      await vi.waitFor(() => expect(state.begun).toBeGreaterThanOrEqual(count));
    },
  };
  return state;
}
