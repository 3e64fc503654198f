import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planDueDigests } from '../../../src/delivery/planning/plan.ts';
import { planNow, previewNow } from '../../../src/delivery/planning/plan-now.ts';
import { ownSlug } from '../../../src/domain/topics/own-topics.ts';
import { type Claim, claimDelivery, listDigestPapers } from '../../../src/store/delivery/deliveries.ts';
import { setPublishing } from '../../../src/store/servers/editing.ts';
import type { NewSubscription } from '../../../src/store/servers/subscriptions.ts';
import { saveOwnTopic } from '../../../src/store/servers/topics.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { createMemoryLog, silentLog } from '../../support/log.ts';
import { holdList } from '../../support/papers/lists.ts';
import { counted, paperId } from '../../support/papers/papers.ts';
import { GUILD, OTHER_GUILD, saveUsual } from '../../support/papers/subscriptions.ts';

const SLOT = new Date('2026-03-11T09:00:00Z');
const BEFORE = new Date('2026-03-11T08:00:00Z');
const PAPERS = ['Robots That Walk', 'Robots That Swim', 'Swimming Fish', 'A Walk'].map((title, index) =>
  counted({ id: paperId(`2603.0000${index + 1}`), title, abstract: '' }, { upvotes: 40 - 10 * index }),
);
let test: TestDatabase;

beforeEach(async () => {
  test = await createTestDatabase();
  await holdList(test.db, '2026-03-10', PAPERS, BEFORE);
});
afterEach(() => test.close());

const create = (guildId: string, name: string, query: string, replaces?: string) =>
  saveOwnTopic(test.db, guildId, { name, query, createdBy: '311', ...(replaces && { replaces }) }, BEFORE);
const subscribe = (facts: Partial<NewSubscription>) => saveUsual(test.db, BEFORE, { papers: 10, ...facts });
const plan = () => planDueDigests(test.db, { now: () => SLOT, log: silentLog, signal: new AbortController().signal });

/** What is owed to each channel: the last digits of its papers' ids, and its words. */
async function owed(): Promise<ReadonlyMap<string, { readonly papers: string; readonly words: string }>> {
  const claims: Claim[] = [];
  for (;;) {
    const claim = await claimDelivery(test.db, { at: SLOT, leaseMs: 60_000 });
    if (claim === undefined) break;
    claims.push(claim);
  }
  const read = claims.map(async ({ channelId, digestId, parts }) => {
    const papers = (await listDigestPapers(test.db, digestId)).map((id) => id.at(-1)).join('');
    const body = parts[0]?.body as { readonly components: readonly object[] };
    return [channelId, { papers, words: textsOf(body).join('\n') }] as const;
  });
  return new Map(await Promise.all(read));
}

