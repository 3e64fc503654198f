import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankAlike } from '../../../src/domain/search/alike.ts';
import { paperId } from '../../support/papers/papers.ts';

const ID = { a: paperId('2603.00001'), b: paperId('2603.00002'), c: paperId('2603.00003') };

describe('papers like another', () => {
  it('are ordered by the words that they share, the newer one first among equals', () => {
    const papers = [
      { id: ID.a, keywords: [], inWords: 1 },
      { id: ID.b, keywords: [], inWords: 3 },
      { id: ID.c, keywords: [], inWords: 1 },
    ];
    expect(rankAlike([], papers)).toEqual([ID.b, ID.c, ID.a]);
  });

  it('gain by a keyword that they share, however it is written, and more by one that few have', () => {
    const papers = [
      { id: ID.a, keywords: ['Mixture of Experts'], inWords: 1 },
      { id: ID.b, keywords: ['pruning', 'mixture-of-experts'], inWords: 1 },
      { id: ID.c, keywords: ['something else'], inWords: 1 },
    ];
    expect(rankAlike(['mixture of experts', 'Pruning'], papers)).toEqual([ID.b, ID.a, ID.c]);
  });

  it('are in the same order whatever order they come in', () => {
    const paper = fc.record({
      id: fc.constantFrom(...Object.values(ID)),
      keywords: fc.array(fc.constantFrom('x', 'y', 'z')),
      inWords: fc.constantFrom(1, 2),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(paper, { selector: ({ id }) => id }),
        fc.array(fc.constantFrom('x', 'y')),
        (papers, own) => {
          expect(rankAlike(own, papers.toReversed())).toEqual(rankAlike(own, papers));
        },
      ),
    );
  });
});
