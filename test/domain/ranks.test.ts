import { describe, expect, it } from 'vitest';
import { completeAt } from '../../src/domain/list-day.ts';
import { listRankPoints } from '../../src/domain/ranks.ts';
import { day } from '../support/papers/papers.ts';

describe('the lists on which a paper has a rank', () => {
  it('are the week’s lists that hold its day, and none after it has left them', () => {
    const points = listRankPoints(day('2026-03-10'), new Date('2026-04-01T00:00:00Z'));
    expect(points.map((point) => point.day)).toEqual([
      ...['2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13', '2026-03-16'],
    ]);
    for (const { day: newest, list } of points) {
      expect(list.at).toEqual(completeAt(newest));
      expect(list.days[0]).toBe(newest);
      expect(list.days).toContain('2026-03-10');
    }
  });

  it('end with the one that grows, as it is now', () => {
    const now = new Date('2026-03-11T15:00:00Z');
    const points = listRankPoints(day('2026-03-10'), now);
    expect(points.map((point) => point.day)).toEqual(['2026-03-10', '2026-03-11']);
    expect(points.at(-1)?.list.at).toEqual(now);
  });
});
