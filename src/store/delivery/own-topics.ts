import type { RankedPaper } from '../../domain/paper.ts';
import type { PaperId } from '../../domain/paper-id.ts';
import { parseQuery } from '../../domain/search/parse-query.ts';
import type { Candidates } from '../../domain/selection.ts';
import { ownName } from '../../domain/topics/own-topics.ts';
import type { Db } from '../schema.ts';
import type { Matcher } from '../search/match-query.ts';
import { readMatcher } from '../search/matchable.ts';
import { listOwnQueries } from '../servers/topics.ts';

/** Knows which papers of some candidates are of the topics that servers made for themselves. */
export interface OwnTopics {
  /**
   * The candidates with a server's own topics among their papers' topics: those of `topics` and no others, so that no
   * list names one that it was not asked for. The same object where none of `topics` is an own one.
   */
  mark(candidates: Candidates, guildId: string, topics: readonly string[]): Candidates;
}

/**
 * Reads what {@link OwnTopics.mark} needs for some wishes, in two questions however many there are. Each query is held
 * against the candidates once, whichever servers have it. One that is not there any more matches nothing.
 */
export async function readOwnTopics(
  db: Db,
  candidates: Candidates,
  wishes: readonly { readonly guildId: string; readonly topics: readonly string[] }[],
  keep: MatcherCache = new WeakMap(),
): Promise<OwnTopics> {
  const guildIds = wishes.flatMap(({ guildId, topics }) => (topics.some(isOwn) ? [guildId] : []));
  if (guildIds.length === 0) return { mark: (unchanged) => unchanged };
  const queries = await listOwnQueries(db, [...new Set(guildIds)]);
  const match = await matcherOf(db, candidates, keep);
  return {
    mark(some, guildId, topics) {
      const own = topics.filter(isOwn);
      if (own.length === 0) return some;
      const found = new Map<PaperId, string[]>();
      for (const slug of own) {
        for (const id of match(queries.get(guildId)?.get(slug) ?? '')) {
          const slugs = found.get(id);
          if (slugs === undefined) found.set(id, [slug]);
          else slugs.push(slug);
        }
      }
      const withOwn = <Listed extends RankedPaper>(listed: Listed): Listed => {
        const slugs = found.get(listed.paper.id);
        return slugs === undefined ? listed : { ...listed, topics: [...listed.topics, ...slugs] };
      };
      return { ...some, papers: some.papers.map(withOwn), lateRisers: some.lateRisers.map(withOwn) };
    },
  };
}

/** What a query matches among some candidates, kept as long as they are. */
export type MatcherCache = WeakMap<Candidates, Promise<(query: string) => readonly PaperId[]>>;

async function matcherOf(db: Db, candidates: Candidates, keep: MatcherCache) {
  const known = keep.get(candidates);
  if (known !== undefined) return await known;
  const ids = [...candidates.papers, ...candidates.lateRisers].map(({ paper }) => paper.id);
  const read = readMatcher(db, [...new Set(ids)]).then(matchTexts);
  keep.set(candidates, read);
  read.catch(() => keep.delete(candidates));
  return await read;
}

function matchTexts(match: Matcher): (query: string) => readonly PaperId[] {
  const known = new Map<string, readonly PaperId[]>();
  return (text) => {
    const found = known.get(text) ?? matchText(match, text);
    known.set(text, found);
    return found;
  };
}

/** A text that parses no longer, because a later Paperboy reads another grammar, matches nothing: never everything. */
function matchText(match: Matcher, text: string): readonly PaperId[] {
  const read = parseQuery(text);
  return 'query' in read ? match(read.query) : [];
}

function isOwn(slug: string): boolean {
  return ownName(slug) !== undefined;
}
