import { randomBytes } from 'node:crypto';
import { GatewayIntentBits } from 'discord-api-types/v10';
import { z } from 'zod';
import { looksReal, TOKEN_IS_REAL } from '../token.ts';
import type { Core, WorldEvent } from '../world/core.ts';
import { newToken } from '../world/first-world.ts';
import { listBotGuilds, viewGuildCreate } from '../world/guilds.ts';
import type { GuildState } from '../world/state.ts';
import { viewUser } from '../world/views.ts';
import type { Connection } from './connection.ts';
import { checkIntents, hears } from './intents.ts';
import { createSession, type Session } from './session.ts';
import { GUILDS_A_SHARD, type SessionStarts } from './starts.ts';

/** Which connection carries which session, and what each session is told. */
export interface Sessions {
  opened(connection: Connection): void;
  identify(connection: Connection, data: unknown): void;
  resume(connection: Connection, data: unknown): void;
  closed(connection: Connection, code: number): void;
  connections(): readonly Connection[];
  /** No session can be resumed any more. */
  forgetAll(): void;
  /** Tells nobody anything any more. */
  stop(): void;
}

export interface SessionsOptions {
  readonly starts: SessionStarts;
  readonly url: () => string;
  /** For how long a session without connection can be resumed. */
  readonly sessionMs: number;
}

const identifySchema = z.object({
  token: z.string(),
  intents: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()),
  shard: z.tuple([z.number().int().min(0), z.number().int().min(1)]).optional(),
});
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number().int().min(0) });

/** A refusal to go on: the code and reason of a close, or that the session is invalid (op 9). */
type Refusal = readonly [code: number, reason: string] | 'invalid-session';
const UNREADABLE: Refusal = [4002, 'Error while decoding payload.'];
const WRONG_TOKEN: Refusal = [4004, 'Authentication failed.'];

export function createSessions(core: Core, options: SessionsOptions): Sessions {
  const connections = new Map<Connection, Session | undefined>();
  const sessions = new Map<string, Session>();
  const stop = core.onEvent((event) => tell(core, sessions, event, options.sessionMs));

  const enter = (connection: Connection, session: Session) => {
    connections.set(connection, session);
    connection.setIdentified();
  };
  /** What follows a start too many: every session ends, and the token is worthless. events/gateway › Identifying */
  const revoke = () => {
    core.state.application.token = newToken();
    core.touch();
    sessions.clear();
    for (const connection of connections.keys()) refuse(connection, WRONG_TOKEN);
  };
  return {
    stop,
    opened: (connection) => void connections.set(connection, undefined),
    identify(connection, data) {
      const checked = checkIdentify(core, data, options.starts);
      if (checked === 'none-left') return revoke();
      if ('refusal' in checked) return refuse(connection, checked.refusal);
      const session = createSession({ id: randomBytes(16).toString('hex'), send: connection.send, ...checked });
      sessions.set(session.id, session);
      enter(connection, session);
      begin(core, session, options.url());
    },
    resume(connection, data) {
      const wanted = resumeSchema.safeParse(data).data;
      if (wanted === undefined) return refuse(connection, UNREADABLE);
      if (wanted.token !== core.state.application.token) return refuse(connection, WRONG_TOKEN);
      const session = sessions.get(wanted.session_id);
      if (session === undefined) return refuse(connection, 'invalid-session');
      if (wanted.seq > session.seq()) return refuse(connection, [4007, 'Invalid seq.']);
      const isOld = session.lostFor() > options.sessionMs;
      if (isOld || !session.resume(connection.send, wanted.seq)) {
        sessions.delete(session.id);
        return refuse(connection, 'invalid-session');
      }
      enter(connection, session);
      session.dispatch('RESUMED', { _trace: [] });
    },
    closed(connection, code) {
      const session = connections.get(connection);
      connections.delete(connection);
      if (session === undefined) return;
      if (endsSession(code)) sessions.delete(session.id);
      else if (![...connections.values()].includes(session)) session.detach();
    },
    connections: () => [...connections.keys()],
    forgetAll: () => sessions.clear(),
  };
}

