import { testCells } from './cells/matrix.ts';

testCells(({ fault }) => fault === 'SIGKILL' || fault === 'SIGTERM', { lanes: 2, isCut: false });
