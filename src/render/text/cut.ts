const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ELLIPSIS = '…';
/** A word's end is looked for in this last share of what fits; text without spaces is cut between characters. */
const LOOK_BACK = 0.3;

export interface Room {
  readonly codePoints: number;
  readonly bytes?: number;
}

/** How many Unicode code points a text has: what Discord counts. */
export function codePointsOf(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

export function bytesOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/**
 * As much of a text as there is room for, with `…` if anything is left out. Cut at a word where one ends near by, and
 * never within what a reader sees as one character. Empty if there is no room for anything.
 */
export function cutText(text: string, room: Room): string {
  if (fits(text, room)) return text;
  const within = {
    codePoints: room.codePoints - 1,
    bytes: (room.bytes ?? Number.MAX_SAFE_INTEGER) - bytesOf(ELLIPSIS),
  };
  const kept = takeGraphemes(text, within);
  if (kept === '') return '';
  const lastSpace = kept.lastIndexOf(' ');
  const atWord =
    lastSpace > kept.length * (1 - LOOK_BACK) && text[kept.length] !== ' ' ? kept.slice(0, lastSpace) : kept;
  return `${atWord.trimEnd()}${ELLIPSIS}`;
}

function fits(text: string, { codePoints, bytes = Number.MAX_SAFE_INTEGER }: Room): boolean {
  return codePointsOf(text) <= codePoints && bytesOf(text) <= bytes;
}

function takeGraphemes(text: string, room: { codePoints: number; bytes: number }): string {
  let end = 0;
  let codePoints = 0;
  let bytes = 0;
  for (const { segment, index } of GRAPHEMES.segment(text)) {
    codePoints += codePointsOf(segment);
    bytes += bytesOf(segment);
    if (codePoints > room.codePoints || bytes > room.bytes) break;
    end = index + segment.length;
  }
  // An escape that lost the sign behind it would escape our own ellipsis.
  const kept = text.slice(0, end).replace(/(?<!\\)(?:\\\\)*\\$/, (backslashes) => backslashes.slice(1));
  return end < text.length ? withoutOpenMark(kept) : kept;
}

/** A mark in bold that lost its end loses its beginning too: it would put all that follows in bold. */
function withoutOpenMark(text: string): string {
  const marks = [...text.matchAll(/(?<=(?<!\\)(?:\\\\)*)\*\*/g)];
  const last = marks.at(-1);
  if (marks.length % 2 === 0 || last === undefined) return text;
  return `${text.slice(0, last.index)}${text.slice(last.index + last[0].length).replace(/\*$/, '')}`;
}
