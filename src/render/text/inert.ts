import { plainMaths } from './latex.ts';

/** Where outside text stands: in running text, where a backslash escapes, or as the label of a link, where none does. */
export type Place = 'text' | 'label';

/** A letter may carry so many marks; towers of them would cover the lines above. */
const MOST_MARKS = 4;
const NOTHING = '(untitled)';

/**
 * Makes text from outside inert: whatever it holds, Discord shows it as text. It pings nobody, opens no link, changes
 * no layout. On one line; LaTeX becomes Unicode. Never empty.
 */
export function inert(text: string, place: Place): string {
  const plain = tidy(text);
  return place === 'label' ? asLabel(plain) : escapeMarkdown(plain);
}

/** A word, with what hyphens and the like join to it. */
const WORD = /[\p{L}\p{N}\p{M}'’]+(?:[-_/.^+][\p{L}\p{N}\p{M}'’]+)*/gu;

/** {@link inert}, with the words in bold of which `isMatch` is true. */
export function inertMarked(text: string, place: Place, isMatch: (word: string) => boolean): string {
  const plain = tidy(text);
  const escaped = place === 'label' ? replaceSigns : escapeMarkdown;
  const parts: string[] = [];
  let end = 0;
  for (const { 0: word, index } of plain.matchAll(WORD)) {
    if (!isMatch(word)) continue;
    parts.push(escaped(plain.slice(end, index)), '**', escaped(word), '**');
    end = index + word.length;
  }
  return parts.length === 0 ? inert(text, place) : [...parts, escaped(plain.slice(end))].join('');
}

/** The same for places that show no markdown: names of threads, labels of select options and choices. */
export function plain(text: string): string {
  return tidy(text);
}

/**
 * An address that is safe as the target of a masked link or a button. @returns undefined if it is not http(s), or its
 * host has no dot: Discord refuses those, and with them the whole message
 */
export function linkTarget(url: string): string | undefined {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  const { hostname, href } = new URL(url);
  if (!hostname.includes('.')) return undefined;
  return href.replace(/[()<>\s\\|*_~`]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `[label](url)`, with the label made inert. @param url of our own making, or through {@link linkTarget} */
export function maskedLink(label: string, url: string, isMatch?: (word: string) => boolean): string {
  return `[${isMatch === undefined ? inert(label, 'label') : inertMarked(label, 'label', isMatch)}](${url})`;
}

function tidy(text: string): string {
  const visible = plainMaths(text.toWellFormed())
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    // Control and format characters: they hide text or turn its direction. Joiners stay where they join (emoji, Indic).
    .replace(/(?!\u200D|\u200C|\p{White_Space})[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2800\u115F\u1160\u3164\uFFA0]/gu, '')
    .replace(
      /(?<![\p{L}\p{M}\p{Extended_Pictographic}])[\u200C\u200D]+|[\u200C\u200D]+(?![\p{L}\p{Extended_Pictographic}])/gu,
      '',
    )
    .replace(new RegExp(`(\\p{M}{${MOST_MARKS}})\\p{M}+`, 'gu'), '$1')
    .trim();
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(visible) ? visible : NOTHING;
}

/**
 * Inside a link's label Discord honours no escapes (discord-api-docs issue 6185), and a label that holds an address
 * stops being one (7721): what could act is replaced by what looks like it.
 */
function asLabel(text: string): string {
  const replaced = replaceSigns(text);
  return replaced.trim() === '' ? NOTHING : replaced;
}

function replaceSigns(text: string): string {
  return text.replace(/:\/\//g, ':∕∕').replace(/[[\]<>*_~|`\\@]/g, (sign) => LOOKALIKES[sign] ?? '');
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '[': '(',
  ']': ')',
  '<': '‹',
  '>': '›',
  '*': '∗',
  _: 'ˍ',
  '~': '∼',
  '|': '∣',
  '`': '’',
  '\\': '∖',
  '@': '＠',
};

/** Everywhere a sign could act: marks, links, mentions, custom emoji, timestamps; and at a line's start headings, lists, quotes. */
function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/[\\*_~|`<>[\]]/g, '\\$&')
      .replace(/^[#+-]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
      // A bare address becomes a link whatever is escaped around it; a zero-width space ends it before it begins.
      .replace(/:(?=\/\/)/g, ':\u200B')
      .replace(/@(?=everyone|here)/gi, '@\u200B')
      .replace(/(?<=\bdiscord)\.(?=gg\b)/gi, '.\u200B')
  );
}