describe('a digest of a server’s own topic', () => {
  it('holds what its query matches, and says so', async () => {
    await create(GUILD, 'My *robots*', 'robots -swim');
    await subscribe({ channelId: '1', topics: [ownSlug('My *robots*')] });
    await plan();
    const digest = (await owed()).get('1');
    expect(digest?.papers).toBe('1');
    expect(digest?.words).toContain('one paper · My \\*robots\\*');
    expect(digest?.words).toContain('-# matches *My \\*robots\\** · 40 upvotes');
  });

  it('is chosen by its own server’s query where two servers have topics of one name', async () => {
    await create(GUILD, 'moving', 'walk OR swim upvotes:>15');
    await create(OTHER_GUILD, 'moving', 'swim');
    await subscribe({ channelId: '1', topics: [ownSlug('moving')] });
    await subscribe({ channelId: '2', topics: [ownSlug('moving')], guildId: OTHER_GUILD });
    await plan();
    const digests = await owed();
    expect(digests.get('1')?.papers).toBe('123');
    expect(digests.get('2')?.papers).toBe('23');
  });

  it('shares nothing with another server’s of the same topics and papers, which may match by others of them', async () => {
    for (const [guildId, one, other] of [
      [GUILD, 'robots', 'fish'],
      [OTHER_GUILD, 'fish', 'robots'],
    ] as const) {
      await create(guildId, 'one', one);
      await create(guildId, 'other', other);
    }
    const topics = [ownSlug('one'), ownSlug('other')];
    await subscribe({ channelId: '1', topics });
    await subscribe({ channelId: '2', topics, guildId: OTHER_GUILD });
    await plan();
    const digests = await owed();
    expect([digests.get('1')?.papers, digests.get('2')?.papers]).toEqual(['123', '123']);
    expect(digests.get('1')?.words).toContain('matches *one* · 40 upvotes');
    expect(digests.get('2')?.words).toContain('matches *other* · 40 upvotes');
  });

  it('names only topics that the subscription asked for', async () => {
    await create(GUILD, 'one', 'robots');
    await create(GUILD, 'secret', 'robots');
    await subscribe({ channelId: '1', topics: [ownSlug('one')] });
    await subscribe({ channelId: '2', topics: [] });
    await plan();
    const digests = await owed();
    expect(digests.get('1')?.words).not.toContain('secret');
    expect(digests.get('2')?.words).not.toMatch(/secret|matches|one ·/);
  });

  it('is not named where the digest is published to other servers', async () => {
    await create(GUILD, 'secret', 'robots');
    await create(GUILD, 'other secret', 'fish');
    const topics = ['agents', ownSlug('other secret'), ownSlug('secret')];
    await subscribe({ channelId: '1', topics });
    const { id } = await subscribe({ channelId: '2', topics });
    await setPublishing(test.db, GUILD, id, true);
    await plan();
    const digests = await owed();
    expect(digests.get('1')?.words).toContain('3 papers · Agents, other secret, secret');
    expect(digests.get('2')?.words).toContain('3 papers · Agents, a topic of its own');
    expect(digests.get('2')?.words).toContain('-# matches *a topic of its own* · 40 upvotes');
    expect(digests.get('2')?.words).not.toContain('secret');
  });

  it('joins built-in topics, and holds what fits either', async () => {
    await create(GUILD, 'fish', 'fish');
    await test.db
      .updateTable('paper')
      .set({ topics: ['robotics'] })
      .where('id', '=', paperId('2603.00001'))
      .execute();
    await subscribe({ channelId: '1', topics: [ownSlug('fish'), 'robotics'] });
    await plan();
    expect((await owed()).get('1')?.papers).toBe('13');
  });

  it('holds nothing once there is no such topic, or it reads no longer: never everything', async () => {
    await create(GUILD, 'gone', 'robots');
    await create(GUILD, 'unreadable', 'robots');
    await subscribe({ channelId: '1', topics: [ownSlug('gone')] });
    await subscribe({ channelId: '2', topics: [ownSlug('unreadable')] });
    await test.db.deleteFrom('server_topic').where('key', '=', 'gone').execute();
    await test.db.updateTable('server_topic').set({ query: 'robots OR' }).execute();
    const memory = createMemoryLog();
    await planDueDigests(test.db, { now: () => SLOT, log: memory.log, signal: new AbortController().signal });
    expect(await owed()).toEqual(new Map());
    expect(memory.lines.filter((line) => line.includes('nothing-matched'))).toHaveLength(2);
  });

  it('is the same by hand, as a preview, and after the query was changed', async () => {
    await create(GUILD, 'moving', 'fish');
    const { id, ...made } = await subscribe({ channelId: '1', topics: [ownSlug('moving')] });
    const before = textsOf(await previewNow(test.db, { id, ...made }, SLOT)).join('\n');
    expect(before).toContain('Swimming Fish');
    expect(before).not.toContain('Robots');
    await create(GUILD, 'moving', 'robots', 'fish');
    await planNow(test.db, { guildId: GUILD, subscriptionId: id, now: () => SLOT });
    expect((await owed()).get('1')?.papers).toBe('12');
  });
});
