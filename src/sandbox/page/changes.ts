import type { ServerResponse } from 'node:http';
import type { Core } from '../world/core.ts';

const AT_MOST_EVERY_MS = 50;
/** Less is no move: clocks are set right by this much while they run. */
const MOVED_MS = 2_000;
const LOOK_EVERY_MS = 500;
const PING_EVERY_MS = 20_000;

export interface Changes {
  /** Answers with a stream of server-sent events: `changed`, whenever there is something new to be seen. */
  follow(response: ServerResponse): void;
  /** Ends all streams. */
  stop(): void;
}

/**
 * Whatever the world or the clock does is told, also what has no event: commands that are registered, a clock that is
 * moved. What comes by itself as time passes (a thread is archived, a timeout ends) the page finds when it next asks.
 */
export function createChanges(core: Core): Changes {
  const followers = new Set<ServerResponse>();
  const tell = (text: string) => {
    for (const follower of followers) follower.write(text);
  };
  let pending: NodeJS.Timeout | undefined;
  const tellSoon = () => {
    pending ??= setTimeout(() => {
      pending = undefined;
      tell('data: changed\n\n');
    }, AT_MOST_EVERY_MS).unref();
  };
  const forget = core.onChange(tellSoon);
  const unwatch = watchClock(core, tellSoon);
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
      unwatch();
      clearTimeout(pending);
      clearInterval(pinging);
      for (const follower of followers) follower.end();
    },
  };
}

/** @returns a function that stops it */
function watchClock(core: Core, moved: () => void): () => void {
  const ahead = () => core.now().getTime() - performance.now();
  let known = ahead();
  const watching = setInterval(() => {
    const found = ahead();
    if (Math.abs(found - known) < MOVED_MS) return;
    known = found;
    moved();
  }, LOOK_EVERY_MS).unref();
  return () => clearInterval(watching);
}
