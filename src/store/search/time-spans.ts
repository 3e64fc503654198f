/**
 * How search looks back in time. Time, in UTC, is cut into pieces of one length, and a paper stands under its own piece
 * and under the next one. So whoever looks back asks for one sign, that of the present piece, and gets what is up to one
 * piece old for certain, and up to two at best: the index takes ten times as long for one of several signs as for one.
 */

/** Pieces of four days, of a month and of half a year. */
export const SPAN_UNITS = ['d', 'm', 'h'] as const;
export type SpanUnit = (typeof SPAN_UNITS)[number];

const DAYS = 4;
const DAYS_MS = DAYS * 24 * 3_600_000;
const EPOCH_YEAR = 1970;
const MONTHS = { m: 1, h: 6 } as const;

/** The numbers under which a paper stands that appeared at `at`. */
export function listSpans(unit: SpanUnit, at: Date): readonly number[] {
  const own = pieceOf(unit, at);
  return [own, own + 1];
}

/** A look back from an instant. */
export interface Span {
  readonly number: number;
  /** What it finds appeared from here on, and before `to`. */
  readonly from: Date;
  readonly to: Date;
}

export function spanBack(unit: SpanUnit, at: Date): Span {
  const number = pieceOf(unit, at);
  return { number, from: beginOf(unit, number - 1), to: beginOf(unit, number + 1) };
}

function pieceOf(unit: SpanUnit, at: Date): number {
  if (unit === 'd') return Math.floor(at.getTime() / DAYS_MS);
  return Math.floor(((at.getUTCFullYear() - EPOCH_YEAR) * 12 + at.getUTCMonth()) / MONTHS[unit]);
}

function beginOf(unit: SpanUnit, number: number): Date {
  if (unit === 'd') return new Date(number * DAYS_MS);
  return new Date(Date.UTC(EPOCH_YEAR, number * MONTHS[unit], 1));
}
