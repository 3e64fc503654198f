import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer, readDeferral, readNewMessage, readStarter } from '../../../src/sandbox/validation/message.ts';
import { many, refusals, wordings } from './refusals.ts';

const V2 = 32_768;
const text = (content: string) => ({ type: 10, content });
const refusedNew = (body: unknown) => refusals(() => readNewMessage(body));

describe('content', () => {
  it('holds 2000 characters, counted in code points', () => {
    expect(refusedNew({ content: 'x' })).toEqual([]);
    for (const sign of ['x', '深', '🎉']) {
      expect(refusedNew({ content: sign.repeat(2_000) })).toEqual([]);
      expect(refusedNew({ content: sign.repeat(2_001) })).toEqual(['content BASE_TYPE_MAX_LENGTH']);
    }
    expect(wordings(() => readNewMessage({ content: 'x'.repeat(2_001) }))).toEqual([
      'Must be 2000 or fewer in length.',
    ]);
  });

  it('is a text', () => expect(refusedNew({ content: 5 })).toEqual(['content STRING_TYPE_CONVERT']));

  it('or something else has to be there', () => {
    for (const body of [
      {},
      { content: '' },
      { content: null, embeds: null, components: null },
      { content: ' \n\t' },
      { embeds: [], components: [] },
      { flags: V2 },
      { flags: V2, components: [] },
    ]) {
      expect(refusedNew(body)).toEqual(['400 50006']);
    }
    expect(refusedNew({ embeds: [{ title: 'x' }] })).toEqual([]);
    expect(refusedNew({ flags: V2, components: [text('x')] })).toEqual([]);
  });

  it('comes back as it was written, and with nothing that Discord does not know', () =>
    expect(readNewMessage({ content: ' x ', tts: true, unknown: { a: 1 }, flags: 4 })).toEqual({
      content: ' x ',
      tts: true,
      flags: 4,
    }));
});

describe('readNewMessage', () => {
  it('refuses what is no object', () => {
    for (const body of [[], 'x', 1]) expect(refusedNew(body)).toEqual(['MODEL_TYPE_CONVERT']);
    for (const body of [undefined, null]) expect(refusedNew(body)).toEqual(['BASE_TYPE_REQUIRED']);
  });

  it.each([4, 4_096, 4 | 4_096])('takes the flags %i', (flags) =>
    expect(refusedNew({ content: 'x', flags })).toEqual([]),
  );

  it.each([1, 2, 8, 16, 32, 64, 128, 8_192, 16_384, 65_536])('refuses the flag %i, which cannot be set', (flags) =>
    expect(refusedNew({ content: 'x', flags })).toEqual(['flags MESSAGE_FLAGS_NOT_SETTABLE']),
  );

  it('refuses flags that are none', () => {
    expect(refusedNew({ content: 'x', flags: '4' })).toEqual(['flags NUMBER_TYPE_COERCE']);
    expect(refusedNew({ content: 'x', flags: -1 })).toEqual(['flags NUMBER_TYPE_MIN']);
    expect(refusedNew({ content: 'x', flags: 1.5 })).toEqual(['flags NUMBER_TYPE_COERCE']);
  });

  it('takes a nonce that is an integer, or a text of 25 characters', () => {
    for (const nonce of ['', 'x'.repeat(25), '🎉'.repeat(25), 0, -5, 1_563_000_000_000_000_000]) {
      expect(readNewMessage({ content: 'x', nonce, enforce_nonce: true })).toMatchObject({
        nonce,
        enforce_nonce: true,
      });
    }
    expect(refusedNew({ content: 'x', nonce: 'x'.repeat(26) })).toEqual(['nonce BASE_TYPE_MAX_LENGTH']);
    expect(refusedNew({ content: 'x', nonce: 1.5 })).toEqual(['nonce NUMBER_TYPE_COERCE']);
    expect(refusedNew({ content: 'x', nonce: 2 ** 63 })).toEqual(['nonce NUMBER_TYPE_COERCE']);
    expect(refusedNew({ content: 'x', nonce: {} })).toEqual(['nonce UNION_TYPE_CHOICES']);
    expect(refusedNew({ content: 'x', enforce_nonce: 'yes' })).toEqual(['enforce_nonce BOOLEAN_TYPE_CONVERT']);
  });

  it('takes a reply', () => {
    const message_reference = { message_id: '123456789012345678', fail_if_not_exists: false };
    expect(readNewMessage({ content: 'x', message_reference })).toMatchObject({ message_reference });
    expect(refusedNew({ content: 'x', message_reference: {} })).toEqual([
      'message_reference.message_id BASE_TYPE_REQUIRED',
    ]);
    expect(refusedNew({ content: 'x', message_reference: { message_id: 'x' } })).toEqual([
      'message_reference.message_id NUMBER_TYPE_COERCE',
    ]);
  });

  it('says what the sandbox does not have, instead of losing it', () => {
    const reference = { type: 1, message_id: '1', channel_id: '1' };
    expect(refusedNew({ content: 'x', poll: {} })).toEqual(['poll SANDBOX_NOT_MODELLED']);
    expect(refusedNew({ content: 'x', sticker_ids: ['1'] })).toEqual(['sticker_ids SANDBOX_NOT_MODELLED']);
    expect(refusedNew({ content: 'x', attachments: [{ id: 0 }] })).toEqual(['attachments SANDBOX_NOT_MODELLED']);
    expect(refusedNew({ content: 'x', shared_client_theme: {} })).toEqual(['shared_client_theme SANDBOX_NOT_MODELLED']);
    expect(refusedNew({ message_reference: reference })).toEqual(['message_reference.type SANDBOX_NOT_MODELLED']);
    expect(refusedNew({ content: 'x', poll: null, sticker_ids: [], attachments: [] })).toEqual([]);
  });
});

