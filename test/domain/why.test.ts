import { describe, expect, it } from 'vitest';
import { whyOf } from '../../src/domain/why.ts';
import { day, ranked } from '../support/papers/papers.ts';

/** Everything holds of it: its list began on 10 March at 01:30 UTC. */
const all = ranked(
  { githubRepo: 'a/b', organization: 'Org' },
  {
    counts: { upvotes: 62, githubStars: 1_200 },
    topics: ['agents', 'evaluation', 'computer-use'],
    listDay: day('2026-03-10'),
    countedAt: new Date('2026-03-10T20:35:00Z'),
  },
);
const without = { ...all, counts: { upvotes: 19, githubStars: 1_200 } };

describe('why a paper is there', () => {
  it('is the narrowest of the topics that were asked for, before all else', () => {
    expect(whyOf(all, ['agents', 'evaluation', 'robotics'])).toEqual({ kind: 'topic', slug: 'evaluation' });
    expect(whyOf(all, ['robotics'])?.kind).toBe('pace');
  });

  it('is how soon many upvoted it, as of when they were counted', () => {
    expect(whyOf(all, [])).toEqual({ kind: 'pace', hours: 20 });
    expect(whyOf({ ...all, countedAt: new Date('2026-03-12T01:31:00Z') }, [])?.kind).toBe('code');
    expect(whyOf({ ...all, countedAt: new Date('2026-03-09T12:00:00Z') }, [])?.kind).toBe('code');
    const { countedAt: _, ...uncounted } = all;
    expect(whyOf(uncounted, [])?.kind).toBe('code');
  });

  it('is its code, if many starred it, then its organisation, then nothing', () => {
    expect(whyOf(without, [])).toEqual({ kind: 'code' });
    expect(whyOf({ ...without, counts: { upvotes: 19, githubStars: 99 } }, [])).toEqual({ kind: 'organization' });
    expect(whyOf(ranked(), [])).toBeUndefined();
  });
});
