import { startSandbox } from '../../src/sandbox/sandbox.ts';

/** What the process that holds the sandbox says of it. */
export interface FilledSandbox {
  readonly apiUrl: string;
  readonly token: string;
  readonly channelIds: readonly string[];
  readonly fillMs: number;
}

const CHANNELS_A_SERVER = 5;

/**
 * A sandbox in a process of its own, so that its memory and time are nobody else's. Its arguments: how many servers,
 * and the world's file, if it is to be kept. Any message is answered with the bytes that the process holds.
 */
const [servers = '0', worldFile] = process.argv.slice(2);
const sandbox = await startSandbox({
  port: 0,
  now: () => new Date(),
  identifyMs: 0,
  limits: { enabled: false },
  ...(worldFile !== undefined && { worldFile }),
});
const { world } = sandbox;
const startedAt = performance.now();
const channelIds: string[] = [];
for (let server = 0; server < Number(servers); server += 1) {
  const guildId = world.addGuild({ name: `Server ${server}`, ownerId: world.first.ada });
  for (let at = 0; at < CHANNELS_A_SERVER; at += 1) {
    channelIds.push(world.addChannel(guildId, { name: `papers-${at}` }));
  }
}
const fillMs = performance.now() - startedAt;
process.on('message', () => process.send?.(process.memoryUsage().rss));
process.on('disconnect', () => process.exit());
process.send?.({ apiUrl: sandbox.apiUrl, token: sandbox.token, channelIds, fillMs } satisfies FilledSandbox);
