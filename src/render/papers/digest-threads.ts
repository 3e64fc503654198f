import { ROWS_BYTES, ROWS_TEXT } from '../message/limits.ts';
import { type Block, canFit, fitBlocks } from '../message/packer.ts';
import { bytesOf, codePointsOf } from '../text/cut.ts';
import { discussionLink, type LinkedThread, shortDiscussionLink } from './known-thread.ts';

/** How a list's row begins, and no other text of it. */
const ROW = /^\*\*(\d+)\.\*\* /;

/**
 * A list that was frozen, with links to its papers' discussions at the ends of their rows. The sense of rows gives way
 * to them, as it does when a list is rendered; where that is not enough they become short, and the last are left out.
 *
 * @param body as JSON has it. One that is no list is left as it is
 * @param threads by the paper's place in the list
 */
export function addThreads(body: object, threads: ReadonlyMap<number, LinkedThread>): object {
  const texts = textsOf(body);
  const rows = texts.filter((content) => ROW.test(content));
  const foot = texts.slice(texts.findLastIndex((content) => ROW.test(content)) + 1).join('');
  const room = { codePoints: ROWS_TEXT - codePointsOf(foot), bytes: ROWS_BYTES - bytesOf(foot) };
  const fitting = listTries(rows, threads).find((blocks) => canFit(blocks, room));
  if (fitting === undefined) return body;
  const fitted = fitBlocks(fitting, room).map((content) => content.replace(/\n\n+/g, '\n'));
  return replaceTexts(body, new Map(rows.map((content, index) => [content, fitted[index] ?? content])));
}

/** Rows with all links, then with short ones, then with ever fewer of these. */
function listTries(rows: readonly string[], threads: ReadonlyMap<number, LinkedThread>): readonly (readonly Block[])[] {
  const known = [...threads].toSorted(([one], [other]) => one - other);
  const fewer = known.map((_, left) => new Map(known.slice(0, known.length - left)));
  const withLinks = (linked: ReadonlyMap<number, LinkedThread>, inWords: (thread: LinkedThread) => string) =>
    rows.map((row) => splitRow(row, linked, inWords));
  return [withLinks(threads, discussionLink), ...fewer.map((linked) => withLinks(linked, shortDiscussionLink))];
}

/** Title, sense, and the quiet line, to which the link is added. */
function splitRow(
  content: string,
  threads: ReadonlyMap<number, LinkedThread>,
  inWords: (thread: LinkedThread) => string,
): Block {
  const lines = content.split('\n');
  const thread = threads.get(Number(ROW.exec(content)?.[1]));
  return {
    before: `${lines[0]}\n`,
    elastic: lines.slice(1, -1).join('\n'),
    after: `\n${[lines.at(-1), ...(thread === undefined ? [] : [inWords(thread)])].join(' · ')}`,
  };
}

/** All texts of a message in their order. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'content' && typeof each === 'string' ? [each] : textsOf(each),
  );
}

function replaceTexts(body: object, changed: ReadonlyMap<string, string>): object {
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace);
    return typeof value === 'object' && value !== null ? replaceTexts(value, changed) : value;
  };
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      key === 'content' && typeof value === 'string' ? (changed.get(value) ?? value) : replace(value),
    ]),
  );
}
