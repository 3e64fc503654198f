const DAY_MS = 24 * 3_600_000;

/**
 * A discussion in which nobody has written for so long, Paperboy neither, is quiet. Longer than a weekend, and shorter
 * than the week after which Discord may put our threads to sleep by itself.
 */
export const QUIET_DAYS = 3;
export const QUIET_MS = QUIET_DAYS * DAY_MS;

/** How many quiet discussions are archived to make room once: a digest may want as many new ones. */
export const ROOM_AT_ONCE = 5;

/** Why Discord lets no discussion begin in a server, each for longer than a moment. */
export type HeldUp =
  /** It has as many active threads as it may; of the cap of all it is known why there is no room. */
  | { readonly kind: 'cap'; readonly lack?: RoomLack }
  /** Discord takes no new threads for minutes (429). */
  | { readonly kind: 'slow' }
  /** A thread has as many participants as it may (30033): this one, if it is known. */
  | { readonly kind: 'participants'; readonly threadId?: string };

/** Why there is no room for another thread though a server may let Paperboy make some. */
export type RoomLack =
  /** Nobody of the server has agreed to it. */
  | { readonly kind: 'not-agreed' }
  /** Paperboy does not hold *Manage Threads* where its quiet discussions are, for instance in this channel. */
  | { readonly kind: 'no-right'; readonly channelId: string }
  /** No discussion of ours is quiet. */
  | { readonly kind: 'none-quiet' };
