import { Client, Events, GatewayDispatchEvents, GatewayIntentBits, Options, Status } from 'discord.js';
import type { APIInteraction } from 'discord-api-types/v10';
import { FatalError } from '../domain/errors.ts';
import { errorFields, type Log } from '../log.ts';
import { isHidden, isOpenToAll } from './permissions.ts';
import { guardedRequest, REQUEST_TIMEOUT_MS } from './rest.ts';

/** The connection over which Discord tells of people's commands and presses. */
export interface Gateway {
  readonly client: Client;
  /**
   * Connects, and returns once the session stands. Interactions may arrive before.
   *
   * @throws FatalError if Discord refuses the token or what we ask for
   */
  connect(): Promise<void>;
  /** Whether every shard is connected. */
  isReady(): boolean;
  /** @returns undefined if the channel is not in a server of ours, or the bot does not see it */
  channelName(channelId: string): string | undefined;
  /** Whether everybody in its server sees a channel now, as far as the gateway has told. */
  isOpenChannel(channelId: string): boolean;
  /** Takes no more interactions. */
  stopListening(): void;
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly log: Log;
  /** Called for each interaction at once, also while the client is still starting. */
  readonly onInteraction: (interaction: APIInteraction) => void;
  /** Called if the session ends for good while it runs. */
  readonly onFatal: (error: FatalError) => void;
}

export function createGateway({ token, apiUrl, log, onInteraction, onFatal }: GatewayOptions): Gateway {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: apiUrl, makeRequest: guardedRequest, timeout: REQUEST_TIMEOUT_MS },
    // We read nothing of messages and of people other than ourselves.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
    waitGuildTimeout: 2_000,
  });
  // The raw event: discord.js holds its own back until every server has arrived, and by then the three seconds that
  // Discord waits for an answer may be over.
  client.ws.on(GatewayDispatchEvents.InteractionCreate, onInteraction);
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    const fatal = readClose(code);
    log.error('gateway session ended', { code, shard });
    onFatal(fatal);
  });
  client.on(Events.ShardError, (error, shard) =>
    log.warn('gateway connection failed', { shard, ...errorFields(error) }),
  );
  client.on(Events.ShardReconnecting, (shard) => log.info('gateway reconnecting', { shard }));
  client.on(Events.ShardResume, (shard) => log.info('gateway resumed', { shard }));
  client.on(Events.Error, (error) => log.error('discord client failed', errorFields(error)));

  return {
    client,
    async connect() {
      const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
      await client.login(token).catch((error) => Promise.reject(readLoginError(error)));
      await ready;
    },
    isReady: () => client.isReady() && client.ws.status === Status.Ready,
    channelName(channelId) {
      const channel = client.channels.cache.get(channelId);
      if (channel === undefined || !('name' in channel) || isHidden(channel)) return undefined;
      return channel.name ?? undefined;
    },
    isOpenChannel(channelId) {
      const channel = client.channels.cache.get(channelId);
      if (channel === undefined || channel.isDMBased() || channel.isThread()) return false;
      const denials = channel.permissionOverwrites.cache.map(({ deny }) => deny.bitfield);
      return isOpenToAll(channel.guild.roles.everyone.permissions.bitfield, denials);
    },
    stopListening: () => void client.ws.off(GatewayDispatchEvents.InteractionCreate, onInteraction),
    close: () => client.destroy(),
  };
}

/**
 * Why Discord ended a session for good, and what the operator can do.
 * Codes: discord-api-docs, topics/opcodes-and-status-codes › Gateway Close Event Codes.
 */
export function readClose(code: number): FatalError {
  const known = CLOSES[code];
  return known === undefined
    ? new FatalError(
        `Discord closed the session (${code}).`,
        'Start Paperboy again; if it happens again, see the code in Discord’s documentation.',
      )
    : new FatalError(`${known[0]} (${code}).`, known[1]);
}

const CLOSES: Readonly<Record<number, readonly [reason: string, remedy: string]>> = {
  4004: [
    'Discord does not accept the token',
    'Reset the token on the Bot page of the Developer Portal and set DISCORD_TOKEN.',
  ],
  4010: ['Discord does not accept the shard', 'Check the shard settings.'],
  4011: ['Discord demands sharding', 'The bot is in too many servers for one connection: run it with more shards.'],
  4012: ['Discord no longer speaks this version of the gateway', 'Update Paperboy.'],
  4013: ['Discord does not know the intents', 'Update Paperboy.'],
  4014: [
    'Discord does not allow the intents',
    'Paperboy needs no privileged intent: check on the Bot page of the Developer Portal that the application is in order.',
  ],
};

function readLoginError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('login failed');
  const { code } = error as { code?: unknown };
  if (code === 'TokenInvalid' || code === 'TokenMissing') return readClose(4004);
  if (code === 'DisallowedIntents') return readClose(4014);
  return error;
}
