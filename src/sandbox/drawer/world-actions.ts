import { PermissionFlagsBits } from 'discord-api-types/v10';
import { deleteChannel, setChannel } from '../world/channels.ts';
import type { Core } from '../world/core.ts';
import { inviteBot, kickBot } from '../world/guilds.ts';
import { grantedIn, holds } from '../world/permissions.ts';
import { isInGuild } from '../world/place.ts';
import type { GuildChannelState, GuildState } from '../world/state.ts';
import { activeThreads } from '../world/threads.ts';
import type { OwnAction } from './action.ts';

/** What a bot that posts and opens threads needs, as Discord's own settings name it. */
const PERMISSIONS = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  EmbedLinks: 'Embed Links',
  ReadMessageHistory: 'Read Message History',
  CreatePublicThreads: 'Create Public Threads',
  SendMessagesInThreads: 'Send Messages in Threads',
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, string>>;

/** What happens to the bot: its permissions in the channel that is open, the channel itself, the server and its cap. */
export function listWorldActions(core: Core, channelId: string | undefined): readonly OwnAction[] {
  const open = channelId === undefined ? undefined : core.state.channels[channelId];
  if (!isInGuild(open)) return [];
  const guild = core.state.guilds[open.guildId];
  if (guild === undefined) return [];
  const channel = open.kind === 'thread' ? core.state.channels[open.parentId] : open;
  return [
    ...(channel?.kind === 'guild' ? listPermissions(core, guild, channel) : []),
    deletion(core, open.kind === 'thread' ? { id: open.id, name: `the thread ${open.name}` } : named(open)),
    threadCap(core, guild),
    membership(core, guild),
  ];
}

function listPermissions(core: Core, guild: GuildState, channel: GuildChannelState): readonly OwnAction[] {
  const botId = core.state.application.id;
  if (guild.members[botId] === undefined) return [];
  return Object.entries(PERMISSIONS).map(([key, label]) => {
    const bit = PermissionFlagsBits[key as keyof typeof PERMISSIONS];
    const isOn = holds(grantedIn(core, botId, channel.id), bit);
    return {
      id: `permission-${key}`,
      label,
      group: `What the bot may in #${channel.name}`,
      isOn,
      run() {
        overwrite(core, channel, { botId, bit, granted: !isOn });
        return `The bot ${isOn ? 'may not' : 'may'} “${label}” in #${channel.name} ${isOn ? 'any more' : 'again'}.`;
      },
    };
  });
}

/** Grants or denies the bot itself one thing in a channel; what else it has been granted or denied there stays. */
function overwrite(
  core: Core,
  channel: GuildChannelState,
  { botId, bit, granted }: { botId: string; bit: bigint; granted: boolean },
): void {
  const before = channel.overwrites.find(({ id }) => id === botId);
  const others = channel.overwrites.filter(({ id }) => id !== botId);
  const write = (allow: bigint, deny: bigint) => {
    const own = { id: botId, type: 1 as const, allow: String(allow), deny: String(deny) };
    setChannel(core, channel, { overwrites: allow === 0n && deny === 0n ? others : [...others, own] });
  };
  const denied = BigInt(before?.deny ?? 0) & ~bit;
  const allowed = BigInt(before?.allow ?? 0) & ~bit;
  write(allowed, granted ? denied : denied | bit);
  // Lifting its own denial is all that an admin would do; only what others deny has to be outweighed.
  if (granted && !holds(grantedIn(core, botId, channel.id), bit)) write(allowed | bit, denied);
}

function named({ id, name }: GuildChannelState): { readonly id: string; readonly name: string } {
  return { id, name: `#${name}` };
}

function deletion(core: Core, { id, name }: { readonly id: string; readonly name: string }): OwnAction {
  return {
    id: 'delete-channel',
    label: `Delete ${name}`,
    group: 'Server',
    question: `Delete ${name} with everything in it? This cannot be undone.`,
    run() {
      deleteChannel(core, id);
      return `${name.startsWith('#') ? name : `T${name.slice(1)}`} is deleted.`;
    },
  };
}

/** Refused by the sandbox's own rule: one that is archived makes room, and one that is opened again takes it. */
function threadCap(core: Core, guild: GuildState): OwnAction {
  const isOn = core.threadCaps.has(guild.id);
  return {
    id: 'thread-cap',
    label: 'Allow no more active threads than now (160006)',
    group: 'Server',
    hint: `Instead of ${core.maxActiveThreads}, until it is switched off. One that is archived makes room for another.`,
    isOn,
    run() {
      const cap = isOn ? core.maxActiveThreads : activeThreads(core, guild.id).length;
      if (isOn) core.threadCaps.delete(guild.id);
      else core.threadCaps.set(guild.id, cap);
      return `${guild.name} may have ${cap} active ${cap === 1 ? 'thread' : 'threads'} from now on.`;
    },
  };
}

function membership(core: Core, guild: GuildState): OwnAction {
  const isIn = guild.members[core.state.application.id] !== undefined;
  return {
    id: isIn ? 'kick-bot' : 'invite-bot',
    label: isIn ? 'Kick the bot' : 'Invite the bot',
    group: 'Server',
    run() {
      if (isIn) kickBot(core, guild);
      else inviteBot(core, guild);
      return isIn ? `The bot is no longer in ${guild.name}.` : `The bot is in ${guild.name}.`;
    },
  };
}
