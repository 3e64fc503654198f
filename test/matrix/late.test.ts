import { httpFault } from './faults.ts';
import { testCells } from './matrix.ts';

testCells((cell) => cell.comeback === 'late' && httpFault(cell) !== undefined, { lanes: 3, isCut: false });
