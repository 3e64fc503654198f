import { beforeEach, describe, expect, it } from 'vitest';
import { takeDirectMessage } from '../../../src/store/servers/direct-messages.ts';
import { setNoticeChannel } from '../../../src/store/servers/guilds.ts';
import { subscribeChannel, suspendChannel } from '../../support/discord/channels.ts';
import { ADA, CHANNEL, GUILD, HOUR, LOG, MINUTE, refusal, SYSTEM, useNotices } from './noticing.ts';

const { setting, directory, suspend, owe, oweToPeople, send, places, ended, logged, errors } = useNotices();

describe('where it goes', () => {
  beforeEach(() => suspend());

  it.each([
    ['the chosen channel', { hasChosen: true, hasSystem: true }, LOG],
    ['else the system channel', { hasChosen: false, hasSystem: true }, SYSTEM],
    ['else its subscriber', { hasChosen: false, hasSystem: false }, `dm-${ADA}`],
  ])('%s', async (_which, { hasChosen, hasSystem }, place) => {
    if (hasChosen) await setNoticeChannel(setting.db, GUILD, LOG);
    if (hasSystem) directory().systemChannels.set(GUILD, SYSTEM);
    directory().members.set(`${GUILD} ${ADA}`, true);
    await owe();
    expect(await send()).toBe(1);
    expect(places()).toEqual([place]);
  });

  it.each([
    ['50001', 'suspend'],
    ['50013', 'suspend'],
    ['10003', 'suspend'],
    ['50007', 'rejected'],
  ] as const)('a place that refuses with %s leads to the next', async (code, kind) => {
    await setNoticeChannel(setting.db, GUILD, LOG);
    directory().systemChannels.set(GUILD, SYSTEM);
    await owe();
    setting.poster.failNext('before', refusal(kind, code));
    expect(await send()).toBe(1);
    expect(places()).toEqual([SYSTEM]);
  });

  it('is not asked again where it was refused, if Discord fails at the next place', async () => {
    await setNoticeChannel(setting.db, GUILD, LOG);
    directory().systemChannels.set(GUILD, SYSTEM);
    await owe();
    setting.poster.failNext('before', refusal('suspend', '50013'));
    directory().failures.push({ kind: 'retry', code: 'ECONNREFUSED' });
    expect(await send()).toBe(0);
    setting.pass(MINUTE);
    expect(await send()).toBe(1);
    expect(places()).toEqual([SYSTEM]);
    expect(setting.poster.tries).toBe(2);
  });

  it('never the channel that refuses, nor another that is known to', async () => {
    await subscribeChannel(setting.db, { guildId: GUILD, channelId: LOG }, setting.at);
    await suspendChannel(setting.db, LOG, setting.at);
    await setNoticeChannel(setting.db, GUILD, LOG);
    directory().systemChannels.set(GUILD, CHANNEL);
    directory().members.set(`${GUILD} ${ADA}`, true);
    await owe();
    expect(await send()).toBe(1);
    expect(places()).toEqual([`dm-${ADA}`]);
    expect(setting.poster.tries).toBe(1);
  });

  it.each([
    ['has left', undefined],
    ['may manage the server no more', false],
  ])('not the subscriber if that person %s: then nowhere, and the log says so', async (_what, rights) => {
    if (rights !== undefined) directory().members.set(`${GUILD} ${ADA}`, rights);
    await owe();
    expect(await send()).toBe(0);
    expect(directory().opened).toEqual([]);
    expect(await ended()).toMatchObject({ state: 'given-up', reason: expect.stringContaining('subscriber') });
    expect(logged()).toContain('notice reaches nobody');
  });

  it('forgets who it might have gone to', async () => {
    await setNoticeChannel(setting.db, GUILD, LOG);
    await owe();
    await send();
    expect(await setting.db.selectFrom('notice').select('subscriber_id').execute()).toEqual([{ subscriber_id: null }]);
  });
});

describe('direct messages', () => {
  beforeEach(() => suspend());

  it('are ten an hour for the whole bot, and the rest waits', async () => {
    await oweToPeople(23);
    const counts = await Promise.all([send(), send(), send()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(10);
    setting.pass(59 * MINUTE);
    expect(await send()).toBe(0);
    setting.pass(2 * MINUTE);
    expect(await send()).toBe(10);
    setting.pass(61 * MINUTE);
    expect(await send()).toBe(3);
    expect(new Set(directory().opened).size).toBe(23);
    expect(directory().opened).toHaveLength(23);
  });

  it('are taken one by one, whoever takes them together', async () => {
    const take = () => takeDirectMessage(setting.db, { at: setting.at, everyMs: HOUR });
    const together = await Promise.all(Array.from({ length: 30 }, take));
    expect(together.filter(Boolean).length).toBeGreaterThanOrEqual(1);
    // Whoever passed over one that somebody else was about to take got none; what that left is there for the next.
    const after: boolean[] = [];
    for (let count = 0; count < 10; count += 1) after.push(await take());
    expect([...together, ...after].filter(Boolean)).toHaveLength(10);
  });

  it.each(['50007', '50278', '10013', '50033'])('that are refused with %s are given up', async (code) => {
    directory().members.set(`${GUILD} ${ADA}`, true);
    await owe();
    setting.poster.failNext('before', refusal('rejected', code));
    expect(await send()).toBe(0);
    expect(await ended()).toMatchObject({ state: 'given-up', reason: expect.stringContaining(code) });
    expect(errors()).toEqual([]);
  });

  it('stop for a quarter of an hour if Discord finds them too fast', async () => {
    await oweToPeople(2);
    directory().refusals.push({ kind: 'rejected', code: '40003' });
    expect(await send()).toBe(0);
    setting.pass(14 * MINUTE);
    expect(await send()).toBe(0);
    expect(directory().opened).toEqual([]);
    setting.pass(HOUR);
    expect(await send()).toBe(2);
  });

  it.each(['at opening', 'at posting'])('stop for a day if Discord takes the bot for a spammer %s', async (when) => {
    await oweToPeople(2);
    if (when === 'at opening') directory().refusals.push({ kind: 'rejected', code: '20026' });
    else setting.poster.failNext('before', refusal('rejected', '20026'));
    expect(await send()).toBe(0);
    setting.pass(23 * HOUR);
    expect(await send()).toBe(0);
    expect(setting.poster.messages).toEqual([]);
    expect(errors()).toEqual(['direct messages stopped']);
    setting.pass(2 * HOUR);
    expect(await send()).toBe(2);
  });
});
