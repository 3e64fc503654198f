import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A file of the project by its path from the root. */
export function readProjectFile(path: string): string {
  return readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8');
}

/**
 * The rows of the table under a heading, each by its columns' names.
 *
 * @throws if there is no such heading, or no table before the next one
 */
export function readTable(markdown: string, heading: string): readonly Readonly<Record<string, string>>[] {
  const [, section] = markdown.split(new RegExp(`^#+ ${heading}$`, 'm'));
  const lines = (section?.split(/^#+ /m)[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  const [head, , ...rows] = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  if (head === undefined || rows.length === 0) throw new Error(`there is no table under ${heading}`);
  return rows.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])));
}

/** Everything in backticks; blocks of code are left out. */
export function codesIn(text: string): readonly string[] {
  return [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
