import type { ServerResponse } from 'node:http';
import type { Core } from '../world/core.ts';

const AT_MOST_EVERY_MS = 50;
const PING_EVERY_MS = 20_000;

export interface Changes {
  /** Answers with a stream of server-sent events: `changed`, whenever there is something new to be seen. */
  follow(response: ServerResponse): void;
  /** Ends all streams. */
  stop(): void;
}

export function createChanges(core: Core): Changes {
  const followers = new Set<ServerResponse>();
  const tell = (text: string) => {
    for (const follower of followers) follower.write(text);
  };
  let pending: NodeJS.Timeout | undefined;
  const forget = core.onEvent(() => {
    pending ??= setTimeout(() => {
      pending = undefined;
      tell('data: changed\n\n');
    }, AT_MOST_EVERY_MS).unref();
  });
  // Also a way to notice followers that went without a word.
  const pinging = setInterval(() => tell(': ping\n\n'), PING_EVERY_MS).unref();
  return {
    follow(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': welcome\n\n');
      followers.add(response);
      response.on('close', () => followers.delete(response));
    },
    stop() {
      forget();
      clearTimeout(pending);
      clearInterval(pinging);
      for (const follower of followers) follower.end();
    },
  };
}
