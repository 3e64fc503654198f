import { beforeEach, describe, expect, it } from 'vitest';
import { planDueDigests } from '../../../src/delivery/planning/plan.ts';
import type { AudienceOutcome } from '../../../src/domain/ports/poster.ts';
import { saveKind } from '../../../src/store/servers/destinations.ts';
import { oweDiscussions, settleDiscussion } from '../../../src/store/servers/discussions.ts';
import { subscribeChannel } from '../../support/discord/channels.ts';
import { createTestDeliverer } from '../../support/discord/deliverer.ts';
import { silentLog as log } from '../../support/log.ts';
import { holdList } from '../../support/papers/lists.ts';
import { manyCounted } from '../../support/papers/papers.ts';
import { useSetting } from '../../support/setting.ts';

const GUILD = '100000000000000001';
const OTHER_GUILD = '100000000000000002';
const CHANNEL = '200000000000000001';
const PLACE = '200000000000000002';
const HOUR = 3_600_000;
const PAPERS = manyCounted(5, 1).map(({ paper }) => paper.id);
const signal = new AbortController().signal;
const setting = useSetting('2026-03-11T08:00:00Z');
let asked: string[];
let audience: AudienceOutcome;

beforeEach(async () => {
  const { db, poster, now, at } = setting;
  asked = [];
  audience = { kind: 'everybody', channelKind: 'text' };
  poster.readAudience = async (_guildId, channelId) => {
    asked.push(channelId);
    return audience;
  };
  await holdList(db, '2026-03-10', manyCounted(5, 1), at);
  await subscribeChannel(db, { guildId: GUILD, channelId: CHANNEL }, at);
  setting.pass(HOUR);
  await planDueDigests(db, { now, log, signal });
});

/** A discussion, open. @returns its thread */
async function open(index: number, { guildId = GUILD, channelId = PLACE, scope = '' } = {}): Promise<string> {
  const paperId = PAPERS[index];
  if (paperId === undefined) throw new Error('no such paper');
  const key = { guildId, paperId, scope };
  const threadId = `30000000000000${channelId.slice(-1)}${guildId.slice(-1)}${scope === '' ? 0 : 1}${index}`;
  await oweDiscussions(setting.db, [key], { channelId, at: setting.at });
  await settleDiscussion(setting.db, key, { threadId, at: setting.at });
  return threadId;
}
const deliver = () => createTestDeliverer(setting).deliverOwed(signal);
/** The threads that the digest leads to, by row. */
const links = (index = 0) =>
  [...setting.poster.text(index).matchAll(/\*\*(\d+)\.\*\*.*?"type"/g)].flatMap(([row, rank]) => {
    const thread = /channels\/(\d+)\/(\d+)\)"/.exec(row);
    return thread === null ? [] : [`${rank}: ${thread[1]}/${thread[2]}`];
  });

describe('a digest', () => {
  it('leads to the discussions that its server has of its papers, and asks once who sees them', async () => {
    const [second, fifth] = [await open(1), await open(4)];
    await deliver();
    expect(links()).toEqual([`2: ${GUILD}/${second}`, `5: ${GUILD}/${fifth}`]);
    expect(asked).toEqual([PLACE]);
  });

  it('asks nobody where there are none, and leads to none of another server', async () => {
    await open(0, { guildId: OTHER_GUILD });
    await deliver();
    expect(links()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('leads to those of its own channel rather than elsewhere, whoever sees it', async () => {
    audience = { kind: 'some', channelKind: 'text' };
    await open(0);
    const own = await open(0, { channelId: CHANNEL, scope: CHANNEL });
    await deliver();
    expect(links()).toEqual([`1: ${GUILD}/${own}`]);
  });

  it.each<[string, AudienceOutcome]>([
    ['that was hidden since', { kind: 'some', channelKind: 'text' }],
    ['of which Discord says nothing', { kind: 'failed', failure: { kind: 'unknown', code: '502' } }],
    ['that is gone', { kind: 'failed', failure: { kind: 'suspend', reason: 'channel-gone', code: '10003' } }],
  ])('leads into no channel %s, and is posted all the same', async (_, outcome) => {
    audience = outcome;
    await open(0);
    expect(await deliver()).toBe(1);
    expect(links()).toEqual([]);
  });

  it('leads into no other channel’s private discussion, and asks for none', async () => {
    await open(0, { scope: PLACE });
    await deliver();
    expect(links()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('asks of three channels at most', async () => {
    for (const index of [0, 1, 2, 3, 4]) await open(index, { channelId: `20000000000000000${index + 3}` });
    await deliver();
    expect(links()).toHaveLength(3);
    expect(asked).toHaveLength(3);
  });

  it('that is published to followers leads nowhere: they read it in other servers', async () => {
    await saveKind(setting.db, CHANNEL, 'announcement');
    setting.poster.kinds.set(CHANNEL, 'announcement');
    await setting.db.updateTable('delivery').set({ publishes: true }).execute();
    await open(0);
    await open(1, { channelId: CHANNEL });
    await deliver();
    expect(setting.poster.messages).toHaveLength(1);
    expect(links()).toEqual([]);
  });

  it.each([1, 60])('is one, though a discussion began between two tries, %i minutes apart', async (minutes) => {
    setting.poster.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    await deliver();
    await open(0);
    setting.pass(minutes * 60_000);
    if (minutes > 2) setting.poster.forgetNonces();
    expect(await deliver()).toBe(1);
    expect(setting.poster.messages).toHaveLength(1);
    expect(links()).toEqual([]);
  });

  it('leads to what began between a try that Discord refused and the next', async () => {
    setting.poster.failNext('before', { kind: 'retry', code: '20028' });
    await deliver();
    const thread = await open(0);
    setting.pass(HOUR);
    await deliver();
    expect(links()).toEqual([`1: ${GUILD}/${thread}`]);
  });
});
