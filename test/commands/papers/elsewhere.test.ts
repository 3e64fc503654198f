import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixWithElsewhere } from '../../../commands/papers/elsewhere.ts';
import { paperId, ranked } from '../../support/papers/papers.ts';

const papers = fc
  .uniqueArray(fc.integer({ min: 10, max: 60 }), { maxLength: 30 })
  .map((numbers) => numbers.map((number) => ranked({ id: paperId(`2603.000${number}`) })));
const idsOf = (list: readonly { readonly paper: { readonly id: string } }[]) => list.map(({ paper }) => paper.id);

describe('hits of ours and from elsewhere', () => {
  it('are all there, each once, in their own orders, ranked from 1', () => {
    fc.assert(
      fc.property(papers, papers, (own, elsewhere) => {
        const mixed = mixWithElsewhere(own, elsewhere);
        const ids = idsOf(mixed);
        const found = new Set(idsOf(elsewhere));
        expect(ids.toSorted()).toEqual([...new Set(idsOf([...own, ...elsewhere]))].toSorted());
        expect(ids.filter((id) => found.has(id))).toEqual([...found]);
        expect(ids.filter((id) => !found.has(id))).toEqual(idsOf(own).filter((id) => !found.has(id)));
        expect(mixed.map(({ rank }) => rank)).toEqual(mixed.map((_, index) => index + 1));
        if (found.size > 0) expect(ids.findIndex((id) => found.has(id))).toBeLessThanOrEqual(5);
      }),
    );
  });
});
