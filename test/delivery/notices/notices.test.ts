import { describe, expect, it } from 'vitest';
import { oweResumedNotice, oweWelcome } from '../../../src/delivery/notices/notices.ts';
import { resumeDestination } from '../../../src/store/servers/destinations.ts';
import { markJoined, markLeft, markUnavailable, setNoticeChannel } from '../../../src/store/servers/guilds.ts';
import { CHANNEL, GUILD, HOUR, LOG, MINUTE, SYSTEM, useNotices } from './noticing.ts';

const { setting, directory, suspend, owe, send, places, ended, errors } = useNotices();

describe('a suspension', () => {
  it('is told once in seven days, and then again if it has happened again', async () => {
    await setNoticeChannel(setting.db, GUILD, LOG);
    await suspend();
    const owed = await Promise.all([owe(), owe(), owe()]);
    expect(owed.filter(Boolean)).toHaveLength(1);
    expect(await send()).toBe(1);
    setting.pass(3 * 24 * HOUR);
    expect(await owe()).toBe(false);
    expect(await send()).toBe(0);
    setting.pass(4 * 24 * HOUR);
    expect(await owe()).toBe(true);
    expect(await send()).toBe(1);
    expect(places()).toEqual([LOG, LOG]);
    expect(setting.poster.text(0)).toContain(`<#${CHANNEL}>`);
    expect(setting.poster.text(0)).toContain('*Send Messages*');
  });

  it('is not told if it was mended before, and does not hold back the next', async () => {
    await setNoticeChannel(setting.db, GUILD, LOG);
    await suspend();
    await owe();
    await resumeDestination(setting.db, CHANNEL, setting.at);
    expect(await send()).toBe(0);
    await suspend();
    expect(await owe()).toBe(true);
    expect(await send()).toBe(1);
  });

  it('is not told if nothing is subscribed there any more', async () => {
    await setNoticeChannel(setting.db, GUILD, LOG);
    await suspend();
    await owe();
    await setting.db.deleteFrom('subscription').execute();
    expect(await send()).toBe(0);
    expect(setting.poster.tries).toBe(0);
  });

  it('is told in no server that was left', async () => {
    await setNoticeChannel(setting.db, GUILD, LOG);
    await suspend();
    await owe();
    await markLeft(setting.db, GUILD, setting.at);
    expect(await send()).toBe(0);
    expect(await setting.db.selectFrom('notice').select('id').execute()).toEqual([]);
  });

  it('waits while there is an outage of the server', async () => {
    await setNoticeChannel(setting.db, GUILD, LOG);
    await markJoined(setting.db, { guildId: GUILD, isAvailable: true }, setting.at);
    await suspend();
    await owe();
    await markUnavailable(setting.db, GUILD, setting.at);
    expect(await send()).toBe(0);
    expect(setting.poster.tries).toBe(0);
    await markJoined(setting.db, { guildId: GUILD, isAvailable: true }, setting.at);
    setting.pass(10 * MINUTE);
    expect(await send()).toBe(1);
  });

  it('is no news after a week', async () => {
    await setNoticeChannel(setting.db, GUILD, LOG);
    await suspend();
    await owe();
    setting.pass(7 * 24 * HOUR);
    expect(await send()).toBe(0);
    expect(await ended()).toEqual({ state: 'given-up', reason: 'expired' });
  });
});

describe('other notices', () => {
  it('say in the channel itself that it is posted to again, if it still is', async () => {
    await oweResumedNotice(setting.db, { guildId: GUILD, channelId: CHANNEL, at: setting.at });
    expect(await send()).toBe(1);
    expect(places()).toEqual([CHANNEL]);
    expect(setting.poster.text(0)).toContain('Paperboy posts here again.');
    await oweResumedNotice(setting.db, { guildId: GUILD, channelId: CHANNEL, at: setting.at });
    await suspend();
    expect(await send()).toBe(0);
  });

  it('welcome in the system channel, otherwise nowhere', async () => {
    await setNoticeChannel(setting.db, GUILD, LOG);
    await oweWelcome(setting.db, { guildId: GUILD, at: setting.at });
    expect(await send()).toBe(0);
    directory().systemChannels.set(GUILD, SYSTEM);
    await oweWelcome(setting.db, { guildId: GUILD, at: setting.at });
    expect(await send()).toBe(1);
    expect(places()).toEqual([SYSTEM]);
    expect(errors()).toEqual([]);
  });
});
