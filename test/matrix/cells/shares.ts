import type { Cell } from './cells.ts';
import { httpFault } from './faults.ts';

/** Which cells are run by which file of `test/matrix`, by the file's name: each cell by one. */
export const SHARES = {
  soon: (cell) => cell.comeback === 'soon' && httpFault(cell) !== undefined,
  late: (cell) => cell.comeback === 'late' && httpFault(cell) !== undefined,
  database: ({ fault }) => fault.startsWith('database'),
  processes: ({ fault }) => fault === 'SIGKILL' || fault === 'SIGTERM',
} satisfies Readonly<Record<string, (cell: Cell) => boolean>>;
