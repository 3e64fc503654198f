import { describe, expect, it } from 'vitest';
import { readChoices } from '../../../src/sandbox/validation/choices.ts';
import { readCommand, readCommands } from '../../../src/sandbox/validation/command.ts';
import { readNewMessage } from '../../../src/sandbox/validation/message.ts';
import { readModal } from '../../../src/sandbox/validation/modal.ts';
import {
  readForumPost,
  readNewThread,
  readThreadChange,
  readThreadFromMessage,
} from '../../../src/sandbox/validation/thread.ts';
import { many, refusals } from './refusals.ts';

/** What is measured, the least and the most of it that are taken, and a body that has so much. Absent: no such bound. */
type Row = readonly [what: string, least: number | undefined, most: number | undefined, read: (n: number) => unknown];

const V2 = 32_768;
// One character outside of the basic plane: Discord counts code points.
const text = (n: number) => '🎉'.repeat(n);
const ascii = (n: number) => 'x'.repeat(n);
const url = (n: number) => `https://example.org/${ascii(n - 'https://example.org/'.length)}`;
const ids = (n: number) => many(n, (index) => String(100_000_000_000_000_000n + BigInt(index)));
const message = (more: object) => readNewMessage({ content: 'x', ...more });
const v2 = (...components: readonly object[]) => readNewMessage({ flags: V2, components });
const display = (content = 'x') => ({ type: 10, content });
const displays = (n: number, content?: string) => many(n, () => display(content));
const button = (index: number, more: object = {}) => ({
  type: 2,
  style: 1,
  label: 'x',
  custom_id: `b${index}`,
  ...more,
});
const row = (...components: readonly object[]) => ({ type: 1, components });
const link = { type: 2, style: 5, label: 'x', url: 'https://example.org' };
const picture = (more: object = {}) => ({ media: { url: 'https://example.org/x.png' }, ...more });
const option = (index: number, more: object = {}) => ({ label: `${index}`, value: `${index}`, ...more });
const select = (more: object = {}, count = 25) => ({ type: 3, custom_id: 's', options: many(count, option), ...more });
const embed = (more: object) => message({ embeds: [more] });

const MESSAGES: readonly Row[] = [
  ['content', undefined, 2_000, (n) => readNewMessage({ content: text(n) })],
  ['a nonce', undefined, 25, (n) => message({ nonce: text(n) })],
  ['users of allowed_mentions', undefined, 100, (n) => message({ allowed_mentions: { users: ids(n) } })],
  ['roles of allowed_mentions', undefined, 100, (n) => message({ allowed_mentions: { roles: ids(n) } })],
  ['embeds', undefined, 10, (n) => message({ embeds: many(n, () => ({ title: 'x' })) })],
  ['an embed’s title', undefined, 256, (n) => embed({ title: text(n) })],
  ['an embed’s description', undefined, 4_096, (n) => embed({ description: text(n) })],
  ['an embed’s url', undefined, 2_048, (n) => embed({ title: 'x', url: url(n) })],
  ['an embed’s picture', undefined, 2_048, (n) => embed({ image: { url: url(n) } })],
  ['an embed’s thumbnail', undefined, 2_048, (n) => embed({ thumbnail: { url: url(n) } })],
  ['an embed’s colour', 0, 0xffffff, (n) => embed({ title: 'x', color: n })],
  ['an embed’s footer', 1, 2_048, (n) => embed({ footer: { text: text(n) } })],
  ['a footer’s icon', undefined, 2_048, (n) => embed({ footer: { text: 'x', icon_url: url(n) } })],
  ['an embed’s author', 1, 256, (n) => embed({ author: { name: text(n) } })],
  ['an author’s url', undefined, 2_048, (n) => embed({ author: { name: 'x', url: url(n) } })],
  ['an author’s icon', undefined, 2_048, (n) => embed({ author: { name: 'x', icon_url: url(n) } })],
  [
    'an embed’s fields',
    undefined,
    25,
    (n) => embed({ title: 'x', fields: many(n, () => ({ name: 'x', value: 'x' })) }),
  ],
  ['a field’s name', 1, 256, (n) => embed({ fields: [{ name: text(n), value: 'x' }] })],
  ['a field’s value', 1, 1_024, (n) => embed({ fields: [{ name: 'x', value: text(n) }] })],
  [
    'all texts of all embeds',
    undefined,
    6_000,
    (n) => message({ embeds: [{ description: ascii(3_000) }, { description: ascii(n - 3_000) }] }),
  ],
];

