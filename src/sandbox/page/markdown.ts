/** A text as the page shows it. Every string in it is a text: no part is ever read as HTML. */
export type Markdown = readonly MarkdownNode[];

export type MarkdownNode =
  | string
  | { readonly kind: Wrapper; readonly children: Markdown }
  | { readonly kind: 'heading'; readonly level: number; readonly children: Markdown }
  /** `href` is http or https. */
  | { readonly kind: 'link'; readonly href: string; readonly children: Markdown }
  | { readonly kind: 'code' | 'block'; readonly text: string }
  /** `start` is the first number; absent for bullets. */
  | { readonly kind: 'list'; readonly start?: number; readonly items: readonly Markdown[] }
  | { readonly kind: 'time'; readonly seconds: number; readonly style: string }
  | { readonly kind: 'mention'; readonly text: string }
  /** A channel or thread that the reader may see. */
  | { readonly kind: 'channel'; readonly id: string; readonly text: string };

type Wrapper = 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler' | 'quote' | 'subtext';

/** What mentions are called before the person who reads them. */
export interface Names {
  user(id: string): string;
  role(id: string): string;
  /** Undefined if the reader may not see it. */
  channel(id: string): string | undefined;
}

interface Scope {
  readonly names: Names;
  /** Whether the text begins a line: what stands inside a bold text, a heading or a link does not. */
  readonly beginsLine: boolean;
  readonly inQuote: boolean;
  readonly inLink: boolean;
  readonly depth: number;
}

/** One form. `read` answers undefined if it is none after all; what it reads goes back into the parser by `inner`. */
interface Rule {
  readonly pattern: RegExp;
  readonly where?: 'line' | 'outside links';
  read(match: RegExpExecArray, inner: Inner, scope: Scope): MarkdownNode | undefined;
}

type Inner = (text: string | undefined, change?: Partial<Scope>) => Markdown;

