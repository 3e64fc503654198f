import type { Threads } from '../../../src/domain/ports/threads.ts';

/** The threads of a server that has none: for what begins threads and looks at no other. */
export const noThreads: Threads = {
  read: async () => ({ kind: 'gone' }),
  setArchived: async () => ({ kind: 'gone' }),
  listManaged: async () => ({ kind: 'known', channelIds: new Set() }),
};
