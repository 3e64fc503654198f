import type { REST } from 'discord.js';
import { type APIGuild, type APIGuildChannel, type APIGuildMember, Routes } from 'discord-api-types/v10';
import type { ChannelRights, RightsOutcome } from '../domain/ports/servers.ts';
import { errorFields, type Log } from '../log.ts';
import { readFailure } from './meaning.ts';
import { permissionsIn } from './permissions.ts';

/** {@link ChannelRights} over Discord's REST API. @param botId the application's own user */
export function createChannelRights(rest: REST, { botId, log }: { botId: string; log: Log }): ChannelRights {
  return {
    async readRights(place) {
      try {
        return await readRights(rest, botId, place);
      } catch (error) {
        const failure = readFailure(error);
        log.warn('discord refused or failed', { outcome: failure.kind, ...errorFields(error) });
        return { kind: 'failed', failure };
      }
    },
  };
}

async function readRights(
  rest: REST,
  botId: string,
  { guildId, channelId, userId }: Parameters<ChannelRights['readRights']>[0],
): Promise<RightsOutcome> {
  // The channel first: of one that is gone, nothing else need be read.
  const channel = (await rest.get(Routes.channel(channelId))) as APIGuildChannel;
  if (channel.guild_id !== guildId) return { kind: 'failed', failure: ELSEWHERE };
  const [guild, person, bot] = await Promise.all([
    rest.get(Routes.guild(guildId)) as Promise<APIGuild>,
    rest.get(Routes.guildMember(guildId, userId)) as Promise<APIGuildMember>,
    rest.get(Routes.guildMember(guildId, botId)) as Promise<APIGuildMember>,
  ]);
  const { roles } = guild;
  const rightsOf = (id: string, memberRoles: readonly string[]) =>
    guild.owner_id === id ? ALL : permissionsIn(channel, { guildId, userId: id, memberRoles, roles });
  return {
    kind: 'known',
    type: channel.type,
    memberPermissions: rightsOf(userId, person.roles),
    appPermissions: rightsOf(botId, bot.roles),
    roles: roles.map(({ id, mentionable }) => ({ id, mentionable })),
  };
}

const ALL = ~0n;

/** For whoever asks from one server, another server's channel is not there. */
const ELSEWHERE = { kind: 'suspend', reason: 'channel-gone', code: 'elsewhere' } as const;
