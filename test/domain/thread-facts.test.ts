import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArxivFacts } from '../../src/domain/paper.ts';
import { type Fact, factsOf, keyOf, newsOf } from '../../src/domain/thread-facts.ts';
import { counted } from '../support/papers/papers.ts';

const OPENED = new Date('2026-03-11T09:00:00Z');
const LATER = new Date('2026-03-12T09:00:00Z');
const { paper } = counted();
const { arxiv: _arxiv, githubRepo: _repo, ...bare } = paper;

const factsFor = (arxiv?: Partial<ArxivFacts>, githubStars?: number, githubRepo?: string) =>
  factsOf(
    {
      paper: {
        ...bare,
        ...(githubRepo !== undefined && { githubRepo }),
        ...(arxiv && { arxiv: { version: 1, isWithdrawn: false, ...arxiv } }),
      },
      counts: { upvotes: 1, ...(githubStars !== undefined && { githubStars }) },
    },
    [],
  );
const keys = (facts: readonly Fact[]) => new Set(facts.map(keyOf));
const news = (before: readonly Fact[], after: readonly Fact[]) =>
  newsOf(after, { known: keys(before), openedAt: OPENED })
    .filter(({ isNews }) => isNews)
    .map(({ fact }) => keyOf(fact));

describe('news of a paper', () => {
  it('are what was not so before', () => {
    expect(news(factsFor({ version: 1 }), factsFor({ version: 3 }))).toEqual(['version 2', 'version 3']);
    expect(news(factsFor({}), factsFor({ isWithdrawn: true }))).toEqual(['withdrawn ']);
    expect(news(factsFor({}), factsFor({ comment: 'Accepted to ICML 2026' }))).toEqual(['accepted ']);
    expect(news(factsFor({}), factsFor({ journalReference: 'Nature 1 (2026)' }))).toEqual(['published ']);
    expect(news(factsFor(), factsFor(undefined, undefined, 'a/b'))).toEqual(['code ']);
    expect(news(factsFor(undefined, 90), factsFor(undefined, 1_100))).toEqual(['stars 100', 'stars 1000']);
  });

  it('are not what arXiv said when it was first asked, unless it dates it later', () => {
    const accepted = { version: 2, comment: 'Accepted to ICML 2026' };
    expect(news(factsFor(), factsFor({ ...accepted, versionAt: new Date('2026-03-01') }))).toEqual([]);
    expect(news(factsFor(), factsFor({ ...accepted, versionAt: LATER }))).toEqual(['version 2']);
  });

  it('are not a first count of stars', () => {
    expect(news(factsFor(), factsFor(undefined, 5_000))).toEqual([]);
  });

  it('are told once, however a source goes back and forth', () => {
    const state = fc.record({ version: fc.integer({ min: 1, max: 4 }), stars: fc.constantFrom(5, 100, 999, 20_000) });
    fc.assert(
      fc.property(fc.array(state), (states) => {
        const known = new Set(keys(factsFor({}, 0)));
        const told: string[] = [];
        for (const { version, stars } of states) {
          for (const { fact, isNews } of newsOf(factsFor({ version }, stars), { known, openedAt: OPENED })) {
            known.add(keyOf(fact));
            if (isNews) told.push(keyOf(fact));
          }
        }
        expect(told).toEqual([...new Set(told)]);
        const highest = Math.max(1, ...states.map(({ version }) => version));
        expect(told.filter((key) => key.startsWith('version'))).toHaveLength(highest - 1);
      }),
    );
  });
});
