import { describe, expect, it } from 'vitest';
import { TOPIC_CATALOGUE } from '../../../src/domain/topics/topic-catalogue.ts';
import { drawPapers, recordedPapers } from '../../support/papers/recorded-papers.ts';
import { hasShared } from '../../support/shared.ts';
import { HELD_OUT, LABEL_SEED, TUNING } from './topic-labels.ts';
import { LATER_TUNING } from './topic-labels-later.ts';
import { DEVELOPMENT, SECOND_SEED } from './topic-labels-second.ts';
import { SECOND_HELD_OUT } from './topic-labels-second-held-out.ts';

describe('topic labels', () => {
  it('name topics that there are, at least one a paper and none twice', () => {
    const slugs = new Set<string>(TOPIC_CATALOGUE.map(({ slug }) => slug));
    for (const [id, label] of Object.entries({
      ...TUNING,
      ...HELD_OUT,
      ...LATER_TUNING,
      ...DEVELOPMENT,
      ...SECOND_HELD_OUT,
    })) {
      const topics = label.split(' ');
      expect(
        topics.filter((topic) => !slugs.has(topic)),
        id,
      ).toEqual([]);
      expect(new Set(topics).size, id).toBe(topics.length);
    }
  });

  it.runIf(hasShared('data', 'huggingface'))('are those of the papers that the seed draws, in two halves', () => {
    const drawn = drawPapers(recordedPapers(), LABEL_SEED, 200).map(({ paper }) => paper.id);
    expect([...Object.keys(TUNING), ...Object.keys(HELD_OUT)]).toEqual(drawn);
    expect(Object.keys(TUNING)).toHaveLength(100);
    const next = drawPapers(recordedPapers(), LABEL_SEED, 400).slice(200);
    const ids = new Set<string>(next.map(({ paper }) => paper.id));
    expect(Object.keys(LATER_TUNING).filter((id) => !ids.has(id))).toEqual([]);
  });

  it.runIf(hasShared('data', 'huggingface'))(
    'are in a second draw of papers that the first left, in two halves',
    () => {
      const first = new Set<string>(drawPapers(recordedPapers(), LABEL_SEED, 400).map(({ paper }) => paper.id));
      const left = recordedPapers().filter(({ paper }) => !first.has(paper.id));
      const drawn = drawPapers(left, SECOND_SEED, 300).map(({ paper }) => paper.id);
      expect([...Object.keys(DEVELOPMENT), ...Object.keys(SECOND_HELD_OUT)]).toEqual(drawn);
      expect(Object.keys(DEVELOPMENT)).toHaveLength(150);
    },
  );
});
