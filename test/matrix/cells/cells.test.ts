import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { absentCells, COMEBACKS, cells } from './cells.ts';
import { CHANNELS } from './places.ts';
import { SHARES } from './shares.ts';
import { FAULTS, TABLES } from './tables.ts';

it('the matrix has at least 300 cells of text channels, and a reason for each that is left out', () => {
  for (const { kind, steps } of TABLES) {
    const run = cells.filter((cell) => cell.kind === kind);
    const absent = absentCells.filter((cell) => cell.kind === kind);
    process.stdout.write(`fault matrix, ${kind}: ${run.length} cells run over ${CHANNELS[kind]} channels each\n`);
    for (const [reason, left] of Map.groupBy(absent, (cell) => cell.reason)) {
      process.stdout.write(`  ${left.length} left out: ${reason}\n`);
    }
    expect(run.length).toBeGreaterThanOrEqual(kind === 'text' ? 300 : 200);
    expect(run.length + absent.length).toBe(FAULTS.length * Object.keys(steps).length * COMEBACKS.length);
  }
});

it.each(TABLES)('the table of $kind has a row for each fault, once', ({ rows }) => {
  const names = rows
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split('|')[0]?.trim());
  expect(names).toEqual(FAULTS);
});

it('each cell is run by one file', () => {
  for (const cell of cells) {
    const runners = Object.values(SHARES).filter((isOf) => isOf(cell));
    expect(runners, JSON.stringify(cell)).toHaveLength(1);
  }
  for (const name of Object.keys(SHARES)) {
    const file = readFileSync(join(import.meta.dirname, `../${name}.test.ts`), 'utf8');
    expect(file).toContain(`testCells(SHARES.${name}, `);
  }
});
