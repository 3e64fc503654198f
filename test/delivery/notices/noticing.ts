import { beforeEach } from 'vitest';
import { oweSuspensionNotice } from '../../../src/delivery/notices/notices.ts';
import { sendOwedNotices } from '../../../src/delivery/notices/send-notices.ts';
import type { SendOutcome } from '../../../src/domain/outcomes.ts';
import { subscribeChannel, suspendChannel } from '../../support/discord/channels.ts';
import { createFakeDirectory, type FakeDirectory } from '../../support/discord/directory.ts';
import { createMemoryLog } from '../../support/log.ts';
import { useSetting } from '../../support/setting.ts';

export const GUILD = '100000000000000001';
/** Subscribed by Ada. */
export const CHANNEL = '200000000000000001';
/** To be chosen for notices. */
export const LOG = '200000000000000002';
export const SYSTEM = '200000000000000003';
export const ADA = '300000000000000001';
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A setting in which Ada has subscribed a channel, and what happens to notices in it. */
export function useNotices() {
  const setting = useSetting('2026-03-11T09:00:00Z');
  let directory: FakeDirectory;
  let memory: ReturnType<typeof createMemoryLog>;
  let deadTokens: number;
  beforeEach(async () => {
    directory = createFakeDirectory();
    memory = createMemoryLog();
    deadTokens = 0;
    await subscribeChannel(setting.db, { guildId: GUILD, channelId: CHANNEL, createdBy: ADA }, setting.at);
  });

  const onDeadToken = () => {
    deadTokens += 1;
  };
  /** Owes a notice in each of many servers, whose only place is the person who subscribed. */
  async function oweToPeople(count: number): Promise<void> {
    const { db, at } = setting;
    for (let index = 0; index < count; index += 1) {
      const number = String(index).padStart(2, '0');
      const [guildId, channelId, subscriberId] = [`1100${number}`, `2100${number}`, `3100${number}`];
      await subscribeChannel(db, { guildId, channelId }, at);
      await suspendChannel(db, channelId, at);
      directory.members.set(`${guildId} ${subscriberId}`, true);
      await oweSuspensionNotice(db, { guildId, channelId, reason: 'no-access', subscriberId, at });
    }
  }

  return {
    setting,
    directory: () => directory,
    suspend: () => suspendChannel(setting.db, CHANNEL, setting.at),
    owe: () => {
      const channel = { guildId: GUILD, channelId: CHANNEL, subscriberId: ADA };
      return oweSuspensionNotice(setting.db, { ...channel, reason: 'missing-permission', at: setting.at });
    },
    oweToPeople,
    send: () => sendOwedNotices({ ...setting, directory, log: memory.log, onDeadToken }, new AbortController().signal),
    /** Where something was posted. */
    places: () => setting.poster.messages.map(({ channelId }) => channelId),
    /** How the one notice ended. */
    ended: () => setting.db.selectFrom('notice').select(['state', 'reason']).executeTakeFirst(),
    logged: () => memory.lines.join(),
    errors: () =>
      memory.lines
        .map((line) => JSON.parse(line))
        .flatMap(({ level, message }) => (level === 'error' ? [message] : [])),
    deadTokens: () => deadTokens,
  };
}

export function refusal(kind: 'suspend' | 'rejected', code: string): SendOutcome {
  return kind === 'suspend' ? { kind, reason: 'missing-permission', code } : { kind, code };
}
