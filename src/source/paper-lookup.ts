import { UserError } from '../domain/errors.ts';
import { forgetOldest } from '../domain/forget-oldest.ts';
import type { CountedPaper } from '../domain/paper.ts';
import type { PaperLookup, PaperReader } from '../domain/ports/sources.ts';
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
 * Asks live sources for single papers, the next one if the one before does not know the paper: one question at a time for an id however many people ask, so many for a person,
 * and none again for a while after one that failed or found nothing.
 */
export function createPaperLookup(
  sources: readonly PaperReader[],
  { now, log }: { now: () => Date; log: Log },
): PaperLookup {
  const flights = new Map<string, Promise<CountedPaper | undefined>>();
  const remembered = new Map<string, { readonly until: number; readonly failed?: string }>();
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
    const remember = (forMs: number, failed?: string) => {
      remembered.set(id, { until: now().getTime() + forMs, ...(failed !== undefined && { failed }) });
      forgetOldest(remembered, MOST_REMEMBERED);
    };
    const limit = AbortSignal.timeout(WITHIN_MS);
    for (const source of sources) {
      try {
        const found = await source.readPaper(id, limit);
        if (found !== undefined) return found;
      } catch (error) {
        remember(REMEMBER_FAILURE_MS, source.name);
        log.warn('paper not looked up', { source: source.name, paperId: id, ...errorFields(error) });
        throw new UserError({ code: 'source-unavailable', source: source.name });
      }
    }
    remember(REMEMBER_UNKNOWN_MS);
    return undefined;
  };

  return {
    async find(id, { userId }) {
      const known = remembered.get(id);
      if (known !== undefined && known.until > now().getTime()) {
        if (known.failed !== undefined) throw new UserError({ code: 'source-unavailable', source: known.failed });
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
