import { refusal } from '../api-error.ts';
import { GUILDS_A_SHARD, type SessionStarts } from '../gateway/starts.ts';
import { readCommand, readCommands } from '../validation/command.ts';
import { findCommand, removeCommand, saveCommand, saveCommands, viewCommand } from '../world/commands.ts';
import type { Core } from '../world/core.ts';
import { listBotGuilds } from '../world/guilds.ts';
import { viewUser } from '../world/views.ts';
import { ORDINARY, param, type RestRequest, type Route } from './route.ts';

export interface GatewayFacts {
  readonly url: () => string;
  readonly starts: SessionStarts;
}

/** Who the bot is, where its gateway is, and which commands it has. */
export function applicationRoutes(core: Core, gateway: GatewayFacts): readonly Route[] {
  return [...identityRoutes(core, gateway), ...commandRoutes(core)];
}

function identityRoutes(core: Core, gateway: GatewayFacts): readonly Route[] {
  const botId = core.state.application.id;
  const get = (path: string, view: () => unknown): Route => ({
    method: 'GET',
    path,
    limits: ORDINARY,
    handle: () => ({ status: 200, body: view() }),
  });
  return [
    get('/gateway', () => ({ url: gateway.url() })),
    get('/gateway/bot', () => ({
      url: gateway.url(),
      shards: Math.max(1, Math.ceil(listBotGuilds(core).length / GUILDS_A_SHARD)),
      session_start_limit: gateway.starts.view(),
    })),
    get('/users/@me', () => ({
      ...viewUser(core.state, botId),
      verified: true,
      mfa_enabled: true,
      email: null,
      locale: 'en-US',
    })),
    get('/applications/@me', () => viewApplication(core)),
    get('/oauth2/applications/@me', () => viewApplication(core)),
  ];
}

/** The commands of every server; those of a single one are not covered. discord-api-docs, interactions/application-commands */
function commandRoutes(core: Core): readonly Route[] {
  const path = '/applications/{application_id}/commands';
  const one = `${path}/{command_id}`;
  const route = (method: Route['method'], at: string, handle: Route['handle']): Route => ({
    method,
    path: at,
    limits: ORDINARY,
    major: ['application_id'],
    handle(asked) {
      if (param(asked, 'application_id') !== core.state.application.id) throw refusal('notYourApplication');
      return handle(asked);
    },
  });
  const isLocalized = ({ query }: RestRequest) => query.get('with_localizations') === 'true';
  const named = (asked: RestRequest) => findCommand(core, param(asked, 'command_id'));
  return [
    route('GET', path, (asked) => ({
      status: 200,
      body: core.state.commands.map((command) => viewCommand(core, command, isLocalized(asked))),
    })),
    route('PUT', path, ({ body }) => ({
      status: 200,
      body: saveCommands(core, readCommands(body)).map((command) => viewCommand(core, command, true)),
    })),
    route('POST', path, ({ body }) => {
      const { command, isNew } = saveCommand(core, readCommand(body));
      return { status: isNew ? 201 : 200, body: viewCommand(core, command, true) };
    }),
    route('GET', one, (asked) => ({ status: 200, body: viewCommand(core, named(asked), true) })),
    route('DELETE', one, (asked) => {
      removeCommand(core, named(asked));
      return { status: 204 };
    }),
  ];
}

function viewApplication(core: Core): object {
  const { id } = core.state.application;
  return {
    id,
    name: 'Paperboy',
    icon: null,
    description: '',
    type: null,
    bot: viewUser(core.state, id),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_guild_count: listBotGuilds(core).length,
    approximate_user_install_count: core.state.userInstalls?.length ?? 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
    integration_types_config: { 0: {}, 1: {} },
    owner: viewUser(core.state, core.state.first.ada),
    team: null,
  };
}
