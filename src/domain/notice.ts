/**
 * Single messages that a server is owed. `suspended`: nothing is posted in a channel until somebody mends it.
 * `resumed`: Paperboy posts there again. `role-gone`: the role that was mentioned there was deleted. `place-lost`:
 * discussions cannot begin where the server has chosen. `welcome`: what Paperboy is, for a server that it has joined.
 * `threads-full`: Discord lets no discussion begin in the server, for one of several reasons.
 */
export type NoticeKind = 'suspended' | 'resumed' | 'role-gone' | 'place-lost' | 'welcome' | 'threads-full';

/** Where a notice may go. `channel` is the channel that it is about, `subscriber` a direct message. */
export type NoticePlace = 'notice-channel' | 'system-channel' | 'subscriber' | 'channel';

/** The places of each kind, in the order in which they are tried: one that refuses leads to the next. */
export const NOTICE_PLACES: Readonly<Record<NoticeKind, readonly NoticePlace[]>> = {
  suspended: ['notice-channel', 'system-channel', 'subscriber'],
  resumed: ['channel'],
  'role-gone': ['notice-channel', 'system-channel'],
  'place-lost': ['notice-channel', 'system-channel'],
  welcome: ['system-channel'],
  'threads-full': ['notice-channel', 'system-channel', 'subscriber'],
};
