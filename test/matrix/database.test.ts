import { testCells } from './cells/matrix.ts';
import { SHARES } from './cells/shares.ts';

testCells(SHARES.database, { lanes: 1, isCut: true });
