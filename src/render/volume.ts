import type { Volume } from '../domain/volume.ts';
import { counted } from './words.ts';

/** `about 4 a day on the last 14 lists (2 to 7)`: how many papers that is. Begins small, ends without a full stop. */
export function wordVolume({ lists, fitting }: Pick<Volume, 'lists' | 'fitting'>): string {
  if (lists === 0) return 'no list has been read yet, so nobody knows how many a day';
  const where = lists === 1 ? 'the one list that is held' : `the last ${lists} lists`;
  const { total, least, most } = fitting;
  if (total === 0) return `none on ${where}`;
  if (lists === 1) return `${counted(total, 'paper')} on ${where}`;
  const average = Math.round(total / lists);
  if (average === 0) return `less than one a day on ${where} (${counted(total, 'paper')})`;
  return `about ${average} a day on ${where}${least === most ? '' : ` (${least} to ${most})`}`;
}
