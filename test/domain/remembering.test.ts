import { expect, it } from 'vitest';
import { remembering } from '../../src/domain/remembering.ts';

it('remembering asks once for what it keeps, and keeps no more than it may', () => {
  const asked: number[] = [];
  const square = remembering(
    (value: number) => {
      asked.push(value);
      return value * value;
    },
    { keyOf: String, most: 2 },
  );
  expect([1, 2, 2, 1, 3, 3].map((value) => square(value))).toEqual([1, 4, 4, 1, 9, 9]);
  expect(asked).toEqual([1, 2, 3]);
  expect([2, 3, 1].map((value) => square(value))).toEqual([4, 9, 1]);
  expect(asked).toEqual([1, 2, 3, 1]);
});
