import { cutText } from '../text/cut.ts';
import { plain } from '../text/inert.ts';
import { MOST_THREAD_NAME } from './limits.ts';

/** A paper's title as the name of a thread: at most 100 characters, however they are counted. */
export function threadName(title: string): string {
  const name = plain(title);
  let room = MOST_THREAD_NAME;
  let cut = cutText(name, { codePoints: room });
  for (; cut.length > MOST_THREAD_NAME; cut = cutText(name, { codePoints: room }))
    room -= cut.length - MOST_THREAD_NAME;
  return cut;
}
