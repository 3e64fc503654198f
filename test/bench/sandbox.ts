import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, GatewayDispatchEvents, GatewayIntentBits } from 'discord.js';
import type { FilledSandbox } from './sandbox-process.ts';

const SERVERS = Number(process.env.BENCH_SERVERS ?? 2_000);
const MESSAGES = 2_000;
const AT_ONCE = 50;
const MEGABYTE = 2 ** 20;

/** What the sandbox costs with 2,000 servers of 5 channels, spoken to by the real client and by plain requests. */
export async function benchSandbox(): Promise<Readonly<Record<string, string>>> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-bench-'));
  try {
    return { ...(await benchForgetful()), ...(await benchKept(join(folder, 'world.json'))) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchForgetful(): Promise<Readonly<Record<string, string>>> {
  await using held = await startFilled();
  const { channelIds, fillMs } = held.filled;
  const joinMs = await joinAll(held.filled);
  const perSecond = await postMany(held.filled, MESSAGES);
  return {
    [`sandbox, filling ${SERVERS} servers with ${channelIds.length} channels`]: `${(fillMs / 1_000).toFixed(1)} s`,
    'sandbox, READY to the last GUILD_CREATE': `${(joinMs / 1_000).toFixed(1)} s`,
    'sandbox, Create Message without limits': `${Math.round(perSecond)} a second`,
    'sandbox, memory': `${Math.round((await held.memory()) / MEGABYTE)} MB`,
  };
}

async function benchKept(worldFile: string): Promise<Readonly<Record<string, string>>> {
  await using held = await startFilled(worldFile);
  const perSecond = await postMany(held.filled, MESSAGES);
  const took: number[] = [];
  for (const channelId of held.filled.channelIds.slice(0, 20)) {
    const startedAt = performance.now();
    await post(held.filled, channelId);
    took.push(performance.now() - startedAt);
  }
  const { size } = await stat(worldFile);
  return {
    'sandbox, Create Message, each on disk before it is answered': `${Math.round(perSecond)} a second`,
    [`sandbox, until a change is on disk in a world of ${Math.round(size / MEGABYTE)} MB`]: `${Math.round(took.toSorted((a, b) => a - b)[10] ?? 0)} ms`,
  };
}

interface Held extends AsyncDisposable {
  readonly filled: FilledSandbox;
  /** Of the sandbox's process, in bytes. */
  memory(): Promise<number>;
}

async function startFilled(worldFile?: string): Promise<Held> {
  const program = join(import.meta.dirname, 'sandbox-process.ts');
  const child = fork(program, [String(SERVERS), ...(worldFile === undefined ? [] : [worldFile])]);
  const filled = await answerOf<FilledSandbox>(child);
  return {
    filled,
    async memory() {
      child.send('memory');
      return await answerOf<number>(child);
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the sandbox has ended')));
  const [message] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return message as T;
}

/** Connects as the bot does. @returns the milliseconds from READY until every server has come */
async function joinAll({ apiUrl, token }: FilledSandbox): Promise<number> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: apiUrl } });
  const { promise, resolve } = Promise.withResolvers<number>();
  let readyAt = 0;
  let expected = 0;
  client.ws.on(GatewayDispatchEvents.Ready, ({ guilds }: { guilds: readonly unknown[] }) => {
    readyAt = performance.now();
    expected = guilds.length;
  });
  client.ws.on(GatewayDispatchEvents.GuildCreate, () => {
    expected -= 1;
    if (expected === 0) resolve(performance.now() - readyAt);
  });
  await client.login(token);
  const took = await promise;
  await client.destroy();
  return took;
}

/** One message a channel, some at once. @returns messages a second */
async function postMany(filled: FilledSandbox, count: number): Promise<number> {
  const startedAt = performance.now();
  const left = filled.channelIds.slice(0, count);
  const posted = left.length;
  const work = async () => {
    for (let channelId = left.pop(); channelId !== undefined; channelId = left.pop()) await post(filled, channelId);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return (posted / (performance.now() - startedAt)) * 1_000;
}

async function post({ apiUrl, token }: FilledSandbox, channelId: string): Promise<void> {
  const response = await fetch(`${apiUrl}/v10/channels/${channelId}/messages`, {
    method: 'POST',
    headers: {
      'user-agent': 'DiscordBot (bench, 1)',
      authorization: `Bot ${token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ content: 'hello' }),
  });
  await response.text();
  if (!response.ok) throw new Error(`Create Message was answered ${response.status}`);
}
