import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ApiError } from '../../../src/sandbox/api-error.ts';
import {
  list,
  localized,
  mediaUrl,
  snowflake,
  text,
  webUrl,
  whole,
  words,
} from '../../../src/sandbox/validation/fields.ts';
import { invalidForm, parseForm } from '../../../src/sandbox/validation/form.ts';
import { refusals, wordings } from './refusals.ts';

describe('invalidForm', () => {
  it('is the tree that discord-api-docs, reference › Error Messages, shows', () => {
    const error = invalidForm([
      { path: ['activities', 0, 'platform'], code: 'BASE_TYPE_CHOICES', message: 'Value must be one of …' },
      { path: ['activities', 0, 'type'], code: 'BASE_TYPE_CHOICES', message: 'Value must be one of …' },
    ]);
    const leaf = { _errors: [{ code: 'BASE_TYPE_CHOICES', message: 'Value must be one of …' }] };
    expect(error).toBeInstanceOf(ApiError);
    expect(error.status).toBe(400);
    expect(JSON.parse(JSON.stringify(error.body))).toEqual({
      code: 50035,
      message: 'Invalid Form Body',
      errors: { activities: { 0: { platform: leaf, type: leaf } } },
    });
  });

  it('keeps several faults of one place, and of the whole body', () => {
    const fault = { code: 'A', message: 'a' };
    const { errors } = invalidForm([
      { path: [], ...fault },
      { path: ['x'], ...fault },
      { path: ['x'], code: 'B', message: 'b' },
      { path: ['x', 'y'], ...fault },
    ]).body;
    expect(JSON.parse(JSON.stringify(errors))).toEqual({
      _errors: [fault],
      x: { _errors: [fault, { code: 'B', message: 'b' }], y: { _errors: [fault] } },
    });
  });

  it('takes any key, and pollutes nothing', () => {
    invalidForm([{ path: ['__proto__', 'polluted'], code: 'A', message: 'a' }]);
    expect({}).not.toHaveProperty('polluted');
    const body = JSON.parse('{"names":{"__proto__":"x"}}');
    parseForm(z.object({ names: localized(text(1, 2)) }), body);
    expect({}).not.toHaveProperty('_errors');
  });
});

describe('parseForm', () => {
  const schema = z.object({
    text: z.string(),
    int: whole(1, 25),
    flag: z.boolean(),
    list: z.array(z.string()),
    choice: z.literal([1, 2]),
    part: z.object({}),
    kind: z.discriminatedUnion('type', [z.object({ type: z.literal(1) })]),
  });
  const good = { text: '', int: 1, flag: true, list: [], choice: 1, part: {}, kind: { type: 1 } };
  const read = (change: object) => () => parseForm(schema, { ...good, ...change });

  it('names what is missing', () => {
    expect(refusals(() => parseForm(schema, {}))).toEqual(
      Object.keys(good)
        .map((field) => `${field} BASE_TYPE_REQUIRED`)
        .toSorted(),
    );
    expect(wordings(read({ text: null }))).toEqual(['This field is required']);
    expect(refusals(read({ kind: {} }))).toEqual(['kind.type BASE_TYPE_REQUIRED']);
  });

  it.each([
    [{ text: 5 }, 'text STRING_TYPE_CONVERT', 'Could not interpret 5 as string.'],
    [{ int: '5' }, 'int NUMBER_TYPE_COERCE', 'Value "5" is not int.'],
    [{ int: 1.5 }, 'int NUMBER_TYPE_COERCE', 'Value 1.5 is not int.'],
    [{ int: 0 }, 'int NUMBER_TYPE_MIN', 'int value should be greater than or equal to 1.'],
    [{ int: 26 }, 'int NUMBER_TYPE_MAX', 'int value should be less than or equal to 25.'],
    [{ flag: 1 }, 'flag BOOLEAN_TYPE_CONVERT', 'Must be either true or false.'],
    [{ list: 'a' }, 'list LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType'],
    [{ list: [1] }, 'list.0 STRING_TYPE_CONVERT', 'Could not interpret 1 as string.'],
    [{ part: [] }, 'part MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType'],
    [{ choice: 3 }, 'choice BASE_TYPE_CHOICES', 'Value must be one of (1, 2).'],
    [{ kind: { type: 9 } }, 'kind.type UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).'],
  ])('words %j as Discord does', (change, refused, wording) => {
    expect(refusals(read(change))).toEqual([refused]);
    expect(wordings(read(change))).toEqual([wording]);
  });

  it('refuses a body that is no object, and says where in a larger one', () => {
    for (const body of [[], 'x', 5]) expect(refusals(() => parseForm(schema, body))).toEqual(['MODEL_TYPE_CONVERT']);
    expect(refusals(() => parseForm(schema, undefined, ['data']))).toEqual(['data BASE_TYPE_REQUIRED']);
  });
});

