import type { KyselyPlugin } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDiscussion, openOwedDiscussions } from '../../src/discussion/open.ts';
import { savePapers } from '../../src/store/papers/papers.ts';
import type { Db } from '../../src/store/schema.ts';
import {
  claimDiscussion,
  dropDiscussion,
  FOR_PRESSES_ONLY,
  findDiscussion,
  oweDiscussions,
  postponeDiscussion,
} from '../../src/store/servers/discussions.ts';
import type { FakePoster } from '../support/discord/poster.ts';
import { noThreads } from '../support/discord/threads.ts';
import { silentLog as log } from '../support/log.ts';
import { counted, paperId } from '../support/papers/papers.ts';
import { useSetting } from '../support/setting.ts';

const GUILD = '100000000000000001';
const CHANNEL = '200000000000000001';
const ID = paperId('2603.00001');
const KEY = { guildId: GUILD, paperId: ID, scope: '' };
const LEASE = { leaseMs: 45_000 };
const setting = useSetting('2026-03-11T09:00:00Z');

beforeEach(() => savePapers(setting.db, [counted({ id: ID })], { at: setting.at }));

const press = (db: Db = setting.db) =>
  openDiscussion({ ...setting, db, threads: noThreads, log }, { guildId: GUILD, channelId: CHANNEL, paperId: ID });
const tick = () =>
  openOwedDiscussions(
    { ...setting, threads: noThreads, log, onDeadToken: () => undefined },
    new AbortController().signal,
  );
const { pass } = setting;

describe('a tick', () => {
  it('leaves to a person what they are just pressing for, so that they hear what came of it', async () => {
    let opened: number | undefined;
    const meanwhile = afterTheFirstInsert(async () => {
      opened = await tick();
    });
    setting.poster.failNext('before', { kind: 'unknown', code: '502' });
    await expect(press(setting.db.withPlugin(meanwhile) as Db)).rejects.toMatchObject({ complaint: { code: 'busy' } });
    expect(opened).toBe(0);
  });

  it('opens what somebody pressed for whose process died at once', async () => {
    const dying = afterTheFirstInsert(async () => {
      throw new Error('dies');
    });
    await expect(press(setting.db.withPlugin(dying) as Db)).rejects.toThrow('dies');
    expect(await tick()).toBe(0);
    pass(LEASE.leaseMs);
    expect(await tick()).toBe(1);
    expect(setting.poster.messages).toHaveLength(1);
  });
});

