import type { IncomingMessage } from 'node:http';

/**
 * Lets in what was meant for this server. A page elsewhere can make a browser send requests here, under a name of its
 * own that leads to loopback (DNS rebinding): then `Host` is not ours, or `Origin` is somebody else's.
 *
 * @param address the host and port that the server listens on
 */
export function createOriginCheck(address: () => string): (request: IncomingMessage) => boolean {
  return ({ headers }) => {
    const [, port = ''] = address().split(':');
    const hosts = [address(), `localhost:${port}`];
    if (!hosts.includes(headers.host ?? '')) return false;
    return headers.origin === undefined || hosts.some((host) => headers.origin === `http://${host}`);
  };
}
