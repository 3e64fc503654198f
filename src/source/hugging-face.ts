import { SourceError } from '../domain/errors.ts';
import type { CountedPaper } from '../domain/paper.ts';
import type { PaperSource } from '../domain/ports/sources.ts';
import type { Log } from '../log.ts';
import { parseListItem, parsePaper } from './hugging-face-schema.ts';
import { createPoliteFetch, type GetDocument, JSON_FORMAT, type PoliteFetchOptions } from './polite-fetch.ts';

export interface HuggingFaceOptions extends Omit<PoliteFetchOptions<unknown>, 'source' | 'format'> {
  readonly log: Log;
}

const NAME = 'Hugging Face';
/** As many as a page may hold. The default of 50 cuts the longer lists short. */
const PAGE_SIZE = 100;
/** The longest list seen had 78 papers. */
const MOST_PAGES = 10;
const NAMED_IN_LOG = 5;

/**
 * Hugging Face's *Daily Papers*: `GET /api/daily_papers?date=` and `GET /api/papers/{id}`.
 *
 * A list belongs to the day that it was asked for. The items' own dates are not used: `publishedAt` beside the paper
 * has meant different things over the years.
 */
export function createHuggingFace(options: HuggingFaceOptions): PaperSource {
  const getDocument = createPoliteFetch({ ...options, source: NAME, format: JSON_FORMAT });
  return {
    name: NAME,
    readList: (day, signal) => readList(getDocument, day, options.log, signal),
    async readPaper(id, signal) {
      const { status, body } = await getDocument(`/api/papers/${encodeURIComponent(id)}`, {}, signal);
      // An id of the old form is refused with 400: Hugging Face does not index those.
      if (status === 404 || status === 400) return undefined;
      if (status !== 200) throw new SourceError(NAME, `status ${status}`);
      const paper = parsePaper(body);
      if (paper === undefined) throw new SourceError(NAME, 'unexpected shape');
      return paper;
    },
  };
}

async function readList(getDocument: GetDocument<unknown>, day: string, log: Log, signal: AbortSignal | undefined) {
  const papers = new Map<string, CountedPaper>();
  let rejected = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { date: day, limit: String(PAGE_SIZE), p: String(page) };
    const { status, body } = await getDocument('/api/daily_papers', query, signal);
    // A day that has not begun at Hugging Face yet is refused.
    if (status === 400) return { published: false, papers: [], rejected: 0 };
    if (status !== 200) throw new SourceError(NAME, `status ${status}`);
    if (!Array.isArray(body)) throw new SourceError(NAME, 'unexpected shape');
    if (body.length === 0) break;
    const before = papers.size;
    const read = body.map(parseListItem);
    for (const item of read) if (item !== undefined && !papers.has(item.paper.id)) papers.set(item.paper.id, item);
    rejected += countRejected(body, read, log);
    // A page may hold fewer papers than asked for, so only one that brings nothing new is the last.
    if (papers.size === before) break;
  }
  if (papers.size === 0 && rejected > 0) throw new SourceError(NAME, 'no usable items');
  return { published: papers.size > 0, papers: [...papers.values()], rejected };
}

function countRejected(body: readonly unknown[], read: readonly unknown[], log: Log): number {
  const bad = body.filter((_, index) => read[index] === undefined);
  if (bad.length > 0) {
    const paperIds = bad
      .slice(0, NAMED_IN_LOG)
      .map((value) => /"id":"([\w.]{1,16})"/.exec(JSON.stringify(value))?.[1] ?? '?');
    log.warn('list items left out', { source: NAME, rejected: bad.length, paperIds });
  }
  return bad.length;
}
