import { expect, it } from 'vitest';
import { LINE_EVERY_MS } from '../src/domain/thread-facts.ts';
import { tellSilence } from '../src/trial-sentences.ts';
import { paper } from './support/papers/papers.ts';

it('a discussion is said to have had its line for as long as it gets no other', () => {
  const now = new Date('2026-03-10T16:00:00Z');
  const had = (msAgo: number) => {
    const lastLineAt = new Date(now.getTime() - msAgo);
    const { id: paperId, title } = paper();
    const found = { paperId, title, isLocked: false, isArchived: false, isHushed: false, knownVersion: 1, lastLineAt };
    return tellSilence(found, now);
  };
  expect(had(LINE_EVERY_MS - 1)).toContain('had its line of today');
  expect(had(LINE_EVERY_MS)).toBeUndefined();
});
