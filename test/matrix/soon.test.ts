import { testCells } from './cells/matrix.ts';
import { SHARES } from './cells/shares.ts';

testCells(SHARES.soon, { lanes: 3, isCut: false });
