import { refusal } from '../api-error.ts';
import { canSee, findGuildOf } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { activeThreads } from '../world/threads.ts';
import { viewChannel, viewGuild, viewMember, viewRoles, viewThread, viewThreadMember } from '../world/views.ts';
import { ORDINARY, param, type RestRequest, type Route } from './route.ts';

/** What a bot may read of a server. discord-api-docs, resources/guild */
export function guildRoutes(core: Core): readonly Route[] {
  const botId = core.state.application.id;
  const guildOf = (asked: RestRequest) => findGuildOf(core, botId, param(asked, 'guild_id'));
  const route = (path: string, view: (guild: ReturnType<typeof guildOf>, asked: RestRequest) => unknown): Route => ({
    method: 'GET',
    path: `/guilds/{guild_id}${path}`,
    limits: ORDINARY,
    major: ['guild_id'],
    handle: (asked) => ({ status: 200, body: view(guildOf(asked), asked) }),
  });
  return [
    route('', viewGuild),
    route('/roles', viewRoles),
    // discord-api-docs, resources/channel › Obfuscated Channels: what the bot does not see is left out.
    route('/channels', (guild) =>
      [...core.channels.ofGuild(guild.id)]
        .filter(({ kind, id }) => kind === 'guild' && canSee(core, botId, id))
        .map((channel) => viewChannel(core.state, channel)),
    ),
    route('/threads/active', (guild) => {
      const threads = activeThreads(core, guild.id).filter(({ id }) => canSee(core, botId, id));
      const members = threads.flatMap((thread) => viewThreadMember(thread, botId) ?? []);
      return { threads: threads.map(viewThread), members, has_more: false };
    }),
    route('/members/{user_id}', (guild, asked) => {
      const member = guild.members[param(asked, 'user_id')];
      if (member === undefined) throw refusal('unknownMember');
      return viewMember(core.state, member);
    }),
  ];
}
