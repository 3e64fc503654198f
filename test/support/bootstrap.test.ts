import { describe, expect, it } from 'vitest';
import { bootstrapInterval } from './bootstrap.ts';

const share = (items: readonly boolean[]) => items.filter(Boolean).length / items.length;
const half = (count: number) => Array.from({ length: count }, (_, index) => index % 2 === 0);

describe('bootstrapInterval', () => {
  it('holds the measure, and is the same each time', () => {
    const [low, high] = bootstrapInterval(half(100), share);
    expect(low).toBeGreaterThan(0.38);
    expect(low).toBeLessThan(0.44);
    expect(high).toBeGreaterThan(0.56);
    expect(high).toBeLessThan(0.62);
    expect(bootstrapInterval(half(100), share)).toEqual([low, high]);
  });

  it('is narrower the more items there are, and nothing where they are all alike', () => {
    const width = (count: number) => {
      const [low, high] = bootstrapInterval(half(count), share);
      return high - low;
    };
    expect(width(1000)).toBeLessThan(width(100) / 2);
    expect(bootstrapInterval([true, true], share)).toEqual([1, 1]);
  });
});