describe('allowed_mentions', () => {
  const refused = (allowed_mentions: unknown) => refusedNew({ content: 'x', allowed_mentions });
  const ids = (count: number) => many(count, (index) => String(index + 1));

  it.each([
    { parse: [] },
    { parse: ['users', 'roles', 'everyone'], replied_user: true },
    { parse: ['everyone'], users: ['1'], roles: ['2'] },
    // A list that is empty is as none: resources/message › Allowed Mentions Object.
    { parse: ['users', 'roles'], users: [], roles: [] },
    { parse: [], roles: ['1'] },
    {},
    null,
  ])('are taken: %j', (allowed) => expect(refused(allowed)).toEqual([]));

  it('are either all of a kind or those in a list', () => {
    const code = 'allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE';
    expect(refused({ parse: ['users'], users: ['1'] })).toEqual([code]);
    expect(refused({ parse: ['roles'], roles: ['1'] })).toEqual([code]);
    expect(refused({ parse: ['roles'], users: ['1'] })).toEqual([]);
  });

  it.each(['users', 'roles'])('name at most a hundred %s, each once', (kind) => {
    expect(refused({ [kind]: ids(100) })).toEqual([]);
    expect(refused({ [kind]: ids(101) })).toEqual([`allowed_mentions.${kind} BASE_TYPE_MAX_LENGTH`]);
    expect(refused({ [kind]: ['1', '1'] })).toEqual([`allowed_mentions.${kind}.1 SET_TYPE_ALREADY_CONTAINS_VALUE`]);
    expect(refused({ [kind]: ['x'] })).toEqual([`allowed_mentions.${kind}.0 NUMBER_TYPE_COERCE`]);
  });

  it('parse nothing else', () =>
    expect(refused({ parse: ['channels'] })).toEqual(['allowed_mentions.parse.0 BASE_TYPE_CHOICES']));
});

