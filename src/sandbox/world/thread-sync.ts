import { canSee } from './access.ts';
import type { Core } from './core.ts';
import type { GuildChannelState, GuildState } from './state.ts';
import { activeThreads } from './threads.ts';
import { emitChannel } from './told-channel.ts';
import { viewThread, viewThreadMember } from './views.ts';

/**
 * Changes who may see what in a server. The bot is told of each channel that it sees from now on, whole, and then of the
 * active threads in those (resources/channel › Obfuscated Channels; topics/threads › Channel Access). Of a channel that
 * it loses it is told what it still may know; Discord documents that for a change of the channel itself alone. Of the
 * threads in it, it hears nothing.
 *
 * @param toldId the channel of which `change` tells by itself
 */
export function changeAccess(core: Core, guild: GuildState, change: () => void, toldId?: string): void {
  const before = seenChannels(core, guild);
  change();
  const after = seenChannels(core, guild);
  for (const channel of before.symmetricDifference(after)) {
    if (channel.id !== toldId) emitChannel(core, 'CHANNEL_UPDATE', channel);
  }
  const gained = [...after.difference(before)].map(({ id }) => id);
  if (gained.length === 0) return;
  const botId = core.state.application.id;
  const threads = activeThreads(core, guild.id).filter(
    ({ id, parentId }) => gained.includes(parentId) && canSee(core, botId, id),
  );
  core.emit({
    t: 'THREAD_LIST_SYNC',
    d: {
      guild_id: guild.id,
      channel_ids: gained,
      threads: threads.map(viewThread),
      members: threads.flatMap((thread) => viewThreadMember(thread, botId) ?? []),
    },
    guildId: guild.id,
  });
}

function seenChannels(core: Core, guild: GuildState): ReadonlySet<GuildChannelState> {
  const botId = core.state.application.id;
  const channels = [...core.channels.ofGuild(guild.id)].filter((channel) => channel.kind === 'guild');
  return new Set(channels.filter(({ id }) => canSee(core, botId, id)));
}