type Wanted = Pick<Session, 'intents' | 'shard'>;

function checkIdentify(
  core: Core,
  data: unknown,
  starts: SessionStarts,
): Wanted | { readonly refusal: Refusal } | 'none-left' {
  const wanted = identifySchema.safeParse(data).data;
  if (wanted === undefined) return { refusal: UNREADABLE };
  if (looksReal(wanted.token)) return { refusal: [4004, TOKEN_IS_REAL] };
  if (wanted.token !== core.state.application.token) return { refusal: WRONG_TOKEN };
  const code = checkIntents(wanted.intents);
  if (code !== undefined) return { refusal: [code, code === 4013 ? 'Invalid intent(s).' : 'Disallowed intent(s).'] };
  const shard = wanted.shard ?? [0, 1];
  if (shard[0] >= shard[1]) return { refusal: [4010, 'Invalid shard.'] };
  if (guildsOf(core, shard).length > GUILDS_A_SHARD) return { refusal: [4011, 'Sharding required.'] };
  const taken = starts.take(shard[0]);
  if (taken === 'too-fast') return { refusal: 'invalid-session' };
  return taken === 'none-left' ? taken : { intents: Number(wanted.intents), shard };
}

function refuse(connection: Connection, refusal: Refusal): void {
  if (refusal === 'invalid-session') connection.send({ op: 9, d: false });
  else connection.socket.close(...refusal);
}

function begin(core: Core, session: Session, url: string): void {
  const guilds = guildsOf(core, session.shard);
  session.dispatch('READY', viewReady(core, session, { guildIds: guilds.map(({ id }) => id), url }));
  if ((session.intents & GatewayIntentBits.Guilds) === 0) return;
  for (const guild of guilds) if (!guild.unavailable) session.dispatch('GUILD_CREATE', viewGuildCreate(core, guild));
}

function tell(core: Core, sessions: Map<string, Session>, event: WorldEvent, sessionMs: number): void {
  for (const session of sessions.values()) {
    if (session.lostFor() > sessionMs) sessions.delete(session.id);
    else if (reaches(session, event) && hears(core, session.intents, event)) session.dispatch(event.t, event.d);
  }
}

/**
 * Codes after which a bot cannot go on with the same session; 1000 and 1001 say that it does not want to.
 * Source: discord-api-docs, events/gateway › Disconnecting.
 */
function endsSession(code: number): boolean {
  return [1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014].includes(code);
}

/** Events of a server go to its shard, all others to the first. discord-api-docs, events/gateway › Sharding */
function reaches(session: Session, { guildId }: WorldEvent): boolean {
  return guildId === undefined ? session.shard[0] === 0 : isOfShard(guildId, session.shard);
}

function guildsOf(core: Core, shard: Session['shard']): readonly GuildState[] {
  return listBotGuilds(core).filter(({ id }) => isOfShard(id, shard));
}

function isOfShard(guildId: string, [id, count]: Session['shard']): boolean {
  return Number((BigInt(guildId) >> 22n) % BigInt(count)) === id;
}

function viewReady(
  core: Core,
  session: Session,
  { guildIds, url }: { guildIds: readonly string[]; url: string },
): object {
  const { id } = core.state.application;
  return {
    v: 10,
    user: { ...viewUser(core.state, id), verified: true, mfa_enabled: true, email: null, flags: 0 },
    session_id: session.id,
    resume_gateway_url: url,
    guilds: guildIds.map((guildId) => ({ id: guildId, unavailable: true })),
    shard: session.shard,
    application: { id, flags: 0 },
    user_settings: {},
    session_type: 'normal',
    relationships: [],
    private_channels: [],
    presences: [],
    guild_join_requests: [],
    geo_ordered_rtc_regions: [],
    _trace: [],
  };
}
