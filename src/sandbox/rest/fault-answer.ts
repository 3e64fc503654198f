import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../faults.ts';

/** What Cloudflare answers to a banned address: nothing says when to come again. discord-api-docs issue 5810 */
export const BANNED = {
  message: 'You are being blocked from accessing our API temporarily due to exceeding our rate limits.',
};

interface FaultAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Spoils a request as a fault says. A slow one is only held up: the caller goes on.
 *
 * @param countInvalid called if what was sent counts as an invalid request
 * @returns what was answered, or undefined if nothing was
 */
export async function sendFault(
  response: ServerResponse,
  fault: Fault,
  countInvalid: () => void,
): Promise<FaultAnswer | undefined> {
  switch (fault.kind) {
    case 'slow':
      await sleep(fault.ms);
      return undefined;
    case 'reset':
      response.socket?.resetAndDestroy();
      return undefined;
    case 'fin':
      response.destroy();
      return undefined;
    case 'hang':
      return undefined;
    case 'stalled-body':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"id":');
      return undefined;
    case 'broken-json':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1');
      return { status: 200, body: undefined, headers: {} };
    case 'status':
      if (fault.status === 401 || fault.status === 403 || fault.status === 429) countInvalid();
      return sendStatus(response, fault);
    case 'rate-limit':
      if (fault.scope !== 'shared') countInvalid();
      return sendRateLimit(response, fault);
  }
}

function sendStatus(response: ServerResponse, fault: Fault & { kind: 'status' }): FaultAnswer {
  const { status, code, html } = fault;
  const body = html ? '<!doctype html><title>Attention Required! | Cloudflare</title>' : { message: `${status}`, code };
  const headers = { 'content-type': html ? 'text/html' : 'application/json' };
  response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  return { status, body, headers };
}

function sendRateLimit(response: ServerResponse, fault: Fault & { kind: 'rate-limit' }): FaultAnswer {
  const { retryAfter, scope, omitRetryAfter } = fault;
  const limited = { message: 'You are being rate limited.', retry_after: retryAfter, global: scope === 'global' };
  const body = omitRetryAfter ? BANNED : limited;
  const headers = {
    'content-type': 'application/json',
    ...(!omitRetryAfter && { 'retry-after': String(Math.ceil(retryAfter)), 'x-ratelimit-scope': scope }),
    ...(scope === 'global' && !omitRetryAfter && { 'x-ratelimit-global': 'true' }),
  };
  response.writeHead(429, headers).end(JSON.stringify(body));
  return { status: 429, body, headers };
}
