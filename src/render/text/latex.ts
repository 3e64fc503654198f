import { replace as toUnicode } from 'unicodeit';
import { remembering } from '../../domain/remembering.ts';

/** It tries thousands of signs at each call: milliseconds for a single letter, and the same few come again and again. */
const replace = remembering(toUnicode, { keyOf: (text) => text, most: 2_000 });

/** More than any message shows; what is longer is cut before it is worked on. */
const MOST_CHARACTERS = 6_000;
/** Commands that only say how their argument is set. */
const TRANSPARENT =
  /\\(?:text(?:bf|it|tt|rm|sc|sf|sl|normal)?|math(?:rm|it|tt|sf|normal)|emph|mbox|operatorname|boldsymbol|bm|underline|ensuremath)\s*\{([^{}]*)\}/g;
/** Commands whose argument says nothing outside of its document. */
const REFERENCE = /\\(?:cite[a-z]{0,2}|(?:eq|auto|c)?ref|label|footnote(?:mark)?)\s*\{[^{}]*\}/g;
/** What is left of maths: a script behind a letter, digit or bracket. Words_with_underscores are none. */
const SCRIPT = /([_^])(?:\{([^{}]{1,40})\}|([\d*+]))/g;
const ESCAPED = /\\([&%$#_{}])/g;
/** Stands for a dollar sign that LaTeX escaped, while the others are looked at. */
const DOLLAR = '\uE000';

/**
 * Text with its LaTeX made readable: commands become Unicode where Unicode has them, the rest loses its backslashes,
 * braces and dollar signs. Prices stay prices. Never throws, whatever it is given.
 */
export function plainMaths(text: string): string {
  const bounded = text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS).toWellFormed() : text;
  if (!/[\\$_^~{}]/.test(bounded)) return bounded;
  return (
    bounded
      .replaceAll('\\$', DOLLAR)
      .replace(REFERENCE, '')
      .replace(/\\\((.{1,400}?)\\\)/gs, (_, maths: string) => convert(maths))
      // A dollar sign opens maths only if no space follows, and closes it only if none precedes and no digit follows.
      .replace(/\$\$?(?=\S)([^$]{1,400}?)(?<=\S)\$\$?(?!\d)/g, (_, maths: string) => convert(maths))
      .replace(/(?:\\[a-zA-Z]+|[\p{L}\p{N})\]][_^](?=[{\d*+])).*/su, (rest) => convert(rest))
      .replace(/\\\\|\\(?=\s|$)/g, ' ')
      .replace(ESCAPED, '$1')
      .replaceAll(DOLLAR, '$')
  );
}

function convert(maths: string): string {
  const unwrapped = unwrap(maths.replace(ESCAPED, '$1'));
  return unwrapped
    .replace(SCRIPT, (_, sign: string, group: string | undefined, single: string | undefined) =>
      script(sign, group ?? single ?? ''),
    )
    .replace(/\\[a-zA-Z]+(?:\{[^{}]*\})?/g, (command) => replace(command).replace(/\\([a-zA-Z]+)/g, '$1'))
    .replace(/[{}]/g, '')
    .replace(/~/g, ' ');
}

/** From the inside out, a few levels deep: nobody nests more on purpose. */
function unwrap(maths: string): string {
  let text = maths;
  for (let level = 0; level < 4; level += 1) {
    text = text
      .replace(TRANSPARENT, '$1')
      .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, '$1/$2')
      .replace(/\\sqrt\s*\{([^{}]*)\}/g, '√$1')
      .replace(/\\(?:left|right|big|Big|displaystyle)\b\s*/g, '');
  }
  return text;
}

/** A subscript or superscript, if Unicode has every letter of it; numbers else stand plain, words keep their sign. */
function script(sign: string, content: string): string {
  const inner = content.replace(/\\[a-zA-Z]+/g, (command) => replace(command)).replace(/[{}\s]/g, '');
  const letters = [...inner].map((letter) => (letter === '*' ? letter : replace(`${sign}${letter}`)));
  if (letters.every((letter) => !letter.startsWith(sign))) return letters.join('');
  return /^[\d.,]+$/.test(inner) ? inner : `${sign}${inner}`;
}
