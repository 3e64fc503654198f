import { GatewayIntentBits } from 'discord-api-types/v10';
import { canSee } from '../world/access.ts';
import type { Core, WorldEvent } from '../world/core.ts';

const { Guilds, GuildMembers, GuildPresences, MessageContent, GuildMessages, DirectMessages } = GatewayIntentBits;

/** Those that an application must be granted; the sandbox's is granted none. */
const PRIVILEGED = GuildMembers | GuildPresences | MessageContent;
const KNOWN = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
);

/** @returns the code to close with, or undefined if the intents may be used */
export function checkIntents(intents: unknown): 4013 | 4014 | undefined {
  if (typeof intents !== 'number' || !Number.isInteger(intents) || intents < 0 || (intents & ~KNOWN) !== 0) return 4013;
  return (intents & PRIVILEGED) === 0 ? undefined : 4014;
}

/**
 * Whether a session with these intents hears of an event.
 * Source: discord-api-docs, events/gateway › List of Intents, and Caveats for the bot's own member.
 */
export function hears(core: Core, intents: number, event: WorldEvent): boolean {
  // Those of whoever has installed the app, wherever they are: the bot need not be there.
  if (event.t === 'INTERACTION_CREATE') return !isOut(core, event.guildId);
  if (event.guildId !== undefined && !isThere(core, event.guildId) && event.t !== 'GUILD_DELETE') return false;
  const needed = intentOf(core, event);
  if (needed !== 0 && (intents & needed) === 0) return false;
  // Channels are told of even if the bot cannot see them; what happens in them is not.
  if (event.channelId === undefined) return true;
  if (event.visibleTo !== undefined) return core.state.channels[event.channelId]?.kind !== 'private';
  return canSee(core, core.state.application.id, event.channelId);
}

/** Whether the bot is in a server, and there is no outage of it. */
function isThere(core: Core, guildId: string): boolean {
  return core.state.guilds[guildId]?.members[core.state.application.id] !== undefined && !isOut(core, guildId);
}

function isOut(core: Core, guildId: string | undefined): boolean {
  return guildId !== undefined && core.state.guilds[guildId]?.unavailable === true;
}

function intentOf(core: Core, { t, guildId, memberId, visibleTo }: WorldEvent): number {
  if (t.startsWith('MESSAGE_'))
    return guildId === undefined || visibleTo !== undefined ? DirectMessages : GuildMessages;
  const aboutMe = memberId === undefined || memberId === core.state.application.id;
  if (t === 'GUILD_MEMBER_UPDATE' && aboutMe) return 0;
  if (t.startsWith('GUILD_MEMBER_')) return GuildMembers;
  return aboutMe ? Guilds : GuildMembers;
}
