import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownSlug } from '../../../src/domain/topics/own-topics.ts';
import { forgetGoneGuilds } from '../../../src/store/servers/forgetting.ts';
import { markLeft } from '../../../src/store/servers/guilds.ts';
import { findSubscription, listSubscriptions } from '../../../src/store/servers/subscriptions.ts';
import { listTopicUsers, previewRemoval, removeOwnTopic } from '../../../src/store/servers/topic-users.ts';
import {
  findOwnTopic,
  listOwnQueries,
  listOwnTopics,
  MOST_OWN_TOPICS,
  saveOwnTopic,
} from '../../../src/store/servers/topics.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { GUILD, OTHER_GUILD, saveUsual } from '../../support/papers/subscriptions.ts';

const AT = new Date('2026-03-10T12:00:00Z');
let test: TestDatabase;

beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.close());

const save = (name: string, query: string, guildId = GUILD, replaces?: string) =>
  saveOwnTopic(test.db, guildId, { name, query, createdBy: '311', ...(replaces !== undefined && { replaces }) }, AT);
const subscribe = (topics: readonly string[], channelId = '211', guildId = GUILD) =>
  saveUsual(test.db, AT, { topics: topics.toSorted(), channelId, guildId });

describe('a topic', () => {
  it('is made once, and changed only by who means to', async () => {
    expect(await save('MoE routing', 'moe routing')).toBe('created');
    expect(await save('moe-ROUTING', 'moe routing')).toBe('changed');
    expect(await save('moe routing', 'gating')).toBe('stale');
    expect(await findOwnTopic(test.db, GUILD, 'MOE  routing')).toEqual({ name: 'MoE routing', query: 'moe routing' });
    expect(await save('moe routing', 'gating', GUILD, 'routing')).toBe('stale');
    expect(await save('moe routing', 'gating', GUILD, 'moe routing')).toBe('changed');
    expect(await save('other', 'gating', GUILD, 'moe routing')).toBe('stale');
    expect(await listOwnTopics(test.db, GUILD)).toEqual([{ name: 'MoE routing', query: 'gating' }]);
  });

  it('finds room for no more than a server may have, also if many are made at once', async () => {
    const names = Array.from({ length: MOST_OWN_TOPICS + 5 }, (_, index) => `topic ${index}`);
    const made = await Promise.all(names.map((name) => save(name, 'robots')));
    expect(made.filter((outcome) => outcome === 'created')).toHaveLength(MOST_OWN_TOPICS);
    expect(made.filter((outcome) => outcome === 'too-many')).toHaveLength(5);
    expect(await save('topic 0', 'walking', OTHER_GUILD)).toBe('created');
  });

  it('is its server’s: nobody else lists, finds, changes or deletes it', async () => {
    const step = fc.record({
      guildId: fc.constantFrom(GUILD, OTHER_GUILD),
      name: fc.constantFrom('robots', 'Walking', '%', "a'b", 'سلام'),
      query: fc.constantFrom('one', 'two', 'three'),
      does: fc.constantFrom('create', 'replace', 'delete'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        await test.db.deleteFrom('server_topic').execute();
        const model = new Map<string, Map<string, string>>([
          [GUILD, new Map()],
          [OTHER_GUILD, new Map()],
        ]);
        for (const { guildId, name, query, does } of steps) {
          const own = model.get(guildId);
          if (does === 'delete') {
            const { removed } = await removeOwnTopic(test.db, guildId, name);
            expect(removed).toBe(own?.delete(name));
          } else {
            await save(name, query, guildId, does === 'replace' ? own?.get(name) : undefined);
            if (does === 'replace' || !own?.has(name)) own?.set(name, query);
          }
          for (const [id, held] of model) {
            const listed = await listOwnTopics(test.db, id);
            expect(new Map(listed.map((topic) => [topic.name, topic.query]))).toEqual(held);
            const queries = (await listOwnQueries(test.db, [id])).get(id) ?? new Map();
            expect(new Map([...held].map(([key, value]) => [ownSlug(key), value]))).toEqual(queries);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('goes with a server that left 30 days ago, and another’s stays', async () => {
    await save('robots', 'robots');
    await save('robots', 'robots', OTHER_GUILD);
    await markLeft(test.db, GUILD, AT);
    await forgetGoneGuilds(test.db, new Date(AT.getTime() + 31 * 24 * 3_600_000));
    expect(await listOwnTopics(test.db, GUILD)).toEqual([]);
    expect(await listOwnTopics(test.db, OTHER_GUILD)).toHaveLength(1);
  });
});

describe('deleting a topic', () => {
  it('takes it out of subscriptions that have others, of its own server alone', async () => {
    await save('robots', 'robots');
    await save('robots', 'robots', OTHER_GUILD);
    const mine = await subscribe([ownSlug('robots'), 'agents']);
    const theirs = await subscribe([ownSlug('robots'), 'agents'], '212', OTHER_GUILD);
    expect(await previewRemoval(test.db, GUILD, 'robots')).toMatchObject({ removed: false, losing: [{ id: mine.id }] });
    expect(await removeOwnTopic(test.db, GUILD, 'ROBOTS')).toMatchObject({ removed: true, inTheWay: [] });
    expect((await findSubscription(test.db, GUILD, mine.id))?.topics).toEqual(['agents']);
    expect((await findSubscription(test.db, OTHER_GUILD, theirs.id))?.topics).toEqual(theirs.topics);
    expect(await findOwnTopic(test.db, OTHER_GUILD, 'robots')).toBeDefined();
  });

  it('changes nothing while a subscription would have no topic, or the same as another of its channel', async () => {
    await save('robots', 'robots');
    const alone = await subscribe([ownSlug('robots')]);
    const twin = await subscribe([ownSlug('robots'), 'agents'], '213');
    await subscribe(['agents'], '213');
    const other = await subscribe([ownSlug('robots'), 'video'], '214');
    const before = await listSubscriptions(test.db, GUILD);
    const { removed, losing, inTheWay } = await removeOwnTopic(test.db, GUILD, 'robots');
    expect(removed).toBe(false);
    expect(losing.map(({ id }) => id)).toEqual([other.id]);
    expect(inTheWay.map(({ id }) => id).toSorted()).toEqual([alone.id, twin.id].toSorted());
    expect(await listSubscriptions(test.db, GUILD)).toEqual(before);
    expect(await findOwnTopic(test.db, GUILD, 'robots')).toBeDefined();
    expect(await listTopicUsers(test.db, OTHER_GUILD, ownSlug('robots'))).toEqual([]);
  });

  it('and subscribing to it at the same time leave no subscription with a topic that is gone', async () => {
    for (let round = 0; round < 20; round += 1) {
      const name = `robots ${round}`;
      await save(name, 'robots');
      const [made, removal] = await Promise.allSettled([
        subscribe([ownSlug(name)], String(300 + round)),
        removeOwnTopic(test.db, GUILD, name),
      ]);
      const isThere = (await findOwnTopic(test.db, GUILD, name)) !== undefined;
      expect(made.status === 'fulfilled').toBe(isThere);
      expect(removal).toMatchObject({ status: 'fulfilled', value: { removed: !isThere } });
    }
  });

  it('that another server has is like one that nobody has', async () => {
    await save('robots', 'robots', OTHER_GUILD);
    expect(await removeOwnTopic(test.db, GUILD, 'robots')).toEqual({ removed: false, losing: [], inTheWay: [] });
    await expect(subscribe([ownSlug('robots')])).rejects.toMatchObject({ complaint: { code: 'bad-topic' } });
  });
});
