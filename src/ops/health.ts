import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FatalError } from '../domain/errors.ts';

/** Says over HTTP whether the process lives (`/healthz`) and whether it can do its work (`/readyz`). */
export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface HealthOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** What readiness takes, by name; each says whether it holds. */
  readonly checks: Readonly<Record<string, () => boolean | Promise<boolean>>>;
}

/** @throws FatalError if the port is taken */
export async function startHealthServer({ host, port, checks }: HealthOptions): Promise<HealthServer> {
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method !== 'GET') return answer(405, { error: 'only GET' });
    if (request.url === '/healthz') return answer(200, { alive: true });
    if (request.url !== '/readyz') return answer(404, { error: 'there is /healthz and /readyz' });
    const results = await runChecks(checks);
    return answer(Object.values(results).every(Boolean) ? 200 : 503, results);
  });
  server.listen(port, host);
  await once(server, 'listening').catch((cause) => {
    throw new FatalError(
      `HTTP_PORT ${port} on ${host} cannot be opened.`,
      'Set HTTP_PORT to a free port, or to 0 for any.',
      { cause },
    );
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function runChecks(checks: HealthOptions['checks']): Promise<Readonly<Record<string, boolean>>> {
  const entries = Object.entries(checks).map(async ([name, check]) => {
    // A check that fails is an answer, not a fault.
    const holds = await (async () => check())().catch(() => false);
    return [name, holds] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
