import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { refusal } from '../api-error.ts';
import type { Interaction, Interactions } from '../interactions/interactions.ts';
import { deleteOriginal, editOriginal, findOriginal, followUp, respond } from '../interactions/respond.ts';
import type { RouteLimits } from '../rate-limits.ts';
import type { Core } from '../world/core.ts';
import { viewMessage } from '../world/message-view.ts';
import { param, type RestRequest, type Route } from './route.ts';

/** Neither is counted by the global limit. The hidden one is shared by a channel: discord-api-docs issues 2701, 7243. */
const CALLBACKS: RouteLimits = { isGlobal: false };
const WEBHOOKS: RouteLimits = {
  announced: { most: 5, windowMs: 2_000 },
  hidden: { name: 'webhooks', most: 30, windowMs: 60_000 },
  isGlobal: false,
};

/** How a bot answers what people do. discord-api-docs, interactions/receiving-and-responding › Endpoints */
export function interactionRoutes(core: Core, interactions: Interactions): readonly Route[] {
  const original = '/webhooks/{webhook_id}/{webhook_token}/messages/@original';
  const answered = (asked: RestRequest): Interaction => {
    if (param(asked, 'webhook_id') !== core.state.application.id) throw refusal('unknownWebhook');
    return interactions.findAnswered(param(asked, 'webhook_token'));
  };
  const webhook = (method: Route['method'], path: string, handle: Route['handle']): Route => ({
    method,
    path,
    limits: WEBHOOKS,
    major: ['webhook_id', 'webhook_token'],
    sharedBy: ({ webhook_token: token = '' }) => interactions.channelOf(token),
    isOpen: true,
    handle,
  });
  return [
    {
      method: 'POST',
      path: '/interactions/{interaction_id}/{interaction_token}/callback',
      limits: CALLBACKS,
      major: ['interaction_id', 'interaction_token'],
      isOpen: true,
      handle(asked) {
        const found = interactions.findUnanswered(param(asked, 'interaction_id'), param(asked, 'interaction_token'));
        respond(core, found, asked.body);
        return asked.query.get('with_response') === 'true'
          ? { status: 200, body: viewCallback(core, found) }
          : { status: 204 };
      },
    },
    webhook('GET', original, (asked) => ({ status: 200, body: viewMessage(core, findOriginal(answered(asked))) })),
    webhook('PATCH', original, (asked) => ({
      status: 200,
      body: viewMessage(core, editOriginal(core, answered(asked), asked.body)),
    })),
    webhook('DELETE', original, (asked) => {
      deleteOriginal(core, answered(asked));
      return { status: 204 };
    }),
    webhook('POST', '/webhooks/{webhook_id}/{webhook_token}', (asked) => ({
      status: 200,
      body: viewMessage(core, followUp(core, answered(asked), asked.body)),
    })),
  ];
}

/** Only answers that make or change a message at once come with it. */
function viewCallback(core: Core, { id, type, response, original }: Interaction): object {
  const { ChannelMessageWithSource, UpdateMessage } = InteractionResponseType;
  const flags = original?.message.flags ?? 0;
  const isShown = response === ChannelMessageWithSource || response === UpdateMessage;
  return {
    interaction: {
      id,
      type,
      ...(original !== undefined && {
        response_message_id: original.message.id,
        response_message_loading: (flags & MessageFlags.Loading) !== 0,
        response_message_ephemeral: (flags & MessageFlags.Ephemeral) !== 0,
      }),
    },
    ...(isShown && original !== undefined && { resource: { type: response, message: viewMessage(core, original) } }),
  };
}
