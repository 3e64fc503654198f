import { SourceError } from '../domain/errors.ts';
import type { PaperId } from '../domain/paper-id.ts';
import type { ArxivPaper, ArxivSource, TakeTurn } from '../domain/ports/sources.ts';
import { type ArxivFeed, parseArxivFeed } from './arxiv-schema.ts';
import { createPoliteFetch, type GetDocument, type PoliteFetchOptions } from './polite-fetch.ts';
import { parseXml, type XmlElement } from './xml.ts';

export interface ArxivOptions extends Pick<PoliteFetchOptions<XmlElement>, 'baseUrl' | 'now' | 'wait'> {
  /** arXiv allows one request in three seconds, and one connection, to all machines of an operator together. */
  readonly takeTurn: TakeTurn;
}

const NAME = 'arXiv';
/** As many ids as one request may ask for; a hundred make an answer of a quarter of a megabyte. */
const MOST_IDS = 100;
/** It answers 429 without saying for how long, most often because of everybody's requests and not of ours. */
const FIRST_WAIT_MS = 5_000;
/** So many ids that arXiv does not take for ids are left out of a batch; more would mean that something else is wrong. */
const MOST_BAD_IDS = 3;

/** arXiv's `GET /api/query?id_list=` (info.arxiv.org/help/api/user-manual): one batch a request. */
export function createArxiv(options: ArxivOptions): ArxivSource {
  const getDocument = createPoliteFetch({
    ...options,
    source: NAME,
    firstWaitMs: FIRST_WAIT_MS,
    format: { name: 'atom', mediaType: 'application/atom+xml', alsoReads: [400], parse: parseXml },
  });
  return {
    name: NAME,
    readPapers: (ids, signal) => readPapers(getDocument, ids, signal),
    async readPaper(id, signal) {
      const [paper] = await readPapers(getDocument, [id], signal);
      return paper && { paper: { ...paper, isOnlyOnArxiv: true }, counts: { upvotes: 0 } };
    },
  };
}

async function readPapers(
  getDocument: GetDocument<XmlElement>,
  ids: readonly PaperId[],
  signal: AbortSignal | undefined,
): Promise<readonly ArxivPaper[]> {
  if (ids.length > MOST_IDS) throw new RangeError(`more than ${MOST_IDS} ids in a batch`);
  let asked = ids;
  for (let bad = 0; asked.length > 0; bad += 1) {
    const feed = await readFeed(getDocument, asked, signal);
    if (feed.error === undefined) return keepAsked(feed, asked);
    // One id that it does not take for one keeps it from answering for all others.
    const { badId } = feed.error;
    if (badId === undefined || !asked.includes(badId) || bad === MOST_BAD_IDS) throw new SourceError(NAME, 'refused');
    asked = asked.filter((id) => id !== badId);
  }
  return [];
}

async function readFeed(
  getDocument: GetDocument<XmlElement>,
  ids: readonly PaperId[],
  signal: AbortSignal | undefined,
): Promise<ArxivFeed> {
  // Without `max_results` there would be ten.
  const query = { id_list: ids.join(','), start: '0', max_results: String(MOST_IDS) };
  const { status, body } = await getDocument('/api/query', query, signal);
  if (body === undefined) throw new SourceError(NAME, `status ${status}`);
  const feed = parseArxivFeed(body);
  if (feed === undefined) throw new SourceError(NAME, 'unexpected shape');
  if (status !== 200 && feed.error === undefined) throw new SourceError(NAME, `status ${status}`);
  return feed;
}

function keepAsked({ papers, rejected, total }: ArxivFeed, asked: readonly PaperId[]): readonly ArxivPaper[] {
  // Now and then it sends a page without the papers that it has counted.
  if (papers.length + rejected < Math.min(total, asked.length)) throw new SourceError(NAME, 'incomplete');
  const wanted = new Set<string>(asked);
  return papers.filter(({ id }) => wanted.delete(id));
}
