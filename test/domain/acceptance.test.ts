import { expect, test } from 'vitest';
import { readAcceptance } from '../../src/domain/acceptance.ts';

test.each([
  ['Accepted to ICML 2026', 'ICML 2026'],
  ['Accepted at CVPR 2026. Project page: https://example.org', 'CVPR 2026'],
  ['12 pages, 5 figures, accepted by IEEE Transactions on Robotics', 'IEEE Transactions on Robotics'],
  ['Accepted by the ACM SIGSOFT International Symposium on Software Testing and Analysis (ISSTA 2020)', 'ACM SIGSOFT'],
  ['Accepted as an oral presentation at NeurIPS 2025', 'NeurIPS 2025'],
  ['Accepted for publication in Physical Review D', 'Physical Review D'],
  ['To appear in EMNLP 2026, 9 pages', 'EMNLP 2026'],
  ['To appear at the 43rd International Conference on Machine Learning', '43rd International Conference'],
  ['Published as a conference paper at ICLR 2026', 'ICLR 2026'],
  ['Published in Transactions on Machine Learning Research (TMLR)', 'Transactions on Machine Learning Research'],
  ['ICLR 2026 Oral', 'ICLR 2026'],
  ['CVPR 2026 (Highlight)', 'CVPR 2026'],
  ['ACL 2026 camera-ready', 'ACL 2026'],
])('a comment that tells of acceptance: %j', (comment, where) => {
  expect(readAcceptance({ comment })).toContain(where);
});

test.each([
  undefined,
  '',
  '13 pages, 6 figures',
  'CVPR 2026',
  'Submitted to ICML 2026',
  'Under review at ICLR 2026',
  'Under review. Accepted papers of the workshop are cited',
  'Not yet accepted',
  'If accepted, code will be published at GitHub',
  'Rejected from NeurIPS 2025, to appear in nothing',
  'Code will be published in due course',
  'Data are published at https://example.org',
  'The accepted version may differ',
  'This paper has been withdrawn; it was accepted to a workshop',
  'Preprint',
  'Work in progress. Project page: https://example.org/oral',
])('a comment that does not: %j', (comment) => {
  expect(readAcceptance(comment === undefined ? {} : { comment })).toBeUndefined();
});
