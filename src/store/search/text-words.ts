import { crc32 } from 'node:zlib';
import { isStopWord } from '../../domain/search/words.ts';

/** Stands between two texts as a word that neither has: no phrase reaches from a title into the abstract. */
export const BOUNDARY = '\uE000';
const BETWEEN_WORDS = new RegExp(`[^\\p{L}\\p{N}${BOUNDARY}]+`, 'gu');

/** The words of a text in order, as phrases are compared: in lower case, without accents, nothing left out. */
export function wordsInOrder(...texts: readonly string[]): readonly string[] {
  return toRun(toBare(...texts))
    .split(' ')
    .filter(Boolean);
}

/** Texts in lower case, without accents. */
export function toBare(...texts: readonly string[]): string {
  return withoutAccents(texts.join(` ${BOUNDARY} `)).toLowerCase();
}

/** The words of a bare text with one space before, between and behind them. */
export function toRun(bare: string): string {
  return ` ${bare.replace(BETWEEN_WORDS, ' ').trim()} `;
}

/**
 * Each two words that follow each other, but for two common ones, as the index knows them: by a checksum of 24 bits, so
 * that a million papers have no more of them than the index can keep short. One in a hundred thousand papers seems to
 * have two words together that it has not.
 */
export function listPairs(words: readonly string[]): readonly string[] {
  return words.slice(1).flatMap((word, index) => {
    const before = words[index] ?? '';
    if ([before, word].includes(BOUNDARY) || (isStopWord(before) && isStopWord(word))) return [];
    return [(crc32(`${before} ${word}`) >>> 8).toString(36)];
  });
}

function withoutAccents(text: string): string {
  return !/[^\0-\x7f]/.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
}
