import { describe, expect, it } from 'vitest';
import { TOPIC_CATALOGUE } from '../../../src/domain/topics/topic-catalogue.ts';
import { drawPapers, type RecordedPaper, recordedPapers } from '../../support/papers/recorded-papers.ts';
import { hasShared } from '../../support/shared.ts';
import { HELD_OUT, LABEL_SEED, TUNING } from './topic-labels.ts';
import { LATER_TUNING } from './topic-labels-later.ts';
import { DEVELOPMENT, SECOND_SEED } from './topic-labels-second.ts';
import { SECOND_HELD_OUT } from './topic-labels-second-held-out.ts';
import { SECOND_READING } from './topic-labels-second-reader.ts';
import { THIRD_SEED, THIRD_TUNING } from './topic-labels-third.ts';
import { THIRD_CHECK } from './topic-labels-third-check.ts';
import { THIRD_LAST } from './topic-labels-third-last.ts';
import { THIRD_TUNING_REST } from './topic-labels-third-rest.ts';

const THIRD_DRAW = { ...THIRD_TUNING, ...THIRD_TUNING_REST, ...THIRD_CHECK, ...THIRD_LAST };

describe('topic labels', () => {
  it('name topics that there are, at least one a paper and none twice', () => {
    const slugs = new Set<string>(TOPIC_CATALOGUE.map(({ slug }) => slug));
    const labelled = [
      { ...TUNING, ...LATER_TUNING, ...DEVELOPMENT },
      THIRD_DRAW,
      { ...HELD_OUT, ...SECOND_HELD_OUT },
      SECOND_READING,
    ];
    for (const [id, label] of labelled.flatMap((labels) => Object.entries<string>(labels))) {
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
      const drawn = drawPapers(leftBy(firstDraw()), SECOND_SEED, 300).map(({ paper }) => paper.id);
      expect([...Object.keys(DEVELOPMENT), ...Object.keys(SECOND_HELD_OUT)]).toEqual(drawn);
      expect(Object.keys(DEVELOPMENT)).toHaveLength(150);
    },
  );

  it.runIf(hasShared('data', 'huggingface'))('are in a third draw of papers that the first two left', () => {
    const first = firstDraw();
    const left = leftBy([...first, ...drawPapers(leftBy(first), SECOND_SEED, 300)]);
    const drawn = drawPapers(left, THIRD_SEED, left.length).map(({ paper }) => paper.id);
    const labelled: readonly string[] = Object.keys(THIRD_DRAW);
    expect(labelled).toEqual(drawn.filter((id) => labelled.includes(id)));
    expect(labelled).toHaveLength(693);
  });
});

function firstDraw(): readonly RecordedPaper[] {
  return drawPapers(recordedPapers(), LABEL_SEED, 400);
}

function leftBy(drawn: readonly RecordedPaper[]): readonly RecordedPaper[] {
  const ids = new Set<string>(drawn.map(({ paper }) => paper.id));
  return recordedPapers().filter(({ paper }) => !ids.has(paper.id));
}