describe('a discussion that is owed to a channel which was hidden since', () => {
  const OTHER = '200000000000000002';
  const readAudience = (kind: 'some' | 'unknown') => async (_guildId: string, channelId: string) => {
    if (channelId !== OTHER) return { kind: 'everybody', channelKind: 'text' } as const;
    return kind === 'some' ? ({ kind } as const) : ({ kind: 'failed', failure: { kind, code: 'ECONNRESET' } } as const);
  };

  it('begins where it is asked for: nobody is led where they may not go', async () => {
    await oweDiscussions(setting.db, [KEY], { channelId: OTHER, at: setting.at });
    setting.poster.readAudience = readAudience('some');
    await press();
    expect(setting.poster.messages.map(({ channelId }) => channelId)).toEqual([CHANNEL]);
  });

  it('waits while Discord does not say who sees that channel, and opens with the next press', async () => {
    await oweDiscussions(setting.db, [KEY], { channelId: OTHER, at: setting.at });
    const { readAudience: known } = setting.poster;
    setting.poster.readAudience = readAudience('unknown');
    await expect(press()).rejects.toMatchObject({ complaint: { code: 'busy' } });
    expect(setting.poster.messages).toEqual([]);
    setting.poster.readAudience = known;
    await press();
    expect(setting.poster.messages.map(({ channelId }) => channelId)).toEqual([OTHER]);
  });

  it('is that channel’s own when a tick opens it, and everybody else gets another', async () => {
    await oweDiscussions(setting.db, [KEY], { channelId: OTHER, at: setting.at });
    setting.poster.readAudience = readAudience('some');
    expect(await tick()).toBe(1);
    expect(await findDiscussion(setting.db, KEY)).toBeUndefined();
    expect(await findDiscussion(setting.db, { ...KEY, scope: OTHER })).toMatchObject({
      state: 'open',
      channelId: OTHER,
    });
    await press();
    expect(setting.poster.messages.map(({ channelId }) => channelId)).toEqual([OTHER, CHANNEL]);
  });

  it('is tried again by a tick, as that channel’s own', async () => {
    await oweDiscussions(setting.db, [KEY], { channelId: OTHER, at: setting.at });
    setting.poster.readAudience = readAudience('some');
    setting.poster.failNext('before', { kind: 'retry', code: '502' });
    expect(await tick()).toBe(0);
    pass(60_000);
    expect(await tick()).toBe(1);
    expect(await findDiscussion(setting.db, { ...KEY, scope: OTHER })).toMatchObject({ state: 'open' });
  });

  it('is forgotten by a tick if that channel has one of its own', async () => {
    await oweDiscussions(setting.db, [{ ...KEY, scope: OTHER }], { channelId: OTHER, at: setting.at });
    expect(await tick()).toBe(1);
    await oweDiscussions(setting.db, [KEY], { channelId: OTHER, at: setting.at });
    setting.poster.readAudience = readAudience('some');
    expect(await tick()).toBe(0);
    expect(await findDiscussion(setting.db, KEY)).toBeUndefined();
    expect(setting.poster.messages).toHaveLength(1);
  });

  it('is left alone by a tick while Discord does not say who sees that channel', async () => {
    await oweDiscussions(setting.db, [KEY], { channelId: OTHER, at: setting.at });
    const { readAudience: known } = setting.poster;
    setting.poster.readAudience = readAudience('unknown');
    expect(await tick()).toBe(0);
    expect(setting.poster.messages).toEqual([]);
    setting.poster.readAudience = known;
    pass(60_000);
    expect(await tick()).toBe(1);
    expect(await findDiscussion(setting.db, KEY)).toMatchObject({ state: 'open', channelId: OTHER });
  });

  it('is asked about once by a tick, however many papers are owed one', async () => {
    const others = ['2603.00002', '2603.00003'].map((id) => paperId(id));
    await savePapers(
      setting.db,
      others.map((id) => counted({ id })),
      { at: setting.at },
    );
    await oweDiscussions(
      setting.db,
      [ID, ...others].map((id) => ({ ...KEY, paperId: id })),
      { channelId: OTHER, at: setting.at },
    );
    let asked = 0;
    const said = readAudience('some');
    const counting: FakePoster['readAudience'] = async (...of) => {
      asked += 1;
      return await said(...of);
    };
    setting.poster.readAudience = counting;
    expect(await tick()).toBe(3);
    expect(asked).toBe(1);
  });
});

describe('whoever was held up for longer than its lease', () => {
  const claim = async () => {
    const claimed = await claimDiscussion(setting.db, KEY, { at: setting.at, ...LEASE });
    if (claimed === undefined) throw new Error('nothing was claimed');
    return claimed;
  };

  it('lets go of nothing that its successor has claimed, nor forgets it', async () => {
    await oweDiscussions(setting.db, [KEY], { channelId: CHANNEL, at: setting.at });
    const first = await claim();
    pass(LEASE.leaseMs);
    const second = await claim();
    await postponeDiscussion(setting.db, first, { dueAt: FOR_PRESSES_ONLY, reason: 'unknown' });
    expect(await claimDiscussion(setting.db, KEY, { at: setting.at, ...LEASE })).toBeUndefined();
    await dropDiscussion(setting.db, first);
    expect(await findDiscussion(setting.db, KEY)).toMatchObject({ claimedUntil: second.claimedUntil });
    await postponeDiscussion(setting.db, second, { dueAt: FOR_PRESSES_ONLY, reason: 'unknown' });
    await claim();
  });
});

function afterTheFirstInsert(act: () => Promise<void>): KyselyPlugin {
  let inserted: object | undefined;
  let isDone = false;
  return {
    transformQuery({ node, queryId }) {
      if (node.kind === 'InsertQueryNode') inserted ??= queryId;
      return node;
    },
    async transformResult({ result, queryId }) {
      if (queryId === inserted && !isDone) {
        isDone = true;
        await act();
      }
      return result;
    },
  };
}
