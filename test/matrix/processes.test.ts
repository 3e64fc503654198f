import { testCells } from './cells/matrix.ts';
import { SHARES } from './cells/shares.ts';

testCells(SHARES.processes, { lanes: 2, isCut: false });
