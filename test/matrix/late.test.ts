import { testCells } from './cells/matrix.ts';
import { SHARES } from './cells/shares.ts';

testCells(SHARES.late, { lanes: 3, isCut: false });
