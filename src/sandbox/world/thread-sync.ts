import { canSee } from './access.ts';
import type { Core } from './core.ts';
import type { GuildState } from './state.ts';
import { activeThreads } from './threads.ts';
import { viewThread, viewThreadMember } from './views.ts';

/**
 * Changes who may see what in a server, and tells the bot of the active threads in the channels that it sees from now
 * on. Of those that it loses it hears nothing. discord-api-docs, topics/threads › Channel Access
 */
export function changeAccess(core: Core, guild: GuildState, change: () => void): void {
  const before = seenChannels(core, guild);
  change();
  const gained = [...seenChannels(core, guild)].filter((id) => !before.has(id));
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

function seenChannels(core: Core, guild: GuildState): ReadonlySet<string> {
  const channels = [...core.channels.ofGuild(guild.id)].filter(({ kind }) => kind === 'guild');
  return new Set(channels.map(({ id }) => id).filter((id) => canSee(core, core.state.application.id, id)));
}
