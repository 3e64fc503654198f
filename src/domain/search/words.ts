/**
 * Words as search compares them: the one place that decides where a word begins and ends, for papers and for queries
 * alike. Case, accents, LaTeX and Greek letters make no difference.
 */

/** A run of letters and digits, with what hyphens, dots and the like join to it: `state-of-the-art`, `Qwen2.5-VL`. */
const CHUNK = /[\p{L}\p{N}\p{M}'’]+(?:[-‐‑_/.^+][\p{L}\p{N}\p{M}'’]+)*/gu;
const JOINTS = /[-‐‑_/.^+]/;
/** Longer chains are addresses and the like. */
const MOST_JOINED = 5;
/** Nobody types a longer word; what is longer is cut, the same for papers and for queries. */
const MOST_CHARACTERS = 40;
/** Parts of a word in camel case that stand for themselves: `Attention` of `FlashAttention`, not the `Mo` of `MoE`. */
const LEAST_PART = 4;

/** Commands that only say how their argument is set. */
const SETTING = /\\(?:text\w*|math\w*|emph|operatorname|mbox|boldsymbol|bm|left|right|displaystyle)\b/g;
const ACCENT = /\\["'`^~=.](?:\{([a-zA-Z])\}|([a-zA-Z]))/g;

const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'epsilon',
  ζ: 'zeta',
  η: 'eta',
  θ: 'theta',
  ι: 'iota',
  κ: 'kappa',
  λ: 'lambda',
  μ: 'mu',
  ν: 'nu',
  ξ: 'xi',
  π: 'pi',
  ρ: 'rho',
  σ: 'sigma',
  τ: 'tau',
  φ: 'phi',
  χ: 'chi',
  ψ: 'psi',
  ω: 'omega',
};

/** Of the Snowball project's English list: too common to say anything. */
const STOP_WORDS = new Set(
  (
    'i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself ' +
    'it its itself they them their theirs themselves what which who whom this that these those am is are was were be ' +
    'been being have has had having do does did doing a an the and but if or because as until while of at by for ' +
    'with about against between into through during before after above below to from up down in out on off over ' +
    'under again further then once here there when where why how all any both each few more most other some such no ' +
    'nor not only own same so than too very s t can will just don should now'
  ).split(' '),
);

/** Whether a folded word is so common that search leaves it out. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

/** The words of a text in order, folded, each part of `vision-language` by itself; common ones included. */
export function wordsOf(text: string): readonly string[] {
  return chunksOf(text).flatMap(({ parts }) => parts.map(fold).filter((word) => word !== ''));
}

/** A word as somebody typed it: its parts, and what they are when written as one. */
export interface SpelledWord {
  /** Folded, common ones left out if others remain. */
  readonly parts: readonly string[];
  /** `gpt4` of `GPT-4`; absent if there is only one part. */
  readonly joined?: string;
}

/** What a typed word, or several, may look like in a paper. */
export function spell(text: string): readonly SpelledWord[] {
  return chunksOf(text).flatMap(({ parts }) => {
    const folded = parts.map(fold).filter((word) => word !== '');
    const telling = folded.filter((word) => !isStopWord(word));
    if (telling.length === 0) return [];
    return [{ parts: telling, ...(folded.length > 1 && { joined: join(folded) }) }];
  });
}

/**
 * Every word under which a text is found, each once, common ones left out: its words; what hyphens join, written as one
 * (`gpt4` of `GPT-4`); what camel case joins (`deepseek` of `DeepSeekMoE`); and the name before a number (`qwen` of
 * `Qwen2`).
 */
export function indexWords(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { parts } of chunksOf(text)) {
    for (const part of parts) for (const word of variantsOf(part)) found.add(word);
    if (parts.length > 1 && parts.length <= MOST_JOINED) found.add(join(parts.map(fold)));
  }
  for (const word of found) if (!isTelling(word)) found.delete(word);
  return found;
}

/** The words of a text, each with the variants under which it is found: `deepseek`, `deep` and `seek` of `DeepSeek`. */
export function variantsInOrder(text: string): readonly (readonly string[])[] {
  return chunksOf(text)
    .flatMap(({ parts }) => parts.map((part) => [...variantsOf(part)].filter(isTelling)))
    .filter((variants) => variants.length > 0);
}

function isTelling(word: string): boolean {
  return word !== '' && !isStopWord(word);
}

interface Chunk {
  /** Not folded: camel case is still to be seen. */
  readonly parts: readonly string[];
}

function chunksOf(text: string): readonly Chunk[] {
  return [...untex(text).matchAll(CHUNK)].map(([chunk]) => ({ parts: chunk.split(JOINTS) }));
}

function untex(text: string): string {
  if (!/[\\${}]/.test(text)) return text;
  return text
    .replace(ACCENT, (_, braced: string | undefined, bare: string | undefined) => braced ?? bare ?? '')
    .replace(SETTING, ' ')
    .replace(/\\([a-zA-Z]+)/g, ' $1')
    .replace(/[{}$\\]/g, '');
}

function fold(part: string): string {
  const lower = part.toLowerCase();
  if (/^[a-z0-9]+$/.test(lower)) return lower.slice(0, MOST_CHARACTERS);
  const bare = lower.normalize('NFKD').replace(/[\p{M}'’]/gu, '');
  return cut(
    bare
      .toLowerCase()
      .replace(/[α-ω]/g, (letter) => GREEK[letter] ?? letter)
      .replace(/[^\p{L}\p{N}]/gu, ''),
  );
}

function cut(word: string): string {
  return word.length <= MOST_CHARACTERS ? word : word.slice(0, MOST_CHARACTERS).toWellFormed();
}

function join(parts: readonly string[]): string {
  return cut(parts.join(''));
}

function* variantsOf(part: string): Iterable<string> {
  const whole = fold(part);
  yield whole;
  const [, name] = /^([a-z]{2,})\d+$/.exec(whole) ?? [];
  if (name !== undefined) yield name;
  const humps = part.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u);
  if (humps.length === 1 || humps.length > MOST_JOINED) return;
  for (const [index, hump] of humps.entries()) {
    if (hump.length >= LEAST_PART) yield fold(hump);
    if (index > 0) yield join(humps.slice(0, index + 1).map(fold));
  }
}