describe('text', () => {
  it('is counted in code points', () => {
    const read = (value: string) => refusals(() => parseForm(text(1, 3), value));
    expect(read('')).toEqual(['BASE_TYPE_BAD_LENGTH']);
    expect(read('𝔸𝔹ℂ')).toEqual([]);
    expect(read('𝔸𝔹ℂ𝔻')).toEqual(['BASE_TYPE_BAD_LENGTH']);
    expect(wordings(() => parseForm(text(1, 100), ''))).toEqual(['Must be between 1 and 100 in length.']);
    expect(wordings(() => parseForm(text(0, 3), 'four'))).toEqual(['Must be 3 or fewer in length.']);
  });

  it('that is for people is more than spaces', () =>
    expect(refusals(() => parseForm(words(1, 3), ' \n'))).toEqual(['BASE_TYPE_REQUIRED']));
});

describe('list', () => {
  it('has bounds', () => {
    const read = (values: readonly string[]) => refusals(() => parseForm(list(z.string(), 1, 2), values));
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(read)).toEqual([
      ['BASE_TYPE_BAD_LENGTH'],
      [],
      [],
      ['BASE_TYPE_BAD_LENGTH'],
    ]);
  });
});

describe('snowflake', () => {
  it.each(['0', '1', '123456789012345678', '18446744073709551615'])('takes %s', (id) =>
    expect(refusals(() => parseForm(snowflake, id))).toEqual([]),
  );
  it.each(['', '-1', '01', '1.5', 'x', ' 1', '18446744073709551616'])('refuses %j', (id) =>
    expect(refusals(() => parseForm(snowflake, id))).toEqual(['NUMBER_TYPE_COERCE']),
  );
  it('is no number', () => expect(refusals(() => parseForm(snowflake, 123_456))).toEqual(['STRING_TYPE_CONVERT']));
});

describe('addresses', () => {
  it.each(['https://a.io', 'http://a.io/b?c=d#e', 'HTTPS://A.IO', 'https://xn--bcher-kva.example/ü'])(
    'takes %s',
    (url) => {
      expect(refusals(() => parseForm(webUrl(100), url))).toEqual([]);
      expect(refusals(() => parseForm(mediaUrl(100), url))).toEqual([]);
    },
  );
  it.each([
    ['ftp://a.io', 'URL_TYPE_INVALID_SCHEME'],
    ['javascript:alert(1)', 'URL_TYPE_INVALID_SCHEME'],
    ['', 'URL_TYPE_INVALID_URL'],
    ['a.io', 'URL_TYPE_INVALID_URL'],
    ['https://', 'URL_TYPE_INVALID_URL'],
    ['https:a.io', 'URL_TYPE_INVALID_URL'],
    ['https://a b.io', 'URL_TYPE_INVALID_URL'],
    ['https://a.io/b c', 'URL_TYPE_INVALID_URL'],
    ['http://localhost', 'URL_TYPE_INVALID_URL'],
  ])('refuses %j', (url, code) => {
    expect(refusals(() => parseForm(webUrl(100), url))).toEqual([code]);
    expect(refusals(() => parseForm(mediaUrl(100), url))).toEqual([code]);
  });
  it('of files name a file of the request, and there is none', () => {
    const url = 'attachment://a.png';
    expect(refusals(() => parseForm(webUrl(100), url))).toEqual(['URL_TYPE_INVALID_SCHEME']);
    expect(refusals(() => parseForm(mediaUrl(100), url))).toEqual([
      'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    ]);
  });
});
