import { expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { migrateToLatest } from '../../src/postgres/migrate.ts';
import { claimDelivery, listDigestPapers } from '../../src/store/delivery/deliveries.ts';
import { forgetUnusedEditions } from '../../src/store/delivery/editions.ts';
import { createOldDatabase } from '../support/database/database.ts';
import { silentLog as log } from '../support/log.ts';

const AT = new Date('2026-03-11T09:00:00Z');

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

it('what was frozen before there were editions is sent as it was frozen', async () => {
  await using database = await createOldDatabase('0006', OLD_ROWS);
  const { db } = database;
  await migrateToLatest(db, migrations, { log });

  const first = await claimDelivery(db, { at: AT, leaseMs: 60_000 });
  expect(first).toMatchObject({
    digestId: uuid(1),
    parts: [
      { part: 0, nonce: 'n0', marker: 'm0', body: { components: [{ custom_id: 'm0' }] }, sent: true },
      { part: 1, nonce: 'n1', marker: 'm1', body: { components: [{ custom_id: 'm1' }] }, sent: false },
    ],
  });
  const second = await claimDelivery(db, { at: AT, leaseMs: 60_000 });
  expect(second).toMatchObject({ digestId: uuid(2), parts: [{ body: { content: 'plain' }, isPlain: true }] });
  expect(await claimDelivery(db, { at: AT, leaseMs: 60_000 })).toBeUndefined();

  expect(await listDigestPapers(db, uuid(1))).toEqual(['2603.00002', '2603.00001']);
  expect(await listDigestPapers(db, uuid(2))).toEqual(['2603.00001']);
  await forgetUnusedEditions(db);
  const editions = await db.selectFrom('edition').selectAll().orderBy('id').execute();
  expect(editions).toEqual([
    { id: uuid(1), bodies: [{ components: [{ custom_id: 'm0' }] }, { components: [{ custom_id: 'm1' }] }] },
    { id: uuid(2), bodies: [{ content: 'refused' }] },
  ]);
  const digests = await db.selectFrom('digest').select(['id', 'edition_id']).orderBy('id').execute();
  expect(digests.map(({ edition_id }) => edition_id)).toEqual([uuid(1), uuid(2), null]);
  const numbers = await db.selectFrom('edition_paper').selectAll().where('edition_id', '=', uuid(2)).execute();
  expect(numbers).toMatchObject([{ position: 1, paper_id: '2603.00001', upvotes: 7, comments: null, github_stars: 3 }]);
});

/** Two papers, and three digests of one channel: of two parts of which one was sent; refused and replaced; of nothing. */
const OLD_ROWS = `
  insert into paper (id, title, abstract, authors, keywords, topics, first_seen_at, changed_at)
    select id, 'T', '', '{}', '{}', '{}', now(), now() from unnest(array['2603.00001', '2603.00002']) as id;
  insert into destination (channel_id, guild_id, rechecks) values ('1', '9', 0), ('2', '9', 0);
  insert into digest (id, subscription_id, guild_id, channel_id, slot_at, list_days, outcome, planned_at) values
    ('${uuid(1)}', null, '9', '1', '2026-03-09T09:00Z', '{2026-03-06}', 'owed', '2026-03-09T09:00Z'),
    ('${uuid(2)}', null, '9', '2', '2026-03-10T09:00Z', '{2026-03-09}', 'owed', '2026-03-10T09:00Z'),
    ('${uuid(3)}', null, '9', '1', '2026-03-11T09:00Z', '{}', 'nothing-new', '2026-03-11T09:00Z');
  insert into digest_paper (digest_id, position, paper_id, upvotes, comments, github_stars) values
    ('${uuid(1)}', 1, '2603.00002', 9, 1, null),
    ('${uuid(1)}', 2, '2603.00001', 5, null, null),
    ('${uuid(2)}', 1, '2603.00001', 7, null, 3);
  insert into delivery (id, digest_id, guild_id, channel_id, state, opens_threads, due_at, attempts) values
    ('${uuid(11)}', '${uuid(1)}', '9', '1', 'owed', false, '2026-03-09T09:00Z', 1),
    ('${uuid(12)}', '${uuid(2)}', '9', '2', 'owed', false, '2026-03-10T09:00Z', 1);
  insert into delivery_part (delivery_id, part, nonce, marker, body, plain_body, sending_at, sent_at, message_id) values
    ('${uuid(11)}', 1, 'n1', 'm1', '{"components":[{"custom_id":"m1"}]}', null, null, null, null),
    ('${uuid(11)}', 0, 'n0', 'm0', '{"components":[{"custom_id":"m0"}]}', null, now(), now(), '5'),
    ('${uuid(12)}', 0, 'n2', 'm2', '{"content":"refused"}', '{"content":"plain"}', now(), null, null);
`;