const COMPONENTS: readonly Row[] = [
  ['rows of a message', undefined, 5, (n) => message({ components: many(n, (index) => row(button(index))) })],
  ['buttons of a row', 1, 5, (n) => message({ components: [row(...many(n, (index) => button(index)))] })],
  [
    'selects of a row',
    1,
    1,
    (n) => message({ components: [row(...many(n, (index) => select({ custom_id: `s${index}` })))] }),
  ],
  ['a button’s label', 1, 80, (n) => message({ components: [row(button(0, { label: text(n) }))] })],
  ['a link’s url', undefined, 512, (n) => message({ components: [row({ ...link, url: url(n) })] })],
  ['a custom_id', 1, 100, (n) => message({ components: [row(button(0, { custom_id: text(n) }))] })],
  ['a component’s id', 0, 2_147_483_647, (n) => message({ components: [row(button(0, { id: n }))] })],
  [
    'the name of an emoji of a server',
    2,
    32,
    (n) => message({ components: [row(button(0, { emoji: { id: '1', name: ascii(n) } }))] }),
  ],
  ['options of a select', 1, 25, (n) => message({ components: [row(select({}, n))] })],
  [
    'an option’s label',
    1,
    100,
    (n) => message({ components: [row(select({ options: [option(0, { label: text(n) })] }))] }),
  ],
  [
    'an option’s value',
    1,
    100,
    (n) => message({ components: [row(select({ options: [option(0, { value: text(n) })] }))] }),
  ],
  [
    'an option’s description',
    undefined,
    100,
    (n) => message({ components: [row(select({ options: [option(0, { description: text(n) })] }))] }),
  ],
  ['a select’s placeholder', undefined, 150, (n) => message({ components: [row(select({ placeholder: text(n) }))] })],
  ['the least to choose', 0, 25, (n) => message({ components: [row(select({ min_values: n, max_values: 25 }))] })],
  ['the most to choose', 1, 25, (n) => message({ components: [row(select({ min_values: 0, max_values: n }))] })],
  [
    'default values of a select',
    undefined,
    25,
    (n) =>
      message({
        components: [
          row({
            type: 8,
            custom_id: 's',
            max_values: 25,
            default_values: ids(n).map((id) => ({ id, type: 'channel' })),
          }),
        ],
      }),
  ],
  ['components of a message', undefined, 40, (n) => v2(...displays(n))],
  ['nested components of a message', undefined, 40, (n) => v2({ type: 17, components: displays(n - 1) })],
  ['components of a container', 1, 39, (n) => v2({ type: 17, components: displays(n) })],
  ['a container’s colour', 0, 0xffffff, (n) => v2({ type: 17, accent_color: n, components: [display()] })],
  ['a text', 1, 4_000, (n) => v2(display(ascii(n)))],
  ['all texts', undefined, 4_000, (n) => v2(display(ascii(2_000)), display(ascii(n - 2_000)))],
  ['bytes of all texts', undefined, 10_170 - 2 * 12, (n) => v2(display(text(2_250)), display(ascii(n - 9_000)))],
  ['texts of a section', 1, 3, (n) => v2({ type: 9, components: displays(n), accessory: link })],
  ['pictures of a gallery', 1, 10, (n) => v2({ type: 12, items: many(n, () => picture()) })],
  [
    'pictures of a message',
    undefined,
    64,
    (n) =>
      v2(...many(6, () => ({ type: 12, items: many(10, () => picture()) })), {
        type: 12,
        items: many(n - 60, () => picture()),
      }),
  ],
  ['a picture’s description', 1, 1_024, (n) => v2({ type: 12, items: [picture({ description: text(n) })] })],
  ['a picture’s url', undefined, 2_048, (n) => v2({ type: 12, items: [{ media: { url: url(n) } }] })],
  ['the spacing of a separator', 1, 2, (n) => v2({ type: 14, spacing: n })],
];

const input = (more: object) => ({ type: 18, label: 'x', component: { type: 4, custom_id: 'i', style: 1, ...more } });
const labelled = (component: object) =>
  modal({ components: [{ type: 18, label: 'x', component: { custom_id: 'c', ...component } }] });
const modal = (more: object) => readModal({ custom_id: 'm', title: 'x', components: [input({})], ...more });

