import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { RouteLimits } from '../rate-limits.ts';
import { demand, findMessage, seeChannel } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { crosspost } from '../world/crosspost.ts';
import { viewMessageForBot } from '../world/message-view.ts';
import { param, type Route } from './route.ts';

const { SendMessages, ManageMessages } = PermissionFlagsBits;
/** Observed by bots, and announced by nothing but a 429 of up to an hour. */
const CROSSPOSTS: RouteLimits = { hidden: { name: 'crossposts', most: 10, windowMs: 3_600_000 }, isGlobal: true };

/** Crosspost Message. discord-api-docs, resources/message */
export function crosspostRoute(core: Core): Route {
  const botId = core.state.application.id;
  return {
    method: 'POST',
    path: '/channels/{channel_id}/messages/{message_id}/crosspost',
    limits: CROSSPOSTS,
    major: ['channel_id'],
    handle(asked) {
      const channel = seeChannel(core, botId, param(asked, 'channel_id'));
      const found = findMessage(core, channel.id, param(asked, 'message_id'));
      const isOwn = found.message.author.id === botId;
      demand(core, botId, channel.id, isOwn ? SendMessages : SendMessages | ManageMessages);
      crosspost(core, channel, found);
      return { status: 200, body: viewMessageForBot(core, found) };
    },
  };
}
