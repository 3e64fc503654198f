import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { saveDraft, saveDrafted } from '../../../src/store/servers/drafts.ts';
import { listSubscriptions } from '../../../src/store/servers/subscriptions.ts';
import { createTestDatabase } from '../../support/database/database.ts';
import { untilBlocked } from '../../support/database/locks.ts';
import { GUILD, PREFERENCES } from '../../support/papers/subscriptions.ts';

const AT = new Date('2026-03-10T12:00:00Z');

it('drafts that are saved at once make no more subscriptions than a server may have', async () => {
  await using test = await createTestDatabase();
  const save = async (db: typeof test.db, channelId: string) => {
    const key = { id: randomUUID(), guildId: GUILD, userId: '311', at: AT };
    const expiresAt = new Date(AT.getTime() + 1);
    await saveDraft(test.db, { ...key, channelId, byManager: true, preferences: PREFERENCES, expiresAt }, AT);
    const { coveredThrough } = PREFERENCES;
    return await saveDrafted(db, key, { coveredThrough, nextAt: new Date('2026-03-11T09:00:00Z'), most: 1 });
  };
  const second = Promise.withResolvers<unknown>();
  await test.db.transaction().execute(async (tx) => {
    await save(tx, '211');
    second.resolve(save(test.db, '212').catch((error: unknown) => error));
    await untilBlocked(test.db);
  });
  expect(await second.promise).toMatchObject({ complaint: { code: 'too-many-subscriptions', limit: 1 } });
  expect((await listSubscriptions(test.db, GUILD)).map(({ channelId }) => channelId)).toEqual(['211']);
});