const MODALS: readonly Row[] = [
  ['a modal’s custom_id', 1, 100, (n) => modal({ custom_id: text(n) })],
  ['a modal’s title', 1, 45, (n) => modal({ title: text(n) })],
  ['components of a modal', 1, 5, (n) => modal({ components: many(n, (index) => input({ custom_id: `${index}` })) })],
  ['a label', 1, 45, (n) => modal({ components: [{ ...input({}), label: text(n) }] })],
  ['a label’s description', 1, 100, (n) => modal({ components: [{ ...input({}), description: text(n) }] })],
  [
    'a text input’s own label',
    1,
    45,
    (n) => modal({ components: [row({ type: 4, custom_id: 'i', style: 1, label: text(n) })] }),
  ],
  [
    'text inputs of a row',
    1,
    1,
    (n) =>
      modal({ components: [row(...many(n, (index) => ({ type: 4, custom_id: `${index}`, style: 1, label: 'x' })))] }),
  ],
  ['the style of a text input', 1, 2, (n) => modal({ components: [input({ style: n })] })],
  ['min_length of a text input', 0, 4_000, (n) => modal({ components: [input({ min_length: n })] })],
  ['max_length of a text input', 1, 4_000, (n) => modal({ components: [input({ max_length: n })] })],
  ['the value of a text input', undefined, 4_000, (n) => modal({ components: [input({ value: text(n) })] })],
  ['the placeholder of a text input', undefined, 100, (n) => modal({ components: [input({ placeholder: text(n) })] })],
  ['min_values of a file upload', 0, 10, (n) => labelled({ type: 19, min_values: n, max_values: 10, required: false })],
  ['max_values of a file upload', 1, 10, (n) => labelled({ type: 19, max_values: n })],
  ['options of a radio group', 2, 10, (n) => labelled({ type: 21, options: many(n, option) })],
  ['options of a checkbox group', 1, 10, (n) => labelled({ type: 22, options: many(n, option) })],
  ['max_values of a checkbox group', 1, 10, (n) => labelled({ type: 22, max_values: n, options: many(10, option) })],
];

const command = (more: object) => readCommand({ name: 'ask', description: 'x', ...more });
const typed = (more: object) => command({ options: [{ type: 3, name: 'what', description: 'x', ...more }] });
const named = (n: number, type = 1) =>
  many(n, (index) => ({ name: `c${index}`, type, ...(type === 1 && { description: 'x' }) }));
const choice = (index: number, more: object = {}) => ({ name: `${index}`, value: `${index}`, ...more });
const inner = (index: number) => ({ type: 1, name: `s${index}`, description: 'x' });

const COMMANDS: readonly Row[] = [
  ['slash commands', undefined, 100, (n) => readCommands(named(n))],
  ['user commands', undefined, 15, (n) => readCommands(named(n, 2))],
  ['message commands', undefined, 15, (n) => readCommands(named(n, 3))],
  ['a command’s name', 1, 32, (n) => command({ name: ascii(n) })],
  ['a user command’s name', 1, 32, (n) => readCommand({ type: 2, name: text(n) })],
  ['a command’s description', 1, 100, (n) => command({ description: text(n) })],
  ['a translated name', 1, 32, (n) => command({ name_localizations: { de: ascii(n) } })],
  ['a translated description', 1, 100, (n) => command({ description_localizations: { de: text(n) } })],
  ['contexts', 1, 3, (n) => command({ contexts: many(n, (index) => index) })],
  ['integration types', 1, 2, (n) => command({ integration_types: many(n, (index) => index) })],
  [
    // The bound itself is 2 to the 54th: counted from five below it, since a number cannot tell it from its neighbours.
    'default_member_permissions',
    undefined,
    5,
    (n) => command({ default_member_permissions: String(2n ** 54n - 5n + BigInt(n)) }),
  ],
  [
    'options',
    undefined,
    25,
    (n) => command({ options: many(n, (index) => ({ type: 3, name: `o${index}`, description: 'x' })) }),
  ],
  ['an option’s name', 1, 32, (n) => typed({ name: ascii(n) })],
  ['an option’s description', 1, 100, (n) => typed({ description: text(n) })],
  ['choices', undefined, 25, (n) => typed({ choices: many(n, choice) })],
  ['a choice’s name', 1, 100, (n) => typed({ choices: [choice(0, { name: text(n) })] })],
  ['a choice’s value', 1, 100, (n) => typed({ choices: [choice(0, { value: text(n) })] })],
  ['min_length', 0, 6_000, (n) => typed({ min_length: n })],
  ['max_length', 1, 6_000, (n) => typed({ max_length: n })],
  ['min_value', -(2 ** 53 - 1), 2 ** 53 - 1, (n) => typed({ type: 4, min_value: n })],
  ['max_value', -(2 ** 53 - 1), 2 ** 53 - 1, (n) => typed({ type: 4, max_value: n })],
  [
    'subcommands of a group',
    1,
    25,
    (n) => command({ options: [{ type: 2, name: 'g', description: 'x', options: many(n, inner) }] }),
  ],
  [
    'options of a subcommand',
    undefined,
    25,
    (n) =>
      command({
        options: [{ ...inner(0), options: many(n, (index) => ({ type: 3, name: `o${index}`, description: 'x' })) }],
      }),
  ],
  ['characters of a command', undefined, 8_000, (n) => command(sized(n))],
  ['offered choices', undefined, 25, (n) => readChoices({ choices: many(n, choice) })],
  ['an offered choice’s name', 1, 100, (n) => readChoices({ choices: [choice(0, { name: text(n) })] })],
  ['an offered choice’s value', 1, 100, (n) => readChoices({ choices: [choice(0, { value: text(n) })] })],
  [
    'an offered whole number',
    -(2 ** 53 - 1),
    2 ** 53 - 1,
    (n) => readChoices({ choices: [choice(0, { value: n })] }, { type: 4 }),
  ],
];

