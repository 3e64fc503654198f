import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { threadName } from '../../../src/render/message/thread-name.ts';
import { hostileText } from '../../support/papers/hostile.ts';

describe('threadName', () => {
  it('has at most 100 characters, however they are counted', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 20 }), (parts) => {
        const name = threadName(parts.join(' '));
        expect(name.length).toBeLessThanOrEqual(100);
        expect(name.trim()).not.toBe('');
      }),
    );
    expect(threadName('👩‍👩‍👧‍👦'.repeat(50)).length).toBeLessThanOrEqual(100);
  });
});
