import { UserError } from '../domain/errors.ts';
import { forgetOldest } from '../domain/forget-oldest.ts';
import type { CountedPaper } from '../domain/paper.ts';
import type { PaperLookup, PaperSource } from '../domain/ports.ts';
import { errorFields, type Log } from '../log.ts';

/** One person's share of live questions. */
const MOST_LOOKUPS = 10;
const LOOKUPS_PER_MS = 10 * 60_000;
const REMEMBER_UNKNOWN_MS = 10 * 60_000;
const REMEMBER_FAILURE_MS = 30_000;
const MOST_REMEMBERED = 5_000;
/** Somebody waits for it. */
const WITHIN_MS = 12_000;

/**
 * Asks a live source for single papers: one question at a time for an id however many people ask, so many for a person,
 * and none again for a while after one that failed or found nothing.
 */
export function createPaperLookup(source: PaperSource, { now, log }: { now: () => Date; log: Log }): PaperLookup {
  const flights = new Map<string, Promise<CountedPaper | undefined>>();
  const remembered = new Map<string, { readonly until: number; readonly failed: boolean }>();
  const asked = new Map<string, readonly number[]>();

  const takeTurn = (userId: string) => {
    const at = now().getTime();
    const recent = (asked.get(userId) ?? []).filter((time) => time > at - LOOKUPS_PER_MS);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= MOST_LOOKUPS) {
      throw new UserError({ code: 'too-many-lookups', retryAt: new Date(oldest + LOOKUPS_PER_MS) });
    }
    asked.delete(userId);
    asked.set(userId, [...recent, at]);
    forgetOldest(asked, MOST_REMEMBERED);
  };

  const ask = async (id: CountedPaper['paper']['id']): Promise<CountedPaper | undefined> => {
    const remember = (forMs: number, failed: boolean) => {
      remembered.set(id, { until: now().getTime() + forMs, failed });
      forgetOldest(remembered, MOST_REMEMBERED);
    };
    try {
      const found = await source.readPaper(id, AbortSignal.timeout(WITHIN_MS));
      if (found === undefined) remember(REMEMBER_UNKNOWN_MS, false);
      return found;
    } catch (error) {
      remember(REMEMBER_FAILURE_MS, true);
      log.warn('paper not looked up', { source: source.name, paperId: id, ...errorFields(error) });
      throw new UserError({ code: 'source-unavailable', source: source.name });
    }
  };

  return {
    async find(id, { userId }) {
      const known = remembered.get(id);
      if (known !== undefined && known.until > now().getTime()) {
        if (known.failed) throw new UserError({ code: 'source-unavailable', source: source.name });
        return undefined;
      }
      const flight = flights.get(id);
      if (flight !== undefined) return await flight;
      takeTurn(userId);
      const started = ask(id).finally(() => flights.delete(id));
      flights.set(id, started);
      return await started;
    },
  };
}