/** A command of so many characters, its own name and description included. */
function sized(characters: number): object {
  const of = (index: number, more: number) =>
    choice(index, { name: `${index}`.padStart(100, 'x'), value: `${index}`.padStart(more, 'y') });
  // Two options with 19 choices of 200 characters, and what is missing in a third.
  const whole = many(2, (at) => ({
    type: 3,
    name: `o${at}`,
    description: 'x',
    choices: many(19, (index) => of(index, 100)),
  }));
  const left = characters - 'ask'.length - 1 - 2 * (3 + 19 * 200) - 3 - 200;
  const last = {
    type: 3,
    name: 'o2',
    description: 'x',
    choices: [
      of(0, 100),
      choice(1, { name: 'z'.repeat(Math.floor(left / 2)), value: 'z'.repeat(Math.ceil(left / 2)) }),
    ],
  };
  return { options: [...whole, last] };
}

const post = (more: object) => readForumPost({ name: 'x', message: { content: 'x' }, ...more });

const THREADS: readonly Row[] = [
  ['the name of a thread from a message', 1, 100, (n) => readThreadFromMessage({ name: text(n) })],
  ['the name of a thread', 1, 100, (n) => readNewThread({ name: text(n) })],
  ['the name of a post', 1, 100, (n) => post({ name: text(n) })],
  ['a new name', 1, 100, (n) => readThreadChange({ name: text(n) })],
  ['slowmode', 0, 21_600, (n) => readThreadFromMessage({ name: 'x', rate_limit_per_user: n })],
  ['slowmode of a post', 0, 21_600, (n) => post({ rate_limit_per_user: n })],
  ['another slowmode', 0, 21_600, (n) => readThreadChange({ rate_limit_per_user: n })],
  ['tags of a post', undefined, 5, (n) => post({ applied_tags: ids(n) })],
  ['other tags of a post', undefined, 5, (n) => readThreadChange({ applied_tags: ids(n) })],
  ['the starter of a post', undefined, 2_000, (n) => post({ message: { content: text(n) } })],
];

describe.each([
  ['messages', MESSAGES],
  ['components', COMPONENTS],
  ['modals', MODALS],
  ['commands', COMMANDS],
  ['threads', THREADS],
] as const)('of %s', (_, rows) => {
  it.each(rows)('%s: from %s to %s, one below, at and one above', (_what, least, most, read) => {
    const isTaken = (n: number) => refusals(() => read(n)).length === 0;
    if (least !== undefined) {
      expect([least - 1, least].map(isTaken)).toEqual([false, true]);
      if (least !== most) expect(isTaken(least + 1)).toBe(true);
    }
    if (most !== undefined) {
      expect([most, most + 1].map(isTaken)).toEqual([true, false]);
      if (least !== most) expect(isTaken(most - 1)).toBe(true);
    }
  });
});

it.each([60, 1_440, 4_320, 10_080])('a thread is archived after %i minutes, and not one more or less', (minutes) => {
  const read = (given: number) =>
    refusals(() => readNewThread({ name: 'x', auto_archive_duration: given })).length === 0;
  expect([minutes - 1, minutes, minutes + 1].map(read)).toEqual([false, true, false]);
});
