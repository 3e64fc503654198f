import type { Poster } from '../../../src/domain/ports/poster.ts';

/** The points of a delivery, and of what follows from it, at which something may happen to it, in order. */
const STEPS = [
  'before-claim',
  'claimed',
  'marked-sending',
  'request-unanswered',
  'answered-unrecorded',
  'discussion-kept',
  'publication-owed',
  'recorded-unsettled',
  'between-anchor-and-thread',
  'publication-claimed',
  'publish-unanswered',
  'published-unrecorded',
  'during-shutdown',
] as const;
export type Step = (typeof STEPS)[number];

/** Called by a sender that has reached a step. It goes on when the promise resolves. */
export type OnStep = (step: Step) => Promise<void>;

/** Holds whoever reaches one step. */
export interface Gate {
  readonly onStep: OnStep;
  /** Waits until so many are held. @throws if that takes too long: then the step is not reached as the wrapper thinks */
  held(count: number): Promise<void>;
  /** Lets everybody go on, from now on. */
  open(): void;
}

const PATIENCE_MS = 60_000;

export function createGate(closed: Step, onHeld: () => void = () => undefined): Gate {
  const opened = Promise.withResolvers<void>();
  const waiting = new Set<() => void>();
  let count = 0;
  return {
    async onStep(step) {
      if (step !== closed) return;
      count += 1;
      onHeld();
      for (const look of waiting) look();
      await opened.promise;
    },
    async held(wanted) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const limit = setTimeout(
        () => reject(new Error(`${count} of ${wanted} senders came to the step ${closed}`)),
        PATIENCE_MS,
      );
      const look = () => count >= wanted && resolve();
      waiting.add(look);
      look();
      await promise.finally(() => clearTimeout(limit));
    },
    open: () => opened.resolve(),
  };
}

/** A poster that tells which step its caller has reached. */
export function watchPoster(poster: Poster, onStep: OnStep): Poster {
  return {
    ...poster,
    async post(...request) {
      await onStep('marked-sending');
      const outcome = await poster.post(...request);
      await onStep('answered-unrecorded');
      return outcome;
    },
    async createPost(...request) {
      await onStep('marked-sending');
      const outcome = await poster.createPost(...request);
      await onStep('answered-unrecorded');
      return outcome;
    },
    async publish(...request) {
      const outcome = await poster.publish(...request);
      await onStep('published-unrecorded');
      return outcome;
    },
    async startThread(...request) {
      await onStep('between-anchor-and-thread');
      return await poster.startThread(...request);
    },
  };
}

/** Which step a statement completes, once it is committed. */
export function stepAfter(statement: string): Step | undefined {
  // A claim counts its attempts; whoever lets go of one does not.
  const ofDelivery = assignments(statement, 'delivery');
  if (ofDelivery.includes('claimed_until') && ofDelivery.includes('attempts')) return 'claimed';
  if (assignments(statement, 'delivery_part').includes('sent_at')) return 'recorded-unsettled';
  if (assignments(statement, 'publication').includes('attempts')) return 'publication-claimed';
  if (assignments(statement, 'discussion').includes('thread_id')) return 'discussion-kept';
  if (/^insert into "publication"/i.test(statement)) return 'publication-owed';
  return undefined;
}

/** What a statement sets in a table, as it is written. */
function assignments(statement: string, table: string): string {
  const [, set = ''] =
    new RegExp(`\\bupdate "?${table}"?\\s+set ([\\s\\S]*?)(?:\\sfrom\\s|\\swhere\\s|$)`, 'i').exec(statement) ?? [];
  return set;
}
