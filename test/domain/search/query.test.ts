import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_QUERY_CHARACTERS, parseQuery } from '../../../src/domain/search/parse-query.ts';
import { printQuery, type Query, type Term } from '../../../src/domain/search/query.ts';

const word = (text: string): Term => ({ kind: 'word', text });
const parsed = (text: string): Query => {
  const read = parseQuery(text);
  if (!('query' in read)) throw new Error(`${text}: ${read.problem} at ${read.at}`);
  return read.query;
};
const problem = (text: string) => {
  const read = parseQuery(text);
  return 'query' in read ? undefined : [read.problem, text.slice(read.at, read.at + 6)];
};

describe('parseQuery', () => {
  it('reads every part of the grammar', () => {
    expect(
      parsed(
        '"chain of thought" llm OR vlm -survey author:"Yann LeCun" org:Google cat:cs.cl is:code upvotes:>20 GPT-4',
      ),
    ).toEqual({
      wanted: [
        [{ kind: 'phrase', text: 'chain of thought' }],
        [word('llm'), word('vlm')],
        [{ kind: 'author', text: 'Yann LeCun' }],
        [{ kind: 'org', text: 'Google' }],
        [{ kind: 'cat', text: 'cs.CL' }],
        [{ kind: 'is', what: 'code' }],
        [{ kind: 'upvotes', sign: '>', count: 20 }],
        [word('GPT-4')],
      ],
      unwanted: [word('survey')],
    });
  });

  it.each([
    ['cat:COND-MAT.Mtrl-Sci', [{ kind: 'cat', text: 'cond-mat.mtrl-sci' }]],
    ['2603.07660v2', [{ kind: 'id', id: '2603.07660' }]],
    ['arXiv:2603.07660,', [{ kind: 'id', id: '2603.07660' }]],
    ['https://arxiv.org/abs/2603.07660', [{ kind: 'id', id: '2603.07660' }]],
    ['“curly quotes”', [{ kind: 'phrase', text: 'curly quotes' }]],
  ])('understands %s', (text, clause) => {
    expect(parsed(text)).toEqual({ wanted: [clause], unwanted: [] });
  });

  it('takes a pasted title as words, whatever signs are in it', () => {
    const title = 'DeepStack: Deeply Stacking (Visual) Tokens -- is “Simple” and 😀 $L_2$ 100%!';
    expect(parsed(title).wanted.flat()).toEqual([
      ...['DeepStack', 'Deeply', 'Stacking', 'Visual', 'Tokens', 'is'].map(word),
      { kind: 'phrase', text: 'Simple' },
      ...['and', 'L_2', '100'].map(word),
    ]);
  });

  it.each([
    ['', 'empty', ''],
    ['   😀 % _ \\ \' "" ', 'empty', '   😀 '],
    ['the of and', 'only-common-words', 'the of'],
    ['"to be"', 'only-common-words', '"to be'],
    ['org:"of the"', 'only-common-words', 'org:"o'],
    ['-video -audio', 'nothing-wanted', '-video'],
    ['is:code upvotes:>3', 'nothing-wanted', 'is:cod'],
    ['robots OR the', 'only-common-words', 'the'],
    ['robots OR is:code', 'narrowing-beside-or', 'is:cod'],
    ['upvotes:>3 OR robots', 'narrowing-beside-or', 'upvote'],
    ['-video is:code', 'nothing-wanted', 'is:cod'],
    ['robots is:code OR the', 'none', ''],
    ['a robot "that walks', 'unclosed-quote', '"that '],
    ['author:"Hinton', 'unclosed-quote', '"Hinto'],
    ['robots OR', 'lonely-or', 'OR'],
    ['OR robots', 'lonely-or', 'OR rob'],
    ['cats OR OR dogs', 'lonely-or', 'OR dog'],
    ['cats OR -dogs', 'unwanted-beside-or', '-dogs'],
    ['-cats OR dogs', 'unwanted-beside-or', '-cats '],
    ['robots author:', 'missing-value', 'author'],
    ['robots author: Hinton', 'missing-value', 'author'],
    ['robots autor:Hinton', 'unknown-field', 'autor:'],
    ['robots upvotes:many', 'bad-upvotes', 'many'],
    ['robots upvotes:>-5', 'bad-upvotes', '>-5'],
    ['robots is:open', 'bad-is', 'open'],
    ['robots cat:4.2', 'bad-category', '4.2'],
    ['x '.repeat(40), 'too-many-terms', 'x x x '],
  ])('says of %j: %s', (text, expected, place) => {
    expect(problem(text)).toEqual(expected === 'none' ? undefined : [expected, place]);
  });

  it('refuses ten thousand characters without reading them', () => {
    expect(parseQuery('a" '.repeat(3_333))).toEqual({ problem: 'too-long', at: MOST_QUERY_CHARACTERS });
  });

  it('parses anything, or says where not; and what it parses is the same when printed and parsed again', () => {
    fc.assert(
      fc.property(fc.oneof(anything, nearlyQueries, longQueries), (text) => {
        const read = parseQuery(text);
        if (!('query' in read)) {
          expect(read.at).toBeGreaterThanOrEqual(0);
          expect(read.at).toBeLessThanOrEqual(text.length);
          return;
        }
        const printed = printQuery(read.query);
        expect(parseQuery(printed), printed).toEqual(read);
      }),
      { numRuns: 5_000 },
    );
  });
});

/** Texts of nearly the greatest length, whose phrases stand close together: printed, with spaces, these are longer. */
const longQueries = fc
  .tuple(fc.integer({ min: 10, max: 60 }), fc.integer({ min: -30, max: 1 }))
  .map(([length, more]) => {
    const phrase = `"${'robots '.repeat(length).slice(0, length - 1)}x"`;
    const phrases = phrase.repeat(Math.floor((MOST_QUERY_CHARACTERS + more) / phrase.length));
    return phrases.padEnd(MOST_QUERY_CHARACTERS + more, 'x');
  });
const anything = fc.string({ unit: 'binary', maxLength: 60 });
/** Texts made of what the grammar looks at, so that most of them come near to something. */
const nearlyQueries = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['"', '“', '-', ' ', ' ', ' OR ', 'OR', ':', 'author:', 'org:', 'cat:', 'is:', 'upvotes:', 'AUTHOR:'],
        ...['cs.CL', 'math', 'code', '>20', '<=3', '=1', '9', '2603.07660', 'arXiv:', 'https://', '(', ')', '.', "'"],
        ...['the', 'robot', 'GPT-4', 'Ünïcode', '模型', '\u0301', '\u200f', '\ud800', '\0', '\n', '😀', '%', '_', '\\'],
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
