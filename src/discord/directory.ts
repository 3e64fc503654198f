import type { REST } from 'discord.js';
import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  PermissionFlagsBits,
  Routes,
} from 'discord-api-types/v10';
import type { Failure } from '../domain/outcomes.ts';
import type { Directory, MemberOutcome } from '../domain/ports/servers.ts';
import { errorFields, type Log } from '../log.ts';
import { discordCode, readFailure } from './meaning.ts';
import { permissionsOf } from './permissions.ts';

/** Unknown Member, Unknown User. */
const NOBODY = new Set([10007, 10013]);

/** A {@link Directory} over Discord's REST API. */
export function createDirectory(rest: REST, { log }: { log: Log }): Directory {
  const failed = (error: unknown): { readonly kind: 'failed'; readonly failure: Failure } => {
    const failure = readFailure(error);
    log.warn('discord refused or failed', { outcome: failure.kind, ...errorFields(error) });
    return { kind: 'failed', failure };
  };
  return {
    async readSystemChannel(guildId) {
      try {
        const { system_channel_id: channelId } = (await rest.get(Routes.guild(guildId))) as APIGuild;
        return channelId === null ? { kind: 'none' } : { kind: 'found', channelId };
      } catch (error) {
        return failed(error);
      }
    },
    async readMemberRights(guildId, userId) {
      try {
        return await readMemberRights(rest, guildId, userId);
      } catch (error) {
        return NOBODY.has(discordCode(error) ?? 0) ? { kind: 'none' } : failed(error);
      }
    },
    async openDm(userId) {
      try {
        const dm = (await rest.post(Routes.userChannels(), { body: { recipient_id: userId } })) as APIChannel;
        return { kind: 'opened', channelId: dm.id };
      } catch (error) {
        return failed(error);
      }
    },
  };
}

async function readMemberRights(rest: REST, guildId: string, userId: string): Promise<MemberOutcome> {
  // The member first: of somebody who has left, the server need not be read.
  const member = (await rest.get(Routes.guildMember(guildId, userId))) as APIGuildMember;
  const guild = (await rest.get(Routes.guild(guildId))) as APIGuild;
  const permissions = permissionsOf(guildId, member.roles, guild.roles);
  const managesServer = guild.owner_id === userId || (permissions & PermissionFlagsBits.ManageGuild) !== 0n;
  return { kind: 'member', managesServer };
}
