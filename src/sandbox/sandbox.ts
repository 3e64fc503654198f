import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { SandboxAction } from './drawer/action.ts';
import { createDrawer } from './drawer/drawer.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGateway, type Gateway, type GatewayControl } from './gateway/gateway.ts';
import { createInteractions } from './interactions/interactions.ts';
import { createOriginCheck } from './origin.ts';
import { createPage } from './page/page-server.ts';
import { createPeople, type People } from './people/people.ts';
import { createRateLimits, type RateLimitOptions } from './rate-limits.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { applicationRoutes } from './rest/application-routes.ts';
import { channelRoutes } from './rest/channel-routes.ts';
import { guildRoutes } from './rest/guild-routes.ts';
import { createHttpApi } from './rest/http-api.ts';
import { interactionRoutes } from './rest/interaction-routes.ts';
import { messageRoutes } from './rest/message-routes.ts';
import { createStorage, NO_STORAGE, readWorldFile } from './storage.ts';
import { createCore } from './world/core.ts';
import { createFirstWorld } from './world/first-world.ts';
import type { State } from './world/state.ts';
import { createArchiver } from './world/threads.ts';
import { createWorld, type World } from './world/world.ts';

/** A Discord of one's own on loopback: REST, gateway, and a page to use it from a browser. */
export interface Sandbox extends AsyncDisposable {
  /** The page. */
  readonly url: string;
  /** The base for bots, without a version. */
  readonly apiUrl: string;
  /** What the bot logs in with. */
  readonly token: string;
  /** Whether nobody has said anything in this world yet. */
  readonly isNew: boolean;
  readonly world: World;
  readonly people: People;
  readonly faults: Faults;
  readonly gateway: GatewayControl;
  readonly requests: RequestLog;
}

export interface SandboxOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly now: () => Date;
  /** Where the world is kept; absent: it is forgotten. */
  readonly worldFile?: string;
  /** What the page says above everything. */
  readonly notice?: () => string | undefined;
  /** What the page's drawer offers beside what the sandbox itself can do. */
  readonly actions?: readonly SandboxAction[];
  readonly limits?: Partial<RateLimitOptions>;
  /** For how long a nonce is remembered; "the past few minutes" at Discord. */
  readonly nonceMs?: number;
  readonly maxActiveThreads?: number;
  /** How long the bot may take for its first answer. */
  readonly answerMs?: number;
  readonly heartbeatMs?: number;
  readonly identifyMs?: number;
  readonly sessionMs?: number;
}

const LOOPBACK = '127.0.0.1';
const DEFAULTS = {
  nonceMs: 180_000,
  maxActiveThreads: 1_000,
  answerMs: 3_000,
  heartbeatMs: 41_250,
  identifyMs: 5_000,
  sessionMs: 300_000,
};
const LIMITS: RateLimitOptions = { global: 50, invalidRequests: 10_000, enabled: true };

/**
 * Starts the sandbox, with the world of its file or a new one.
 *
 * @throws what the operating system threw if the port cannot be opened; an Error with a sentence if the file cannot be
 * read
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const settings = { ...DEFAULTS, ...options };
  const state = (await readState(options.worldFile)) ?? createFirstWorld(options.now());
  const storage = options.worldFile === undefined ? NO_STORAGE : createStorage(options.worldFile, () => state);
  const core = createCore(state, { ...settings, touch: storage.touch });
  const server = createServer();
  const address = () => `${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  const gatewayUrl = () => `ws://${address()}/gateway`;

  const gateway = createGateway(core, { ...settings, url: gatewayUrl });
  const interactions = createInteractions(core, settings);
  const people = createPeople({ core, interactions }, storage);
  const faults = createFaults();
  const requests = createRequestLog();
  const limits = createRateLimits({ ...LIMITS, ...options.limits });
  const api = createHttpApi({
    routes: [
      ...applicationRoutes(core, { url: gatewayUrl, starts: gateway.starts }),
      ...channelRoutes(core),
      ...messageRoutes(core),
      ...guildRoutes(core),
      ...interactionRoutes(core, interactions),
    ],
    faults,
    limits,
    log: requests,
    storage,
    token: () => state.application.token,
    now: options.now,
  });
  const isAllowed = createOriginCheck(address);
  const drawer = createDrawer({ core, faults, gateway, requests, limits, actions: options.actions ?? [] });
  const page = createPage({ core, people, drawer, notice: options.notice ?? (() => undefined), isAllowed });
  const archive = createArchiver(core);
  serve(server, { api, gateway, isAllowed, page, archive });
  server.listen(options.port, LOOPBACK);
  await once(server, 'listening');

  return {
    url: `http://${address()}/`,
    apiUrl: `http://${address()}/api`,
    get token() {
      return state.application.token;
    },
    isNew: Object.values(state.messages).every((messages) => messages.length === 0),
    world: closingOnReset(createWorld(core), gateway),
    people,
    faults,
    gateway,
    requests,
    async [Symbol.asyncDispose]() {
      drawer.stop();
      page.stop();
      gateway.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await storage.saved();
    },
  };
}

/** Whoever is connected with a token that becomes worthless is thrown out. */
function closingOnReset(world: World, gateway: GatewayControl): World {
  return {
    ...world,
    resetToken() {
      const token = world.resetToken();
      gateway.close(4004, 'Authentication failed.');
      return token;
    },
  };
}

interface Parts {
  readonly api: ReturnType<typeof createHttpApi>;
  readonly gateway: Gateway;
  readonly isAllowed: (request: IncomingMessage) => boolean;
  readonly page: ReturnType<typeof createPage>;
  readonly archive: () => void;
}

function serve(server: Server, { api, gateway, isAllowed, page, archive }: Parts): void {
  server.on('request', async (request, response) => {
    archive();
    try {
      if (!isAllowed(request)) refuse(response, 403, 'This is for programs and pages of this machine alone.');
      else if (request.url?.startsWith('/api/')) await api(request, response);
      else if (!(await page.handle(request, response))) refuse(response, 404, 'There is nothing here.');
    } catch {
      // A fault of the sandbox's own, as Discord would answer one of its own.
      refuse(response, 500, '500: Internal Server Error');
    }
  });
  server.on('upgrade', (request, socket, head) => {
    if (isAllowed(request) && request.url?.startsWith('/gateway')) gateway.upgrade(request, socket, head);
    else socket.destroy();
  });
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message, code: 0 }));
}

async function readState(file: string | undefined): Promise<State | undefined> {
  const read = file === undefined ? undefined : await readWorldFile(file);
  if (read === undefined) return undefined;
  // Written by ourselves; what is checked is that it is no other version's.
  if (z.object({ version: z.literal(1) }).safeParse(read).success) return read as State;
  throw new Error(`The sandbox's world in ${file} is of another version. Move it away to begin a new one.`);
}
