import { httpFault } from './cells/faults.ts';
import { testCells } from './cells/matrix.ts';

testCells((cell) => cell.comeback === 'soon' && httpFault(cell) !== undefined, { lanes: 3, isCut: false });
