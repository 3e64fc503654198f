/** A text as its words: lower case, without accents, marks and plural endings. `.` stands between sentences. */
export function readWords(text: string): readonly string[] {
  return (
    fold(text)
      .match(/[\p{L}\p{N}]+|[.;!?]/gu)
      ?.map(toSingular) ?? []
  );
}

/** What a term was put into an index for, wherever it stands. */
export interface TermIndex<T> {
  /** Calls `found` for each term at each place, with the place of its first word. */
  scan(words: readonly string[], found: (value: T, place: number) => void): void;
}

interface Entry<T> {
  /** After the first one. */
  readonly rest: readonly string[];
  /** How the last word begins, if the term leaves its ending open. */
  readonly stem?: string;
  readonly value: T;
}

/** So long is what all words with an open ending are looked up by. */
const STEM = 3;

/**
 * Finds many terms in one pass over a text: what a text costs hangs on its length, not on how many terms there are.
 *
 * @param terms words or phrases; a `*` at the end, after three letters or more, stands for any ending
 */
export function indexTerms<T>(terms: Iterable<readonly [term: string, value: T]>): TermIndex<T> {
  const whole = new Map<string, Entry<T>[]>();
  const open = new Map<string, Entry<T>[]>();
  for (const [term, value] of terms) {
    const isOpen = term.endsWith('*');
    const words = fold(term).match(/[\p{L}\p{N}]+/gu) ?? [];
    const stem = isOpen ? words.pop() : undefined;
    const [first, ...rest] = words.map(toSingular);
    const entry = { rest, value, ...(stem !== undefined && { stem }) };
    const [map, key] = first === undefined ? [open, (stem ?? '').slice(0, STEM)] : [whole, first];
    map.set(key, [...(map.get(key) ?? []), entry]);
  }
  return {
    scan(words, found) {
      for (const [place, word] of words.entries()) {
        for (const entry of whole.get(word) ?? []) if (stands(entry, words, place)) found(entry.value, place);
        for (const { stem = '', value } of open.get(word.slice(0, STEM)) ?? []) {
          if (word.startsWith(stem)) found(value, place);
        }
      }
    },
  };
}

function stands({ rest, stem }: Entry<unknown>, words: readonly string[], place: number): boolean {
  const next = place + 1 + rest.length;
  return (
    rest.every((word, index) => words[place + 1 + index] === word) &&
    (stem === undefined || (words[next]?.startsWith(stem) ?? false))
  );
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function toSingular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}
