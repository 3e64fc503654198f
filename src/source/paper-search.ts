import { forgetOldest } from '../domain/forget-oldest.ts';
import type { ElsewhereOutcome, PaperFinder, PaperSearch } from '../domain/ports/sources.ts';
import { errorFields, type Log } from '../log.ts';

/** All that bounds live searches. Hugging Face gives an address without a token 500 requests in five minutes. */
export const SEARCH_BOUNDS = {
  /** One person's share of a window. */
  mostOfPerson: 10,
  /** Everybody's together, in this process. */
  mostOfAll: 100,
  windowMs: 5 * 60_000,
  /** Beside each other: a slow source is not asked more while it is slow. */
  mostAtOnce: 5,
  /** Somebody waits, with hits of ours to be shown. */
  waitMs: 2_000,
  /** An answer that comes later than anybody waits is kept for whoever asks again. */
  answerWithinMs: 8_000,
  rememberAnswerMs: 10 * 60_000,
  /** After a failure the source is asked nothing at all for so long. */
  restMs: 60_000,
} as const;
const MOST_REMEMBERED = 500;
const MOST_PEOPLE = 5_000;

/**
 * Asks a source's own search within {@link SEARCH_BOUNDS}: once for equal words however many people ask, not again while
 * its answer is remembered, and nothing for a while after a failure. A question that costs no request counts for nobody.
 */
export function createPaperSearch(
  finder: PaperFinder,
  { now, log, waitMs = SEARCH_BOUNDS.waitMs }: { now: () => Date; log: Log; waitMs?: number },
): PaperSearch {
  const flights = new Map<string, Promise<ElsewhereOutcome>>();
  const remembered = new Map<string, { readonly until: number; readonly outcome: ElsewhereOutcome }>();
  const mayAsk = createShares();
  let restUntil = 0;

  const ask = async (key: string): Promise<ElsewhereOutcome> => {
    try {
      const papers = await finder.search(key, AbortSignal.timeout(SEARCH_BOUNDS.answerWithinMs));
      const outcome = { kind: 'found', papers } as const;
      remembered.delete(key);
      remembered.set(key, { until: now().getTime() + SEARCH_BOUNDS.rememberAnswerMs, outcome });
      forgetOldest(remembered, MOST_REMEMBERED);
      return outcome;
    } catch (error) {
      restUntil = now().getTime() + SEARCH_BOUNDS.restMs;
      log.warn('search not answered', { source: finder.name, waitMs: SEARCH_BOUNDS.restMs, ...errorFields(error) });
      return { kind: 'unavailable' };
    } finally {
      flights.delete(key);
    }
  };

  return {
    async find(words, { userId }) {
      const key = words.toLowerCase();
      const at = now().getTime();
      const known = remembered.get(key);
      if (known !== undefined && known.until > at) return known.outcome;
      let flight = flights.get(key);
      if (flight === undefined) {
        if (at < restUntil || flights.size >= SEARCH_BOUNDS.mostAtOnce) return { kind: 'unavailable' };
        if (!mayAsk(userId, at)) return { kind: 'too-often' };
        flight = ask(key);
        flights.set(key, flight);
      }
      return await atMost(waitMs, flight);
    },
  };
}

/** Counts questions of the last window, of each person and of all. Takes one if there is one left of both. */
function createShares(): (userId: string, at: number) => boolean {
  const byPerson = new Map<string, readonly number[]>();
  let all: readonly number[] = [];
  return (userId, at) => {
    const isRecent = (time: number) => time > at - SEARCH_BOUNDS.windowMs;
    const own = (byPerson.get(userId) ?? []).filter(isRecent);
    all = all.filter(isRecent);
    if (own.length >= SEARCH_BOUNDS.mostOfPerson || all.length >= SEARCH_BOUNDS.mostOfAll) return false;
    byPerson.delete(userId);
    byPerson.set(userId, [...own, at]);
    forgetOldest(byPerson, MOST_PEOPLE);
    all = [...all, at];
    return true;
  };
}

async function atMost(ms: number, flight: Promise<ElsewhereOutcome>): Promise<ElsewhereOutcome> {
  const late = Promise.withResolvers<ElsewhereOutcome>();
  const timer = setTimeout(() => late.resolve({ kind: 'unavailable' }), ms);
  return await Promise.race([flight, late.promise]).finally(() => clearTimeout(timer));
}