/** Deeper ones are texts: each level is a level of the stack, here and in the browser. */
const MOST_NESTED = 20;
const BULLET = /^( *)([-*]|\d+\.) +/;
/** Of a place in a server, by its id; of a message in it too. */
const CHANNEL_ADDRESS = /^https:\/\/discord\.com\/channels\/\d{17,20}\/(\d{17,20})(?:\/\d{17,20})?$/;
/** Text up to the next character that may begin a form. */
const TEXT = /[^\\*_~|`<[@h\n]+|./sy;

/** Of these the longest that fits wins, as in the parser that Discord uses (simple-markdown): `***x***` is both. */
const EMPHASES: readonly (readonly [RegExp, Wrapper])[] = [
  [/\*(?=\S)((?:\*\*|\\.|\s+(?:\\.|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/sy, 'italic'],
  [/\b_((?:__|\\.|[^\\_])+?)_\b/sy, 'italic'],
  [/\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/sy, 'bold'],
  [/__((?:\\.|[^\\])+?)__(?!_)/sy, 'underline'],
  [/~~(.+?)~~(?!_)/sy, 'strike'],
  [/\|\|(.+?)\|\|/sy, 'spoiler'],
];

const RULES: readonly Rule[] = [
  {
    pattern: /(#{1,3}) +(\S[^\n]*)(?:\n|$)/y,
    where: 'line',
    read: ([, marks = '', text], inner) => ({ kind: 'heading', level: marks.length, children: inner(text) }),
  },
  {
    pattern: /-# +(\S[^\n]*)(?:\n|$)/y,
    where: 'line',
    read: ([, text], inner) => ({ kind: 'subtext', children: inner(text) }),
  },
  {
    pattern: / *(?:[-*]|\d+\.) +\S[^\n]*(?:\n(?: *(?:[-*]|\d+\.) +| {2,})\S[^\n]*)*\n?/y,
    where: 'line',
    read: ([all], inner) => readList(all, inner),
  },
  {
    pattern: /(?:> [^\n]*(?:\n|$))+|>>> .+/sy,
    where: 'line',
    read([all], inner, { inQuote }) {
      if (inQuote) return undefined;
      const text = all.startsWith('>>>') ? all.slice(4) : all.replace(/^> /gm, '').replace(/\n$/, '');
      return { kind: 'quote', children: inner(text, { inQuote: true, beginsLine: true }) };
    },
  },
  // In a link's label Discord honours no escapes.
  { pattern: /\\([^0-9A-Za-z\s])/y, where: 'outside links', read: ([, character]) => character },
  {
    pattern: /```(?:[\w+.#-]+\n)?(.+?)```\n?/sy,
    where: 'outside links',
    read: ([, text = '']) => ({ kind: 'block', text: text.replace(/^\n+|\n+$/g, '') }),
  },
  { pattern: /(`+)(.*?[^`])\1(?!`)/sy, read: ([, , text = '']) => ({ kind: 'code', text }) },
  {
    pattern:
      /\[((?:[^[\]]|\[[^[\]]*\])+)\]\(\s*(?:<([^\s<>]+)>|((?:[^\s()<>]|\([^\s()<>]*\))+))(?:\s+"[^"\n]*")?\s*\)/y,
    where: 'outside links',
    read([, label = '', enclosed, plain], inner, { names }) {
      // A label that holds an address would be a lure: Discord shows all of it as the text that it is.
      if (/https?:\/\//i.test(label)) return undefined;
      const address = enclosed ?? plain ?? '';
      const [, id] = CHANNEL_ADDRESS.exec(address) ?? [];
      if (id === undefined) return asLink(address, inner(label, { inLink: true }));
      // Named by its writer, and it leads nowhere for who cannot see it.
      const place = readMention('#', id, names);
      return place.kind === 'channel' ? { ...place, text: label } : { kind: 'mention', text: label };
    },
  },
  {
    // A message's address leads to its channel here, as in a client: the world behind it is this one.
    pattern: /https:\/\/discord\.com\/channels\/\d{17,20}\/(\d{17,20})(\/\d{17,20})?/y,
    where: 'outside links',
    read([, id = '', message], _inner, { names }) {
      const mention = readMention('#', id, names);
      return message !== undefined && mention.kind === 'channel'
        ? { ...mention, text: `${mention.text} › message` }
        : mention;
    },
  },
  {
    pattern: /<(https?:\/\/[^\s<>]+)>|(https?:\/\/[^\s<]+[^<.,:;"'\])\s])/y,
    where: 'outside links',
    read: ([, enclosed, plain]) => asLink(enclosed ?? plain, [enclosed ?? plain ?? '']),
  },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y,
    read: ([, seconds, style = 'f']) => ({ kind: 'time', seconds: Number(seconds), style }),
  },
  {
    pattern: /<(@!?|@&|#)(\d{17,20})>/y,
    where: 'outside links',
    read: ([, sign, id = ''], _inner, { names }) => readMention(sign, id, names),
  },
  { pattern: /@(?:everyone|here)/y, where: 'outside links', read: ([text]) => ({ kind: 'mention', text }) },
  {
    pattern: /<(\/[^\n:<>]{1,98}):\d{17,20}>/y,
    where: 'outside links',
    read: ([, text = '']) => ({ kind: 'mention', text }),
  },
  { pattern: /<a?(:\w{2,32}:)\d{17,20}>/y, read: ([, name]) => name },
];

/** Parses Discord's markdown. discord-api-docs, reference › Message Formatting */
export function parseMarkdown(text: string, names: Names): Markdown {
  return parse(text, { names, beginsLine: true, inQuote: false, inLink: false, depth: 0 });
}

/** The same within a line, as titles have it: no headings, lists or quotes, no links and no mentions. */
export function parseInline(text: string, names: Names): Markdown {
  return parse(text, { names, beginsLine: false, inQuote: false, inLink: true, depth: 0 });
}

/** Whether the page may link to it: http and https alone. */
export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol);
}

function parse(text: string, scope: Scope): Markdown {
  if (scope.depth > MOST_NESTED) return [text];
  const nodes: MarkdownNode[] = [];
  const inner: Inner = (within = '', change = {}) =>
    parse(within, { ...scope, beginsLine: false, ...change, depth: scope.depth + 1 });
  for (let at = 0; at < text.length; ) {
    const beginsLine = at === 0 ? scope.beginsLine : text[at - 1] === '\n';
    const { node, length } = readNext(text, at, { inner, scope: { ...scope, beginsLine } });
    const last = nodes.at(-1);
    if (typeof node === 'string' && typeof last === 'string') nodes.splice(-1, 1, last + node);
    else nodes.push(node);
    at += length;
  }
  return nodes;
}

function readNext(text: string, at: number, { inner, scope }: { inner: Inner; scope: Scope }) {
  for (const { pattern, where, read } of RULES) {
    if (where === 'line' ? !scope.beginsLine : where === 'outside links' && scope.inLink) continue;
    const match = matchAt(pattern, text, at);
    const node = match === null ? undefined : read(match, inner, scope);
    if (match !== null && node !== undefined) return { node, length: match[0].length };
  }
  const found = EMPHASES.flatMap(([pattern, kind]) => {
    const match = matchAt(pattern, text, at);
    return match === null ? [] : [{ kind, text: match[1], length: match[0].length }];
  });
  const [longest] = found.sort((a, b) => b.length - a.length);
  if (longest !== undefined) {
    return { node: { kind: longest.kind, children: inner(longest.text) }, length: longest.length };
  }
  const [plain = ''] = matchAt(TEXT, text, at) ?? [];
  return { node: plain, length: plain.length };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function asLink(href: string | undefined, children: Markdown): MarkdownNode | undefined {
  return href !== undefined && isWebAddress(href) ? { kind: 'link', href, children } : undefined;
}

function readMention(sign: string | undefined, id: string, names: Names): Exclude<MarkdownNode, string> {
  if (sign === '@&') return { kind: 'mention', text: `@${names.role(id)}` };
  if (sign !== '#') return { kind: 'mention', text: `@${names.user(id)}` };
  const name = names.channel(id);
  return name === undefined ? { kind: 'mention', text: '#no-access' } : { kind: 'channel', id, text: `#${name}` };
}

/** A list. What is indented further than its first line belongs to the item above it. */
function readList(list: string, inner: Inner): MarkdownNode {
  const [, indent = '', bullet = ''] = BULLET.exec(list) ?? [];
  const items: string[] = [];
  for (const line of list.replace(/\n$/, '').split('\n')) {
    const [prefix, own = ''] = BULLET.exec(line) ?? [];
    if (prefix !== undefined && own.length <= indent.length + 1) items.push(line.slice(prefix.length));
    else items.push(`${items.pop() ?? ''}\n${line.slice(Math.min(indent.length + 2, line.search(/\S|$/)))}`);
  }
  return {
    kind: 'list',
    ...(/\d/.test(bullet) && { start: Number.parseInt(bullet, 10) }),
    items: items.map((item) => inner(item, { beginsLine: true })),
  };
}
