import type { ListDay } from '../../../src/domain/list-day.ts';
import type { CountedPaper } from '../../../src/domain/paper.ts';
import type { PaperSource } from '../../../src/domain/ports/sources.ts';

export interface FakeSource extends PaperSource {
  /** The days whose lists were asked for, in order. */
  readonly asked: ListDay[];
  /** What a day's list holds from now on; undefined takes it away. */
  setList(day: ListDay, papers: readonly CountedPaper[] | undefined): void;
  /** The next questions fail with this, until it is taken back. */
  failWith(error: Error | undefined, onlyFor?: (day: ListDay) => boolean): void;
}

/** A source by hand: it has the lists that it is given, and fails when it is told to. */
export function createFakeSource(): FakeSource {
  const lists = new Map<ListDay, readonly CountedPaper[]>();
  const asked: ListDay[] = [];
  let failure: { readonly error: Error; readonly concerns: (day: ListDay) => boolean } | undefined;
  return {
    name: 'the test',
    asked,
    setList(day, papers) {
      if (papers === undefined) lists.delete(day);
      else lists.set(day, papers);
    },
    failWith(error, concerns = () => true) {
      failure = error && { error, concerns };
    },
    async readList(day, signal) {
      signal?.throwIfAborted();
      asked.push(day);
      if (failure?.concerns(day)) throw failure.error;
      const papers = lists.get(day);
      return { published: papers !== undefined, papers: papers ?? [], rejected: 0 };
    },
    readPaper: async (id) => [...lists.values()].flat().find(({ paper }) => paper.id === id),
  };
}
