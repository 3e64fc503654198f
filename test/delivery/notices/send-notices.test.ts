import { beforeEach, describe, expect, it } from 'vitest';
import { resumeDestination } from '../../../src/store/servers/destinations.ts';
import { setNoticeChannel } from '../../../src/store/servers/guilds.ts';
import { CHANNEL, GUILD, HOUR, LOG, MINUTE, refusal, SYSTEM, useNotices } from './noticing.ts';

const { setting, suspend, owe, send, places, ended, errors, deadTokens } = useNotices();

describe('a notice', () => {
  beforeEach(async () => {
    await suspend();
    await setNoticeChannel(setting.db, GUILD, LOG);
    await owe();
  });

  it('is posted once though only the answer was lost', async () => {
    setting.poster.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    expect(await send()).toBe(0);
    setting.pass(MINUTE);
    expect(await send()).toBe(1);
    expect(setting.poster.messages).toHaveLength(1);
  });

  it('is found again after Discord has forgotten its nonce', async () => {
    setting.poster.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    await send();
    setting.poster.forgetNonces();
    setting.pass(HOUR);
    expect(await send()).toBe(1);
    expect(setting.poster.messages).toHaveLength(1);
    expect(await ended()).toMatchObject({ state: 'sent' });
  });

  it('is seen through where it was begun, though another channel was chosen meanwhile and all is mended', async () => {
    setting.poster.failNext('after', { kind: 'unknown', code: 'ECONNRESET' });
    await send();
    await setNoticeChannel(setting.db, GUILD, SYSTEM);
    await resumeDestination(setting.db, CHANNEL, setting.at);
    setting.pass(MINUTE);
    expect(await send()).toBe(1);
    expect(places()).toEqual([LOG]);
  });

  it('is taken up by another process after a crash, and sent by one of many', async () => {
    setting.poster.failNext('after', new Error('killed'));
    expect(await send()).toBe(0);
    expect(await send()).toBe(0);
    setting.pass(4 * MINUTE);
    const counts = await Promise.all([send(), send(), send()]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
    expect(setting.poster.messages).toHaveLength(1);
  });

  it('stands still with everything else while Discord blocks all sending', async () => {
    setting.poster.failNext('before', { kind: 'blocked', afterMs: MINUTE, code: 'html' });
    expect(await send()).toBe(0);
    expect(await send()).toBe(0);
    expect(setting.poster.tries).toBe(1);
    setting.pass(2 * MINUTE);
    expect(await send()).toBe(1);
  });

  it('tells of a dead token', async () => {
    setting.poster.failNext('before', { kind: 'dead-token', code: '0' });
    expect(await send()).toBe(0);
    expect(deadTokens()).toBe(1);
    expect(await ended()).toMatchObject({ state: 'owed' });
  });

  it('that Discord does not take is a fault of ours', async () => {
    setting.poster.failNext('before', refusal('rejected', '50035'));
    expect(await send()).toBe(0);
    expect(errors()).toEqual(['notice refused']);
  });
});
