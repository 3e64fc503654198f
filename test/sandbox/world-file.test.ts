import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { State } from '../../src/sandbox/world/state.ts';
import { type PlainBot, startPlainBot } from '../support/discord/plain-bot.ts';
import { registerCommands } from '../support/discord/plain-commands.ts';
import { enterGateway } from '../support/discord/plain-gateway.ts';

const folder = mkdtempSync(join(tmpdir(), 'paperboy-world-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

function newFile(): string {
  files += 1;
  // In a folder that is not there yet.
  return join(folder, String(files), 'world.json');
}

function read(file: string): State {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function contents(state: State, channelId: string): readonly string[] {
  return (state.messages[channelId] ?? []).map(({ message }) => message.content);
}

async function post(bot: PlainBot, body: object): Promise<string> {
  return (await bot.call('POST', `/channels/${bot.sandbox.world.first.general}/messages`, { body })).body.id;
}

describe('the world', () => {
  it('is the same after a restart', async () => {
    const worldFile = newFile();
    const seen: unknown[] = [];
    for (const isNew of [true, false]) {
      await using bot = await startPlainBot({ worldFile });
      const { first, applicationId } = bot.sandbox.world;
      expect(bot.sandbox.isNew).toBe(isNew);
      if (isNew) {
        await registerCommands(bot);
        const id = await post(bot, { content: 'hello', nonce: 'n', enforce_nonce: true });
        await bot.call('POST', `/channels/${first.general}/messages/${id}/threads`, { body: { name: 'thread' } });
        await bot.sandbox.people.say(first.grace, { channelId: id, content: 'in it' });
      }
      const get = async (path: string) => (await bot.call('GET', path)).body;
      seen.push([
        bot.sandbox.token,
        await get(`/channels/${first.general}/messages`),
        await get(`/guilds/${first.guild}/threads/active`),
        await get(`/applications/${applicationId}/commands`),
        await get(`/guilds/${first.guild}`),
        // The same nonce, a message of before.
        await post(bot, { content: 'hello', nonce: 'n', enforce_nonce: true }),
      ]);
    }
    expect(seen[1]).toEqual(seen[0]);
  });

  it('goes on with ids that are newer than any before, even if the clock went back', async () => {
    const worldFile = newFile();
    const ids: string[] = [];
    for (const days of [10, 0]) {
      await using bot = await startPlainBot({ worldFile });
      bot.clock.advance(days * 86_400_000);
      ids.push(await post(bot, { content: 'x' }));
    }
    const [before = '0', after = '0'] = ids;
    expect(BigInt(after)).toBeGreaterThan(BigInt(before));
  });

  it('forgets what is ephemeral, as clients do', async () => {
    const worldFile = newFile();
    await using bot = await startPlainBot({ worldFile });
    await registerCommands(bot);
    await using gateway = await enterGateway(bot.sandbox);
    const { general, grace } = bot.sandbox.world.first;
    const { id, token } = await gateway.asked(bot.sandbox.people.invoke(grace, { channelId: general, command: 'ask' }));
    const data = { content: 'between us', flags: 64 };
    await bot.call('POST', `/interactions/${id}/${token}/callback`, { body: { type: 4, data } });
    expect(readFileSync(worldFile, 'utf8')).not.toContain('between us');
  });

  it('without a file leaves none behind', async () => {
    await using bot = await startPlainBot();
    expect(await post(bot, { content: 'x' })).toMatch(/^\d+$/);
  });
});

describe('a change', () => {
  it('is on disk before it is answered', async () => {
    const worldFile = newFile();
    await using bot = await startPlainBot({ worldFile });
    const { general, grace } = bot.sandbox.world.first;
    const path = `/channels/${general}/messages`;
    const { id } = (await bot.call('POST', path, { body: { content: 'one' } })).body;
    expect(contents(read(worldFile), general)).toEqual(['one']);
    await bot.call('PATCH', `${path}/${id}`, { body: { content: 'two' } });
    expect(contents(read(worldFile), general)).toEqual(['two']);
    await bot.call('DELETE', `${path}/${id}`);
    expect(contents(read(worldFile), general)).toEqual([]);
    await bot.sandbox.people.say(grace, { channelId: general, content: 'three' });
    expect(contents(read(worldFile), general)).toEqual(['three']);
    await registerCommands(bot);
    expect(read(worldFile).commands).not.toEqual([]);
  });

  it('is on disk with all that were made together', async () => {
    const worldFile = newFile();
    await using bot = await startPlainBot({ worldFile });
    const { general } = bot.sandbox.world.first;
    const all = Array.from({ length: 30 }, async (_, index) => {
      const content = `message ${index}`;
      await post(bot, { content });
      expect(contents(read(worldFile), general)).toContain(content);
    });
    await Promise.all(all);
    expect(existsSync(`${worldFile}.new`)).toBe(false);
  });

  it('that nobody waits for is on disk when the sandbox has stopped', async () => {
    const worldFile = newFile();
    {
      await using bot = await startPlainBot({ worldFile });
      bot.sandbox.world.addChannel(bot.sandbox.world.first.guild, { name: 'late' });
    }
    expect(Object.values(read(worldFile).channels)).toContainEqual(expect.objectContaining({ name: 'late' }));
  });

  it('that cannot be written is answered as a fault of Discord’s own', async () => {
    const worldFile = newFile();
    await using bot = await startPlainBot({ worldFile });
    await post(bot, { content: 'x' });
    rmSync(join(worldFile, '..'), { recursive: true });
    writeFileSync(join(worldFile, '..'), 'no folder any more');
    const { status } = await bot.call('POST', `/channels/${bot.sandbox.world.first.general}/messages`, {
      body: { content: 'y' },
    });
    expect(status).toBe(500);
    rmSync(join(worldFile, '..'));
    expect(await post(bot, { content: 'z' })).toMatch(/^\d+$/);
    expect(contents(read(worldFile), bot.sandbox.world.first.general)).toEqual(['x', 'y', 'z']);
  });
});

describe('a file', () => {
  it.each([
    ['that is broken', '{"version":1,'],
    ['that is empty', ''],
    ['of another version', '{"version":2}'],
    ['that is something else', '[]'],
  ])('%s is refused with a sentence, and left as it is', async (_, text) => {
    const worldFile = join(folder, 'broken.json');
    writeFileSync(worldFile, text);
    await expect(startPlainBot({ worldFile })).rejects.toThrow(
      new RegExp(`^The sandbox's world in ${worldFile} (cannot be read|is of another version)\\. Move it away`),
    );
    expect(readFileSync(worldFile, 'utf8')).toBe(text);
  });
});
