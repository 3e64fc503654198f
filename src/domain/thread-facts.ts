import { readAcceptance } from './acceptance.ts';
import type { ListDay } from './list-day.ts';
import type { RankedPaper } from './paper.ts';

/** What a discussion is told of its paper, by weight. */
export const FACT_KINDS = ['withdrawn', 'accepted', 'published', 'version', 'code', 'stars', 'first'] as const;
export type FactKind = (typeof FACT_KINDS)[number] | 'arxiv-known' | 'stars-known';

/** Something that became true of a paper, and is told in a thread once. */
export interface Fact {
  readonly kind: FactKind;
  /** Which of several: the version, the number of stars, the list day; empty where there is one. */
  readonly detail: string;
  /** When it became so, if its source says. */
  readonly since?: Date;
}

/** A discussion gets one line of news in so long. */
export const LINE_EVERY_MS = 24 * 3_600_000;
/** Numbers of stars at which a thread hears of them. */
const STARS = [100, 1_000, 10_000] as const;
/** Nobody waits for the hundredth. */
const MOST_VERSIONS = 100;

/**
 * All that is true of a paper now and may be told. What it names once it goes on naming: every version up to the newest,
 * every number of stars up to the present one, so that a source that goes back and forth makes no news.
 *
 * @param firstOn list days on which the paper stands first
 */
export function factsOf(
  { paper, counts }: Pick<RankedPaper, 'paper' | 'counts'>,
  firstOn: readonly ListDay[],
): readonly Fact[] {
  const { arxiv, githubRepo } = paper;
  const since = arxiv?.versionAt === undefined ? {} : { since: arxiv.versionAt };
  const { githubStars } = counts;
  const facts: Fact[] = [];
  if (arxiv !== undefined) {
    facts.push({ kind: 'arxiv-known', detail: '' });
    for (let version = 2; version <= Math.min(arxiv.version, MOST_VERSIONS); version += 1)
      facts.push({ kind: 'version', detail: String(version), ...(version === arxiv.version && since) });
    if (arxiv.isWithdrawn) facts.push({ kind: 'withdrawn', detail: '', ...since });
    if (arxiv.journalReference !== undefined) facts.push({ kind: 'published', detail: '' });
    if (readAcceptance(arxiv) !== undefined) facts.push({ kind: 'accepted', detail: '' });
  }
  if (githubRepo !== undefined) facts.push({ kind: 'code', detail: '' });
  if (githubStars !== undefined) {
    facts.push({ kind: 'stars-known', detail: '' });
    for (const stars of STARS) if (githubStars >= stars) facts.push({ kind: 'stars', detail: String(stars) });
  }
  for (const day of firstOn) facts.push({ kind: 'first', detail: day });
  return facts;
}

/**
 * Which of the facts that a thread has not heard of yet are news. Not those that may have been so before it was opened:
 * what arXiv said when it was asked for the first time, unless it dates it later; and a first count of stars.
 *
 * @param known kinds with details that the thread has heard of
 */
export function newsOf(
  facts: readonly Fact[],
  { known, openedAt }: { known: ReadonlySet<string>; openedAt: Date },
): readonly { readonly fact: Fact; readonly isNews: boolean }[] {
  const knew = (kind: FactKind) => known.has(keyOf({ kind, detail: '' }));
  return facts
    .filter((fact) => !known.has(keyOf(fact)))
    .map((fact) => ({ fact, isNews: isNews(fact, { knew, openedAt }) }));
}

function isNews(
  { kind, since }: Fact,
  { knew, openedAt }: { knew: (kind: FactKind) => boolean; openedAt: Date },
): boolean {
  if (kind === 'arxiv-known' || kind === 'stars-known') return false;
  if (kind === 'stars') return knew('stars-known');
  if (kind === 'code' || kind === 'first' || knew('arxiv-known')) return true;
  return since !== undefined && since > openedAt;
}

/** A fact as one text. */
export function keyOf({ kind, detail }: Pick<Fact, 'kind' | 'detail'>): string {
  return `${kind} ${detail}`;
}

/** Kinds for which a discussion that has gone to sleep is woken: what changes what one thinks of the paper. */
const WAKING: ReadonlySet<FactKind> = new Set<FactKind>(['withdrawn', 'accepted', 'published']);

/** Whether any of some facts is worth opening an archived thread. */
export function isWaking(kinds: readonly FactKind[]): boolean {
  return kinds.some((kind) => WAKING.has(kind));
}
