import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Markdown, type MarkdownNode, parseMarkdown } from '../../../src/sandbox/page/markdown.ts';
import { growthOf, STRAIGHT } from '../../support/growth.ts';
import { anyText } from '../../support/papers/hostile.ts';

const ID = '123456789012345678';
const HIDDEN = '123456789012345679';
const names = {
  user: () => 'Ada',
  role: () => 'readers',
  channel: (id: string) => (id === ID ? 'papers' : undefined),
};
const parse = (text: string) => parseMarkdown(text, names);

function flatten(nodes: Markdown): readonly MarkdownNode[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return [node];
    if ('children' in node) return [node, ...flatten(node.children)];
    return 'items' in node ? [node, ...node.items.flatMap(flatten)] : [node];
  });
}

describe('markdown', () => {
  test.each<[string, Markdown]>([
    ['**b**', [{ kind: 'bold', children: ['b'] }]],
    ['*i* _j_', [{ kind: 'italic', children: ['i'] }, ' ', { kind: 'italic', children: ['j'] }]],
    ['__u__ ~~s~~', [{ kind: 'underline', children: ['u'] }, ' ', { kind: 'strike', children: ['s'] }]],
    ['***x***', [{ kind: 'italic', children: [{ kind: 'bold', children: ['x'] }] }]],
    ['||no||', [{ kind: 'spoiler', children: ['no'] }]],
    ['snake_case_word', ['snake_case_word']],
    ['`*a*` ``b`c``', [{ kind: 'code', text: '*a*' }, ' ', { kind: 'code', text: 'b`c' }]],
    ['```js\nlet a;\n```\nafter', [{ kind: 'block', text: 'let a;' }, 'after']],
    ['\\*a\\* \\# b', ['*a* # b']],
    ['中文**粗**体', ['中文', { kind: 'bold', children: ['粗'] }, '体']],
  ])('of %j is read within a line', (text, tree) => {
    expect(parse(text)).toEqual(tree);
  });

  test.each<[string, Markdown]>([
    [
      '## A\n-# b',
      [
        { kind: 'heading', level: 2, children: ['A'] },
        { kind: 'subtext', children: ['b'] },
      ],
    ],
    ['x # y', ['x # y']],
    ['#### four', ['#### four']],
    ['**# x**', [{ kind: 'bold', children: ['# x'] }]],
    ['> a\n> b\nc', [{ kind: 'quote', children: ['a\nb'] }, 'c']],
    ['>>> a\nb', [{ kind: 'quote', children: ['a\nb'] }]],
    ['- a\n- b\n  - c', [{ kind: 'list', items: [['a'], ['b\n', { kind: 'list', items: [['c']] }]] }]],
    ['3. x\n4. y\nz', [{ kind: 'list', start: 3, items: [['x'], ['y']] }, 'z']],
    ['-no', ['-no']],
  ])('of %j is read by lines', (text, tree) => {
    expect(parse(text)).toEqual(tree);
  });

  test.each<[string, MarkdownNode]>([
    ['<t:1700000000>', { kind: 'time', seconds: 1_700_000_000, style: 'f' }],
    ['<t:1700000000:R>', { kind: 'time', seconds: 1_700_000_000, style: 'R' }],
    ['<t:-5:s>', { kind: 'time', seconds: -5, style: 's' }],
    [`<@${ID}>`, { kind: 'mention', text: '@Ada' }],
    [`<@&${ID}>`, { kind: 'mention', text: '@readers' }],
    [`<#${ID}>`, { kind: 'channel', id: ID, text: '#papers' }],
    [`<#${HIDDEN}>`, { kind: 'mention', text: '#no-access' }],
    [`</topics list:${ID}>`, { kind: 'mention', text: '/topics list' }],
    [`https://discord.com/channels/${ID}/${ID}/${ID}`, { kind: 'channel', id: ID, text: '#papers › message' }],
    [`https://discord.com/channels/${ID}/${HIDDEN}`, { kind: 'mention', text: '#no-access' }],
    [`[talk *a*](https://discord.com/channels/${ID}/${ID})`, { kind: 'channel', id: ID, text: 'talk *a*' }],
    [`[talk](https://discord.com/channels/${ID}/${HIDDEN})`, { kind: 'mention', text: 'talk' }],
    ['@everyone', { kind: 'mention', text: '@everyone' }],
  ])('of %j names what is meant', (text, node) => {
    expect(parse(text)).toEqual([node]);
  });

  test.each<[string, string, Markdown]>([
    ['[a (b)](https://x.y/z)', 'https://x.y/z', ['a (b)']],
    ['[a](<https://x.y>)', 'https://x.y', ['a']],
    ['[a](https://x.y/q_(r))', 'https://x.y/q_(r)', ['a']],
    ['[a](https://x.y "title")', 'https://x.y', ['a']],
    ['<https://x.y>', 'https://x.y', ['https://x.y']],
    ['https://x.y/z', 'https://x.y/z', ['https://x.y/z']],
    // As on Discord: no escapes and no mentions in a label.
    ['[\\*a](https://x.y)', 'https://x.y', ['\\*a']],
    [`[<#${ID}>](https://x.y)`, 'https://x.y', [`<#${ID}>`]],
  ])('of %j is a link', (text, href, children) => {
    expect(parse(text)).toEqual([{ kind: 'link', href, children }]);
  });

  test.each([
    '<script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](<javascript:alert(1)>)',
    '[x](data:text/html,<script>)',
    '[x](//evil.example)',
    '[x](/page/do)',
    '<javascript:alert(1)>',
    '<img src=x onerror=alert(1)>',
  ])('of hostile %j is the text that it is', (text) => {
    expect(parse(text)).toEqual([text]);
  });

  test('of a label that holds an address does not lead elsewhere', () => {
    for (const node of flatten(parse('[https://good.example](https://evil.example)'))) {
      if (typeof node === 'object' && node.kind === 'link') expect(node.children).toEqual([node.href]);
    }
  });

  const pieces = [
    '[',
    '](',
    ')',
    '*',
    '_',
    '|',
    '~',
    '`',
    '\n',
    '- ',
    '> ',
    '# ',
    '<',
    '>',
    '\\',
    ' ',
    'a',
    'https://a.b',
    'javascript:',
    '<t:1>',
    '1. ',
  ];
  const hostile = fc.array(fc.oneof(fc.constantFrom(...pieces), anyText), { maxLength: 200 });

  test('of any text has only links to web pages, and ends', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        for (const node of flatten(parse(parts.join('')))) {
          if (typeof node === 'object' && node.kind === 'link') expect(node.href).toMatch(/^https?:\/\//i);
        }
      }),
    );
  });

  test.each(pieces)('of %j again and again is read soon, however long', (piece) => {
    expect(growthOf((times) => parse(piece.repeat(times)), 1_000)).toBeLessThan(STRAIGHT);
  });
});
