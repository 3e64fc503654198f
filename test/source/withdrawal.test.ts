import { describe, expect, it } from 'vitest';
import { saysWithdrawn } from '../../src/source/withdrawal.ts';

const abstract = 'We study papers. They are read.';

describe('saysWithdrawn', () => {
  it.each([
    'This paper has been withdrawn by the authors',
    'This paper has been withdrawn due to a crucial error in equation (3)',
    'This submission has been withdrawn by arXiv administrators because of disputed authorship',
    'The paper was temporarily withdrawn.',
    'Paper withdrawn: an error in Theorem 2',
    'Withdrawn',
    'Withdrawn by the author due to an error in Section 4',
    'withdrawn.',
    'The authors’ article is now withdrawn',
    'This article has been retracted by the authors',
    'Our manuscript has been voluntarily withdrawn, see comments',
  ])('takes the comment %j', (comment) => {
    expect(saysWithdrawn({ comment, abstract })).toBe(true);
  });

  it('takes an abstract that says nothing else', () => {
    expect(saysWithdrawn({ abstract: '  This paper has been withdrawn by the author.' })).toBe(true);
  });

  it.each([
    '20 pages, 3 figures',
    'Withdrawn from ICLR 2026; under review elsewhere',
    'This paper was withdrawn from NeurIPS 2025 for reasons of space',
    'Replaces a withdrawn paper',
    'Supersedes arXiv:2601.00001, which has been withdrawn',
    'A dataset of retracted papers, 12 pages',
    'We thank those who have withdrawn their complaints',
  ])('does not take the comment %j', (comment) => {
    expect(saysWithdrawn({ comment, abstract })).toBe(false);
  });

  it.each([
    'Withdrawn patients were followed for a year.',
    'Retracted papers are cited for years.',
    'We study how often a paper is withdrawn. This paper has been withdrawn many times in our simulation.',
    'The deposit was withdrawn by the agents.',
  ])('does not take the abstract %j', (text) => {
    expect(saysWithdrawn({ abstract: text })).toBe(false);
  });
});
