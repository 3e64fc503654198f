import { httpFault } from './cells/faults.ts';
import { testCells } from './cells/matrix.ts';

testCells((cell) => cell.comeback === 'late' && httpFault(cell) !== undefined, { lanes: 3, isCut: false });
