import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLifecycle, type Lifecycle } from '../src/lifecycle.ts';
import { createMemoryLog } from './support/log.ts';

let signals: EventEmitter;
let exits: number[];
let memory: ReturnType<typeof createMemoryLog>;
let lifecycle: Lifecycle;
beforeEach(() => {
  vi.useFakeTimers();
  signals = new EventEmitter();
  exits = [];
  memory = createMemoryLog();
  lifecycle = createLifecycle({
    log: memory.log,
    exit: (code) => void exits.push(code),
    process: signals as unknown as Pick<NodeJS.Process, 'on'>,
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a lifecycle', () => {
  it.each(['SIGTERM', 'SIGINT'])('undoes what was done, last first, at %s, and ends with 0', async (name) => {
    const undone: string[] = [];
    for (const step of ['store', 'discord', 'jobs']) {
      lifecycle.onStop(async () => {
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        undone.push(step);
      });
    }
    expect(lifecycle.signal.aborted).toBe(false);
    signals.emit(name);
    expect(lifecycle.signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(2_999);
    expect(exits).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(undone).toEqual(['jobs', 'discord', 'store']);
    expect(exits).toEqual([0]);
  });

  it('ends at once at a second signal, whichever it is', async () => {
    lifecycle.onStop(() => new Promise(() => undefined));
    signals.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(100);
    expect(exits).toEqual([]);
    signals.emit('SIGINT');
    expect(exits).toEqual([1]);
  });

  it('ends with 1 when stopping takes longer than ten seconds', async () => {
    lifecycle.onStop(() => new Promise(() => undefined));
    signals.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(9_999);
    expect(exits).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(exits).toEqual([1]);
    expect(memory.lines.at(-1)).toContain('stop took too long');
  });

  it('goes on when one step fails, and ends with 1', async () => {
    const undone: string[] = [];
    lifecycle.onStop(async () => void undone.push('store'));
    lifecycle.onStop(() => Promise.reject(new Error('secret')));
    signals.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(0);
    expect(undone).toEqual(['store']);
    expect(exits).toEqual([1]);
    expect(memory.lines.join()).not.toContain('secret');
  });

  it('stops once, with the first code, however often it is asked to', async () => {
    const undone: string[] = [];
    lifecycle.onStop(async () => void undone.push('store'));
    lifecycle.stop(1);
    lifecycle.stop(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(undone).toEqual(['store']);
    expect(exits).toEqual([1]);
  });

  it('waits for a start that the signal interrupts, and for what it had opened', async () => {
    const undone: string[] = [];
    const starting = new Promise<void>((resolve) => setTimeout(resolve, 3_000));
    lifecycle.onStop(async () => {
      await starting;
      undone.push('what the start had opened');
    });
    signals.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(undone).toHaveLength(1);
    expect(exits).toEqual([0]);
  });

  it('undoes at once what is done after the stop began', async () => {
    lifecycle.onStop(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    signals.emit('SIGTERM');
    const undone: string[] = [];
    lifecycle.onStop(async () => void undone.push('late'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(undone).toEqual(['late']);
    expect(exits).toEqual([0]);
  });
});
