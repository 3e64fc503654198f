import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareText } from '../../../src/store/search/phrases.ts';
import { listPairs, wordsInOrder } from '../../../src/store/search/text-words.ts';

const word = fc.oneof(
  fc.constantFrom(
    'the',
    'of',
    'Attention',
    'naïve',
    "don't",
    '$k$-means',
    'GPT-4',
    'ﬁne',
    'İstanbul',
    '…',
    '学习',
    'α',
  ),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);

describe('pairs of words', () => {
  it('are had by every text that holds a phrase of them, so that the index never misses one', () => {
    let held = 0;
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 8 }),
        fc.array(word, { maxLength: 8 }),
        fc.boolean(),
        fc.nat(8),
        (title, abstract, isTitle, from) => {
          const phrase = wordsInOrder((isTitle ? title : abstract).slice(from, from + 4).join(' '));
          const [one, two] = [title.join(' '), abstract.join(' ')];
          if (!prepareText(one, two).holds(phrase)) return;
          held += 1;
          expect(listPairs(wordsInOrder(one, two))).toEqual(expect.arrayContaining([...listPairs(phrase)]));
        },
      ),
      { numRuns: 4_000 },
    );
    expect(held).toBeGreaterThan(1_000);
  });

  it('leave out two common words, and tell the order', () => {
    expect(listPairs(['state', 'of', 'the', 'art'])).toHaveLength(2);
    expect(listPairs(['chain', 'rule'])).not.toEqual(listPairs(['rule', 'chain']));
    expect(listPairs(['chain'])).toEqual([]);
  });
});
