import { SourceError } from '../domain/errors.ts';
import type { PaperFinder } from '../domain/ports/sources.ts';
import { parseListItem } from './hugging-face-schema.ts';
import { createPoliteFetch, JSON_FORMAT, type PoliteFetchOptions } from './polite-fetch.ts';

const NAME = 'Hugging Face';
/** What fits on one page of ours. */
const MOST_FOUND = 10;
/** Longer ones are refused, by Hugging Face's description of its API. */
const MOST_QUERY = 250;

/**
 * Hugging Face's own search, by meaning and by words: `GET /api/papers/search?q=`. It ranks what is nearest, however far
 * that is, so its last papers may have little to do with the question.
 *
 * Asked once, without another try: somebody waits, and whoever types again tries again.
 */
export function createHuggingFaceSearch(
  options: Omit<PoliteFetchOptions<unknown>, 'source' | 'format' | 'mostTries'>,
): PaperFinder {
  const getDocument = createPoliteFetch({ ...options, source: NAME, format: JSON_FORMAT, mostTries: 1 });
  return {
    name: NAME,
    async search(words, signal) {
      const query = { q: cutWords(words), limit: String(MOST_FOUND) };
      const { status, body } = await getDocument('/api/papers/search', query, signal);
      // A question that it does not take, which says nothing of the next.
      if (status === 400) return [];
      if (status !== 200) throw new SourceError(NAME, `status ${status}`);
      if (!Array.isArray(body)) throw new SourceError(NAME, 'unexpected shape');
      const papers = body.flatMap((value) => parseListItem(value) ?? []);
      if (papers.length === 0 && body.length > 0) throw new SourceError(NAME, 'no usable items');
      const byId = new Map(papers.toReversed().map((each) => [each.paper.id, each]));
      return papers.filter((each) => byId.get(each.paper.id) === each).slice(0, MOST_FOUND);
    },
  };
}

/** At most as long as Hugging Face takes, cut behind a word if there is one to cut behind. */
function cutWords(words: string): string {
  if (words.length <= MOST_QUERY) return words;
  const cut = words.slice(0, MOST_QUERY + 1);
  const end = cut.lastIndexOf(' ');
  return cut.slice(0, end > 0 ? end : MOST_QUERY).toWellFormed();
}
