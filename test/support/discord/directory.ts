import type { Failure } from '../../../src/domain/outcomes.ts';
import type { Directory } from '../../../src/domain/ports/servers.ts';

export interface FakeDirectory extends Directory {
  /** By server. */
  readonly systemChannels: Map<string, string>;
  /** Who may manage which server: `server person`. Whoever stands in it with false is a member without the right. */
  readonly members: Map<string, boolean>;
  /** People with whom a conversation was opened, in order. */
  readonly opened: string[];
  /** What the next readings fail with. */
  readonly failures: Failure[];
  /** What the next openings fail with. */
  readonly refusals: Failure[];
}

/** A directory by hand. The conversation with a person is the channel `dm-` and their id. */
export function createFakeDirectory(): FakeDirectory {
  const systemChannels = new Map<string, string>();
  const members = new Map<string, boolean>();
  const opened: string[] = [];
  const failures: Failure[] = [];
  const refusals: Failure[] = [];
  const orFailure = <T>(answer: () => T, planned = failures): T | { kind: 'failed'; failure: Failure } => {
    const failure = planned.shift();
    return failure === undefined ? answer() : { kind: 'failed', failure };
  };
  return {
    systemChannels,
    members,
    opened,
    failures,
    refusals,
    readSystemChannel: async (guildId) =>
      orFailure(() => {
        const channelId = systemChannels.get(guildId);
        return channelId === undefined ? { kind: 'none' as const } : { kind: 'found' as const, channelId };
      }),
    readMemberRights: async (guildId, userId) =>
      orFailure(() => {
        const managesServer = members.get(`${guildId} ${userId}`);
        return managesServer === undefined ? { kind: 'none' as const } : { kind: 'member' as const, managesServer };
      }),
    openDm: async (userId) =>
      orFailure(() => {
        opened.push(userId);
        return { kind: 'opened' as const, channelId: `dm-${userId}` };
      }, refusals),
  };
}
