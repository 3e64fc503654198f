import { Client, GatewayIntentBits, PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGateway } from '../../src/discord/gateway.ts';
import { type GuildWatch, watchGuilds } from '../../src/discord/guild-watch.ts';
import type { GuildHandlers, SeenGuild } from '../../src/domain/ports/servers.ts';
import { startTestSandbox, type TestSandbox } from '../support/discord/sandbox.ts';
import { createMemoryLog, silentLog } from '../support/log.ts';

const { ViewChannel, SendMessages } = PermissionFlagsBits;
const NOW = new Date('2026-03-11T09:00:00Z');
let sandbox: TestSandbox;
let heard: Heard;
let stack: AsyncDisposableStack;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  sandbox = stack.use(await startTestSandbox({ now: () => NOW }));
  heard = createHeard();
});
afterEach(() => stack.disposeAsync());

describe('the servers of a bot', () => {
  it('are told at the start all together, with the time of joining', async () => {
    const { first } = sandbox.world;
    const other = sandbox.world.addGuild({ name: 'Other', ownerId: first.ada });
    sandbox.world.setAvailable(other, false);
    const { watch } = await connect(hastyClient([0], 1));
    await watch.told();
    expect(heard.told).toEqual(['present']);
    expect(heard.present()).toEqual([
      { guildId: first.guild, isAvailable: true, joinedAt: new Date('2026-03-10T09:00:00Z') },
      { guildId: other, isAvailable: false },
    ]);
  });

  it('that are joined, left, away and back are told one by one', async () => {
    const { watch } = await connect();
    const { world } = sandbox;
    const added = world.addGuild({ name: 'New', ownerId: world.first.ada });
    world.setAvailable(added, false);
    world.setAvailable(added, true);
    world.kickBot(added);
    world.inviteBot(added);
    const expected = ['arrived', 'unavailable', 'arrived', 'left', 'arrived'].map((what) => `${what} ${added}`);
    await heardAll(watch, ['present', ...expected]);
    expect(heard.arrivals.map(({ joinedAt }) => joinedAt)).toEqual([NOW, NOW, NOW]);
  });

  it('are told anew after a session that began anew, without those that were left meanwhile', async () => {
    const { world } = sandbox;
    const other = world.addGuild({ name: 'Other', ownerId: world.first.ada });
    const { watch } = await connect(hastyClient([0], 1));
    sandbox.gateway.invalidate({ resumable: false });
    world.kickBot(other);
    await heardAll(watch, ['present', 'present']);
    expect(heard.present().map(({ guildId }) => guildId)).toEqual([world.first.guild]);
  });

  it('are told only when the last shard has told of its own', async () => {
    const { world } = sandbox;
    const ids = Array.from({ length: 6 }, (_, index) => {
      return world.addGuild({ name: `Server ${index}`, ownerId: world.first.ada });
    });
    const { watch } = await connect(hastyClient([0, 1], 2));
    await watch.told();
    expect(heard.told).toEqual(['present']);
    expect(
      heard
        .present()
        .map(({ guildId }) => guildId)
        .toSorted(),
    ).toEqual([world.first.guild, ...ids].toSorted());
  });

  it('are not told by a client that sees a part of them', async () => {
    const { watch } = await connect(hastyClient([0], 2));
    await watch.told();
    expect(heard.told).toEqual([]);
  });

  it('are told again after something could not be told', async () => {
    const memory = createMemoryLog();
    heard.failNext();
    const { watch } = await connect(undefined, memory.log);
    await heardAll(watch, ['present']);
    expect(memory.lines.join()).toContain('gateway event failed');
  });
});

