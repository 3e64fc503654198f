import { expect, it } from 'vitest';
import { STEPS } from '../support/bot/steps.ts';
import { absentCells, COMEBACKS, cells } from './cells.ts';
import { CHANNELS } from './scene.ts';

it('the matrix has at least 300 cells, and a reason for each that is left out', () => {
  process.stdout.write(
    `fault matrix: ${cells.length} cells run over ${CHANNELS} channels each, ${absentCells.length} left out with a reason\n`,
  );
  expect(cells.length).toBeGreaterThanOrEqual(300);
  expect(absentCells.filter(({ reason = '' }) => reason === '')).toEqual([]);
  const faults = new Set([...cells, ...absentCells].map(({ fault }) => fault));
  expect(cells.length + absentCells.length).toBe(faults.size * STEPS.length * COMEBACKS.length);
});
