import { describe, expect, it } from 'vitest';
import { judgeFreshness, type SourceReport } from '../../src/domain/freshness.ts';
import { day } from '../support/papers/papers.ts';

/** Tuesday, half past nine in New York: the list of the day grows. */
const at = new Date('2026-03-10T13:30:00Z');
const minutesBefore = (minutes: number) => new Date(at.getTime() - minutes * 60_000);
const report = (facts: Partial<SourceReport> = {}): SourceReport => ({
  source: 'Hugging Face',
  newest: { day: day('2026-03-10'), papers: 12 },
  readAt: minutesBefore(5),
  currentReadAt: minutesBefore(5),
  ...facts,
});
const yesterdays = { newest: { day: day('2026-03-09'), papers: 30 } };

describe('a source', () => {
  it('whose newest list is today’s is fine, and the list grows', () => {
    expect(judgeFreshness(report(), at)).toEqual({
      health: 'fine',
      newer: { kind: 'growing', day: '2026-03-10', completeAt: new Date('2026-03-11T02:00:00Z') },
    });
  });

  it('that holds Friday’s list is fine on a weekend, and the next list begins on Sunday evening', () => {
    const saturday = new Date('2026-03-14T12:00:00Z');
    const friday = report({ newest: { day: day('2026-03-13'), papers: 20 }, readAt: saturday });
    expect(judgeFreshness(friday, saturday)).toEqual({
      health: 'fine',
      newer: { kind: 'weekend', day: '2026-03-16', beginsAt: new Date('2026-03-16T01:30:00Z') },
    });
  });

  it('that was asked for today’s list and has none has not published it', () => {
    const { health, newer } = judgeFreshness(report(yesterdays), at);
    expect({ health, newer }).toEqual({ health: 'fine', newer: { kind: 'unpublished', day: '2026-03-10' } });
  });

  it('that was not read for a while is silent, and says since when', () => {
    const quiet = report({ ...yesterdays, readAt: minutesBefore(120), currentReadAt: minutesBefore(300) });
    expect(judgeFreshness(quiet, at)).toEqual({
      health: 'silent',
      newer: { kind: 'unread', day: '2026-03-10', since: minutesBefore(120) },
    });
  });

  it('of which only today’s list cannot be read says so', () => {
    const { currentReadAt: _, ...never } = report(yesterdays);
    expect(judgeFreshness(never, at).newer).toEqual({ kind: 'unread', day: '2026-03-10' });
    const once = report({ ...yesterdays, currentReadAt: minutesBefore(200) });
    expect(judgeFreshness(once, at).newer).toEqual({ kind: 'unread', day: '2026-03-10', since: minutesBefore(200) });
  });

  it('that misses a list which is complete is behind', () => {
    const behind = report({ newest: { day: day('2026-03-06'), papers: 9 } });
    expect(judgeFreshness(behind, at)).toMatchObject({ health: 'behind', newer: { kind: 'unpublished' } });
  });

  it('of which nothing is held is empty', () => {
    const { newest: _, ...nothing } = report();
    expect(judgeFreshness(nothing, at).health).toBe('empty');
  });
});