describe('what happens in a server', () => {
  it('is told: channels and roles that are deleted', async () => {
    const { watch } = await connect();
    const { world } = sandbox;
    const role = world.addRole(world.first.guild, { name: 'readers' });
    world.deleteChannel(world.first.papers);
    world.deleteRole(world.first.guild, role);
    await heardAll(watch, ['present', `channel deleted ${world.first.papers} papers`, `role deleted ${role}`]);
  });

  it.each(['an overwrite', 'a role', 'the bot’s own roles', 'the kind of channel'])(
    'shows what can be posted to when %s has changed',
    async (what) => {
      const { world } = sandbox;
      const { first } = world;
      const helper = world.addRole(first.guild, { name: 'helper' });
      world.setRolePermissions(first.guild, first.guild, ViewChannel);
      world.setRolePermissions(first.guild, first.botRole, 0n);
      if (what === 'an overwrite' || what === 'the kind of channel') {
        world.overwrite(first.papers, first.guild, { deny: SendMessages });
      }
      if (what === 'the kind of channel') {
        world.overwrite(first.papers, first.botRole, { allow: SendMessages });
        world.setChannel(first.papers, { type: 2 });
      }
      if (what === 'the bot’s own roles') world.setRolePermissions(first.guild, helper, SendMessages);
      const { watch } = await connect();
      await watch.told();
      expect(heard.canPost(first.papers)).toBe(false);
      if (what === 'an overwrite') world.overwrite(first.papers, first.botRole, { allow: SendMessages });
      if (what === 'a role') world.setRolePermissions(first.guild, first.botRole, SendMessages);
      if (what === 'the bot’s own roles') {
        world.setMember(first.guild, world.applicationId, { roles: [first.botRole, helper] });
      }
      if (what === 'the kind of channel') world.setChannel(first.papers, { type: 0 });
      await vi.waitFor(() => expect(heard.mended).toContain(first.guild));
      expect(heard.canPost(first.papers)).toBe(true);
      expect(heard.canPost('200000000000000009')).toBe(false);
    },
  );

  it('is looked at once for many changes in a row', async () => {
    const { watch } = await connect();
    const { world } = sandbox;
    for (let count = 0; count < 50; count += 1) {
      world.setRolePermissions(world.first.guild, world.first.botRole, count % 2 === 0 ? SendMessages : 0n);
    }
    world.deleteChannel(world.first.admins);
    await vi.waitFor(() => expect(heard.told.at(-1)).toContain('channel deleted'));
    await watch.told();
    expect(heard.mended.length).toBeLessThan(50);
  });
});

async function connect(client?: Client, log = silentLog): Promise<{ watch: GuildWatch }> {
  const { apiUrl, token } = sandbox;
  const gateway = createGateway({ apiUrl, token, log, onInteraction: () => undefined, onFatal: () => undefined });
  const watched = client ?? gateway.client;
  const watch = watchGuilds(watched, { handlers: heard.handlers, log, compareAgainMs: 20 });
  stack.defer(async () => {
    await watch.stop();
    await watched.destroy();
  });
  if (client === undefined) await gateway.connect();
  else {
    const ready = new Promise((resolve) => client.once('clientReady', resolve));
    await client.login(token);
    await ready;
  }
  await watch.told();
  return { watch };
}

/** One that waits for nobody: neither between its shards, nor for servers of which there is an outage. */
function hastyClient(shards: number[], shardCount: number): Client {
  const throttle = { waitForIdentify: async () => undefined };
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: sandbox.apiUrl },
    shards,
    shardCount,
    waitGuildTimeout: 50,
    ws: { buildIdentifyThrottler: async () => throttle },
  });
}

async function heardAll(watch: GuildWatch, expected: readonly string[]): Promise<void> {
  await vi.waitFor(() => expect(heard.told).toEqual(expected), { timeout: 5_000 });
  await watch.told();
  expect(heard.told).toEqual(expected);
}

interface Heard {
  readonly handlers: GuildHandlers;
  readonly told: string[];
  readonly arrivals: SeenGuild[];
  /** Servers that may be mended. */
  readonly mended: (string | undefined)[];
  present(): readonly SeenGuild[];
  canPost(channelId: string): boolean;
  failNext(): void;
}

function createHeard(): Heard {
  const told: string[] = [];
  const arrivals: SeenGuild[] = [];
  const mended: (string | undefined)[] = [];
  let present: readonly SeenGuild[] = [];
  let canPost: (channelId: string) => boolean = () => false;
  let fails = false;
  const tell = async (what: string) => void told.push(what);
  return {
    told,
    arrivals,
    mended,
    present: () => present,
    canPost: (channelId) => canPost(channelId),
    failNext: () => {
      fails = true;
    },
    handlers: {
      async present(guilds) {
        if (fails) {
          fails = false;
          throw new Error('the database is away');
        }
        present = guilds;
        await tell('present');
      },
      async arrived(guild) {
        arrivals.push(guild);
        await tell(`arrived ${guild.guildId}`);
      },
      left: (guildId) => tell(`left ${guildId}`),
      unavailable: (guildId) => tell(`unavailable ${guildId}`),
      channelChanged: async () => undefined,
      channelDeleted: ({ channelId, name }) => tell(`channel deleted ${channelId} ${name}`),
      roleDeleted: ({ roleId }) => tell(`role deleted ${roleId}`),
      async maybeMended(guildId, usable) {
        mended.push(guildId);
        canPost = usable;
      },
    },
  };
}
