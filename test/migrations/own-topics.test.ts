import { expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { migrateToLatest } from '../../src/postgres/migrate.ts';
import { listSubscriptions } from '../../src/store/servers/subscriptions.ts';
import { listOwnTopics, saveOwnTopic } from '../../src/store/servers/topics.ts';
import { createOldDatabase } from '../support/database/database.ts';
import { silentLog as log } from '../support/log.ts';
import { GUILD, OTHER_GUILD } from '../support/papers/subscriptions.ts';

const AT = new Date('2026-03-11T09:00:00Z');

it('subscriptions made before there were own topics keep theirs, and two servers may use one name', async () => {
  await using database = await createOldDatabase('0010', OLD_ROWS);
  const { db } = database;
  await migrateToLatest(db, migrations, { log });
  expect((await listSubscriptions(db, GUILD)).map(({ topics }) => topics)).toEqual([['agents', 'video']]);
  for (const guildId of [GUILD, OTHER_GUILD]) {
    const topic = { name: 'Robots', query: guildId, createdBy: '1' };
    expect(await saveOwnTopic(db, guildId, topic, AT)).toBe('created');
  }
  expect(await listOwnTopics(db, GUILD)).toEqual([{ name: 'Robots', query: GUILD }]);
});

const OLD_ROWS = `
  insert into destination (channel_id, guild_id, rechecks) values ('1', '${GUILD}', 0);
  insert into subscription (id, guild_id, channel_id, topics, time, timezone, frequency, papers, min_upvotes, threads,
    silent, created_by, created_at, changed_at, next_at, covered_through) values
    ('00000000-0000-4000-8000-000000000001', '${GUILD}', '1', '{agents,video}', '09:00', 'UTC', 'daily', 10, 0,
      'on-demand', true, '1', now(), now(), now(), '2026-03-10');
`;
