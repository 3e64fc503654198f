import { testCells } from './cells/matrix.ts';

testCells(({ fault }) => fault.startsWith('database'), { lanes: 1, isCut: true });
