import { httpFault } from './faults.ts';
import { testCells } from './matrix.ts';

testCells((cell) => cell.comeback === 'soon' && httpFault(cell) !== undefined, { lanes: 3, isCut: false });
