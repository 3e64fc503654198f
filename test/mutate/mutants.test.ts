import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProjectFile } from '../support/markdown.ts';
import { mutants } from './mutants.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('each protection that `npm run mutate` takes away', () => {
  it.each(mutants)('$name: stands once where it is looked for, and has its tests', ({ file, edits, noticedBy }) => {
    const text = readProjectFile(file);
    for (const [find] of edits) expect(text.split(find), find).toHaveLength(2);
    expect(existsSync(join(ROOT, noticedBy.file)), noticedBy.file).toBe(true);
  });
});
