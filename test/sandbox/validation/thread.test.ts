import { describe, expect, it } from 'vitest';
import {
  readForumPost,
  readNewThread,
  readThreadChange,
  readThreadFromMessage,
} from '../../../src/sandbox/validation/thread.ts';
import { many, refusals } from './refusals.ts';

const post = (body: object) => readForumPost({ message: { content: 'x' }, ...body });
const readers = [
  ['readThreadFromMessage', readThreadFromMessage],
  ['readNewThread', readNewThread],
  ['readForumPost', post],
  ['readThreadChange', readThreadChange],
] as const;

describe.each(readers)('%s', (_, read) => {
  const refused = (more: object) => refusals(() => read({ name: 'x', ...more }));

  it('takes a name of 1 to 100 characters', () => {
    expect(refused({ name: '🎉'.repeat(100) })).toEqual([]);
    expect(refused({ name: 'x'.repeat(101) })).toEqual(['name BASE_TYPE_BAD_LENGTH']);
    expect(refused({ name: '' })).toEqual(['name BASE_TYPE_BAD_LENGTH']);
    expect(refused({ name: ' ' })).toEqual(['name BASE_TYPE_REQUIRED']);
    expect(refused({ name: 5 })).toEqual(['name STRING_TYPE_CONVERT']);
  });

  it('takes four times after which it is archived', () => {
    for (const auto_archive_duration of [60, 1_440, 4_320, 10_080, null])
      expect(refused({ auto_archive_duration })).toEqual([]);
    for (const auto_archive_duration of [0, 59, 61, 10_081]) {
      expect(refused({ auto_archive_duration })).toEqual(['auto_archive_duration BASE_TYPE_CHOICES']);
    }
  });

  it('takes a slow mode of up to six hours', () => {
    expect(refused({ rate_limit_per_user: 0 })).toEqual([]);
    expect(refused({ rate_limit_per_user: 21_600 })).toEqual([]);
    expect(refused({ rate_limit_per_user: 21_601 })).toEqual(['rate_limit_per_user NUMBER_TYPE_MAX']);
    expect(refused({ rate_limit_per_user: -1 })).toEqual(['rate_limit_per_user NUMBER_TYPE_MIN']);
  });

  it('takes only what Discord knows', () => {
    expect(read({ name: 'x', auto_archive_duration: 60, unknown: 1 })).toMatchObject({
      name: 'x',
      auto_archive_duration: 60,
    });
    expect(read({ name: 'x', unknown: 1 })).not.toHaveProperty('unknown');
  });
});

describe('a thread', () => {
  it('has a name', () => {
    expect(refusals(() => readThreadFromMessage({}))).toEqual(['name BASE_TYPE_REQUIRED']);
    expect(refusals(() => readNewThread({}))).toEqual(['name BASE_TYPE_REQUIRED']);
    expect(refusals(() => post({}))).toEqual(['name BASE_TYPE_REQUIRED']);
  });

  it('without a message is private unless it says otherwise', () => {
    expect(readNewThread({ name: 'x' })).toEqual({ name: 'x', type: 12 });
    for (const type of [10, 11, 12]) expect(readNewThread({ name: 'x', type }).type).toBe(type);
    for (const type of [0, 9, 13])
      expect(refusals(() => readNewThread({ name: 'x', type }))).toEqual(['type BASE_TYPE_CHOICES']);
  });
});

describe('readForumPost', () => {
  it('has a message, which has no nonce', () => {
    expect(post({ name: 'x', applied_tags: ['1'] })).toEqual({
      name: 'x',
      applied_tags: ['1'],
      message: { content: 'x' },
    });
    expect(post({ name: 'x', message: { content: 'x', nonce: '1', enforce_nonce: true } }).message).toEqual({
      content: 'x',
    });
    expect(refusals(() => readForumPost({ name: 'x' }))).toEqual(['message BASE_TYPE_REQUIRED']);
    expect(refusals(() => readForumPost({ name: 'x', message: {} }))).toEqual(['400 50006']);
    expect(refusals(() => readForumPost({ name: 'x', message: { content: 'x'.repeat(2_001) } }))).toEqual([
      'message.content BASE_TYPE_MAX_LENGTH',
    ]);
    expect(refusals(() => readForumPost({ name: 'x', message: { content: 'x', flags: 64 } }))).toEqual([
      'message.flags MESSAGE_FLAGS_NOT_SETTABLE',
    ]);
  });
});

describe.each([
  ['readForumPost', post],
  ['readThreadChange', readThreadChange],
] as const)('the tags of %s', (_, read) => {
  it('are five at most, each once', () => {
    const refused = (applied_tags: unknown) => refusals(() => read({ name: 'x', applied_tags }));
    expect(refused(many(5, (index) => String(index + 1)))).toEqual([]);
    expect(refused(many(6, (index) => String(index + 1)))).toEqual(['applied_tags BASE_TYPE_MAX_LENGTH']);
    expect(refused(['1', '1'])).toEqual(['applied_tags.1 SET_TYPE_ALREADY_CONTAINS_VALUE']);
    expect(refused(['x'])).toEqual(['applied_tags.0 NUMBER_TYPE_COERCE']);
  });
});

describe('readThreadChange', () => {
  it('changes what it names', () => {
    expect(readThreadChange({})).toEqual({});
    expect(readThreadChange({ archived: true, locked: false })).toEqual({ archived: true, locked: false });
    expect(refusals(() => readThreadChange({ archived: 'yes' }))).toEqual(['archived BOOLEAN_TYPE_CONVERT']);
  });
});
