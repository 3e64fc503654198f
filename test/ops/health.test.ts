import { afterEach, describe, expect, it } from 'vitest';
import { FatalError } from '../../src/domain/errors.ts';
import { type HealthOptions, type HealthServer, startHealthServer } from '../../src/ops/health.ts';

let servers: HealthServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

describe('the health server', () => {
  it('says that the process lives, whatever its work is like', async () => {
    const server = await start({ database: () => Promise.reject(new Error('gone')) });
    expect(await ask(server, '/healthz')).toEqual({ status: 200, body: { alive: true } });
  });

  it('says that it is ready when every check holds', async () => {
    const server = await start({ database: async () => true, discord: () => true });
    expect(await ask(server, '/readyz')).toEqual({ status: 200, body: { database: true, discord: true } });
  });

  it.each<[string, HealthOptions['checks'][string]]>([
    ['says no', () => false],
    ['rejects', () => Promise.reject(new Error('postgres://user:secret@host'))],
    [
      'throws',
      () => {
        throw new Error('postgres://user:secret@host');
      },
    ],
  ])('says which check does not hold when one %s, and nothing of why', async (_, check) => {
    const server = await start({ database: check, discord: () => true });
    expect(await ask(server, '/readyz')).toEqual({ status: 503, body: { database: false, discord: true } });
  });

  it('becomes ready again by itself', async () => {
    let holds = false;
    const server = await start({ discord: () => holds });
    expect((await ask(server, '/readyz')).status).toBe(503);
    holds = true;
    expect((await ask(server, '/readyz')).status).toBe(200);
  });

  it('knows nothing else', async () => {
    const server = await start({});
    expect((await ask(server, '/')).status).toBe(404);
    expect((await ask(server, '/healthz', 'POST')).status).toBe(405);
  });

  it('refuses a port that is taken, with what to do', async () => {
    const server = await start({});
    const second = await startHealthServer({ host: '127.0.0.1', port: server.port, checks: {} }).catch((e) => e);
    expect(second).toBeInstanceOf(FatalError);
    expect(second.message).toBe(`HTTP_PORT ${server.port} on 127.0.0.1 cannot be opened.`);
    expect(second.remedy).toContain('HTTP_PORT');
  });

  it('closes though a client keeps its connection', async () => {
    const server = await start({});
    await ask(server, '/healthz');
    servers = [];
    await server.close();
    await expect(ask(server, '/healthz')).rejects.toThrow();
  });
});

async function start(checks: HealthOptions['checks']): Promise<HealthServer> {
  const server = await startHealthServer({ host: '127.0.0.1', port: 0, checks });
  servers.push(server);
  return server;
}

async function ask(server: HealthServer, path: string, method = 'GET') {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
  return { status: response.status, body: await response.json() };
}
