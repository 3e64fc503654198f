import { expect, it } from 'vitest';
import { absentCells, COMEBACKS, cells } from './cells.ts';
import { CHANNELS } from './places.ts';
import { TABLES } from './tables.ts';

it('the matrix has at least 300 cells of text channels, and a reason for each that is left out', () => {
  for (const { kind, steps } of TABLES) {
    const run = cells.filter((cell) => cell.kind === kind);
    const absent = absentCells.filter((cell) => cell.kind === kind);
    process.stdout.write(`fault matrix, ${kind}: ${run.length} cells run over ${CHANNELS[kind]} channels each\n`);
    for (const [reason, left] of Map.groupBy(absent, (cell) => cell.reason)) {
      process.stdout.write(`  ${left.length} left out: ${reason}\n`);
    }
    expect(run.length).toBeGreaterThanOrEqual(kind === 'text' ? 300 : 200);
    const faults = new Set([...run, ...absent].map(({ fault }) => fault));
    expect(run.length + absent.length).toBe(faults.size * Object.keys(steps).length * COMEBACKS.length);
  }
});