describe('embeds', () => {
  const refused = (...embeds: readonly unknown[]) => refusedNew({ embeds });
  const field = { name: 'n', value: 'v' };

  it.each([
    ['title', 256, (value: string) => ({ title: value })],
    ['description', 4_096, (value: string) => ({ description: value })],
    ['footer.text', 2_048, (value: string) => ({ footer: { text: value } })],
    ['author.name', 256, (value: string) => ({ author: { name: value } })],
    ['fields.0.name', 256, (value: string) => ({ fields: [{ ...field, name: value }] })],
    ['fields.0.value', 1_024, (value: string) => ({ fields: [{ ...field, value }] })],
  ])('hold a %s of %i characters, without the spaces around it', (path, max, make) => {
    expect(refused(make('x'.repeat(max)))).toEqual([]);
    expect(refused(make(`  ${'🎉'.repeat(max)}\n`))).toEqual([]);
    expect(refused(make('x'.repeat(max + 1)))).toEqual([`embeds.0.${path} BASE_TYPE_MAX_LENGTH`]);
  });

  it('keep no spaces around a text', () =>
    expect(readNewMessage({ embeds: [{ title: ' x ' }] }).embeds).toEqual([{ title: 'x' }]));

  it('are ten at most, of 25 fields each', () => {
    const embeds = many(11, (index) => ({ title: String(index) }));
    expect(refused(...embeds.slice(1))).toEqual([]);
    expect(refused(...embeds)).toEqual(['embeds BASE_TYPE_MAX_LENGTH']);
    expect(refused({ fields: many(25, () => field) })).toEqual([]);
    expect(refused({ fields: many(26, () => field) })).toEqual(['embeds.0.fields BASE_TYPE_MAX_LENGTH']);
  });

  it('hold 6000 characters over all of them', () => {
    const full = [
      { description: 'x'.repeat(4_096), title: 'x'.repeat(256) },
      { footer: { text: 'x'.repeat(1_000) }, author: { name: 'x'.repeat(200) } },
      { fields: [{ name: 'x'.repeat(200), value: 'x'.repeat(248) }] },
    ];
    expect(refused(...full)).toEqual([]);
    expect(refused(...full, { title: 'x' })).toEqual(['embeds MAX_EMBED_SIZE_EXCEEDED']);
  });

  it('show something', () => {
    expect(refused({})).toEqual(['embeds.0.description BASE_TYPE_REQUIRED']);
    expect(refused({ title: ' ', url: 'https://a.io' })).toEqual(['embeds.0.description BASE_TYPE_REQUIRED']);
    expect(refused({ image: { url: 'https://a.io/b.png' } })).toEqual([]);
    expect(refused({ fields: [{ name: ' ', value: ' ' }] })).toEqual([
      'embeds.0.fields.0.name BASE_TYPE_REQUIRED',
      'embeds.0.fields.0.value BASE_TYPE_REQUIRED',
    ]);
    expect(refused({ title: 'x', author: {}, footer: {} })).toEqual([
      'embeds.0.author.name BASE_TYPE_REQUIRED',
      'embeds.0.footer.text BASE_TYPE_REQUIRED',
    ]);
  });

  it('have a colour and an instant', () => {
    expect(refused({ title: 'x', color: 0xffffff, timestamp: '2026-03-10T12:00:00.000Z' })).toEqual([]);
    expect(refused({ title: 'x', color: 0x1000000 })).toEqual(['embeds.0.color NUMBER_TYPE_MAX']);
    expect(refused({ title: 'x', color: -1 })).toEqual(['embeds.0.color NUMBER_TYPE_MIN']);
    expect(refused({ title: 'x', timestamp: 'yesterday' })).toEqual(['embeds.0.timestamp DATE_TIME_TYPE_PARSE']);
  });

  it.each([
    ['url', (url: string) => ({ url })],
    ['image.url', (url: string) => ({ image: { url } })],
    ['thumbnail.url', (url: string) => ({ thumbnail: { url } })],
    ['author.url', (url: string) => ({ author: { name: 'x', url } })],
    ['author.icon_url', (url: string) => ({ author: { name: 'x', icon_url: url } })],
    ['footer.icon_url', (url: string) => ({ footer: { text: 'x', icon_url: url } })],
  ])('have web addresses: %s', (path, make) => {
    const long = (length: number) => 'https://a.io/'.padEnd(length, 'x');
    expect(refused({ title: 'x', ...make(long(2_048)) })).toEqual([]);
    expect(refused({ title: 'x', ...make(long(2_049)) })).toEqual([`embeds.0.${path} BASE_TYPE_MAX_LENGTH`]);
    expect(refused({ title: 'x', ...make('ftp://a.io') })).toEqual([`embeds.0.${path} URL_TYPE_INVALID_SCHEME`]);
  });
});

