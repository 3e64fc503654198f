import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Paper } from '../../../src/domain/paper.ts';
import { parseListItem } from '../../../src/source/hugging-face-schema.ts';
import { recordedDays, sharedPath } from '../shared.ts';

/** A recorded paper; its arXiv categories are known for about half of them. */
export interface RecordedPaper {
  readonly paper: Paper;
  readonly categories: readonly string[];
}

/** Every recorded paper once, as its first list has it. */
export function recordedPapers(): readonly RecordedPaper[] {
  const categories = recordedCategories();
  const papers = new Map<string, RecordedPaper>();
  for (const item of recordedDays().flatMap(({ list }) => list.map(parseListItem))) {
    if (item === undefined || papers.has(item.paper.id)) continue;
    papers.set(item.paper.id, { paper: item.paper, categories: categories.get(item.paper.id) ?? [] });
  }
  return [...papers.values()];
}

/** As many of the papers as are wanted, in an order that hangs on the seed and the ids alone. */
export function drawPapers(papers: readonly RecordedPaper[], seed: string, count: number): readonly RecordedPaper[] {
  const lot = ({ paper }: RecordedPaper) => createHash('sha256').update(`${seed} ${paper.id}`).digest('hex');
  return papers
    .map((recorded) => ({ recorded, lot: lot(recorded) }))
    .toSorted((one, other) => (one.lot < other.lot ? -1 : 1))
    .slice(0, count)
    .map(({ recorded }) => recorded);
}

function recordedCategories(): ReadonlyMap<string, readonly string[]> {
  const lines = gunzipSync(readFileSync(sharedPath('data', 'arxiv', 'listed-papers.jsonl.gz'))).toString('utf8');
  return new Map(
    lines
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { readonly id: string; readonly categories: readonly string[] })
      .map(({ id, categories }) => [id, categories]),
  );
}
