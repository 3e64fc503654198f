import { bytesOf, codePointsOf, cutText, type Room } from './cut.ts';

const ELLIPSIS = '…';

/** What has room of a text, and the rest: cut as {@link cutText} cuts, without the sign that something is left out. */
export interface Folded {
  readonly kept: string;
  /** Empty if all has room. */
  readonly rest: string;
}

/** @param text inert already: an escape is never cut in two */
export function foldText(text: string, room: Room): Folded {
  const { codePoints, bytes = Number.MAX_SAFE_INTEGER } = room;
  if (codePointsOf(text) <= codePoints && bytesOf(text) <= bytes) return { kept: text, rest: '' };
  const cut = cutText(text, room);
  const kept = cut.endsWith(ELLIPSIS) && !text.startsWith(cut) ? cut.slice(0, -ELLIPSIS.length) : cut;
  return { kept, rest: text.slice(kept.length).trimStart() };
}