describe('readAnswer', () => {
  const refused = (body: unknown) => refusals(() => readAnswer(body));

  it('may be for one person', () => {
    expect(readAnswer({ content: 'x', flags: 64 })).toEqual({ content: 'x', flags: 64 });
    expect(refused({ components: [text('x')], flags: 64 | V2 })).toEqual([]);
    expect(refused({ content: 'x', flags: 128 })).toEqual(['flags MESSAGE_FLAGS_NOT_SETTABLE']);
  });

  it('is checked as any message', () => {
    expect(refused({})).toEqual(['400 50006']);
    expect(refused({ content: 'x'.repeat(2_001) })).toEqual(['content BASE_TYPE_MAX_LENGTH']);
    expect(refusals(() => readAnswer({ content: 5 }, { at: ['data'] }))).toEqual(['data.content STRING_TYPE_CONVERT']);
    expect(refusals(() => readAnswer(undefined, { at: ['data'] }))).toEqual(['data BASE_TYPE_REQUIRED']);
  });

  it('has no nonce, and is not refused for one', () =>
    expect(readAnswer({ content: 'x', nonce: '1', enforce_nonce: true })).toEqual({ content: 'x' }));

  it('that updates a message changes what it names', () => {
    const updates = { flags: V2, content: '', embeds: [], components: [text('old')] };
    expect(readAnswer({ components: [text('new')], flags: V2 }, { updates })).toMatchObject({
      components: [text('new')],
      flags: V2,
    });
    expect(refusals(() => readAnswer({ content: 'x' }, { updates, at: ['data'] }))).toEqual([
      'data.content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ]);
  });
});

describe('readDeferral', () => {
  it('says only who will see the answer', () => {
    expect(readDeferral(undefined)).toEqual({ flags: undefined });
    expect(readDeferral({})).toEqual({ flags: undefined });
    expect(readDeferral({ flags: 64 })).toEqual({ flags: 64 });
    expect(refusals(() => readDeferral({ flags: 64 | V2 }))).toEqual(['data.flags MESSAGE_FLAGS_NOT_SETTABLE']);
    expect(refusals(() => readDeferral('x'))).toEqual(['data MODEL_TYPE_CONVERT']);
  });
});

describe('readStarter', () => {
  it('has no nonce, and is for everybody', () => {
    expect(readStarter({ content: 'x', flags: 4_096, nonce: {}.toString() })).toEqual({ content: 'x', flags: 4_096 });
    expect(refusals(() => readStarter({ content: 'x', flags: 64 }))).toEqual(['flags MESSAGE_FLAGS_NOT_SETTABLE']);
    expect(refusals(() => readStarter({}))).toEqual(['400 50006']);
  });
});

describe('readers', () => {
  it('refuse or take whatever they are given, and never break', () => {
    const anything = fc.dictionary(
      fc.constantFrom('content', 'embeds', 'components', 'flags', 'allowed_mentions', 'nonce', '__proto__', 'poll'),
      fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.constant(V2)),
    );
    fc.assert(
      fc.property(anything, (body) => refusals(() => readNewMessage(body)).length >= 0),
      { numRuns: 500 },
    );
  });
});
