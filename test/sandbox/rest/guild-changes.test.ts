import { expect, it } from 'vitest';
import { startPlainBot } from '../../support/discord/plain-bot.ts';

it('a server shows its system channel, until that is changed or deleted', async () => {
  await using bot = await startPlainBot();
  const { world } = bot.sandbox;
  const { first } = world;
  const shown = async () => (await bot.call('GET', `/guilds/${first.guild}`)).body.system_channel_id;
  expect(await shown()).toBe(first.general);
  world.setSystemChannel(first.guild, first.papers);
  expect(await shown()).toBe(first.papers);
  world.deleteChannel(first.papers);
  expect(await shown()).toBeNull();
});

it('a role that is deleted gives nobody any right', async () => {
  await using bot = await startPlainBot();
  const { world } = bot.sandbox;
  const { first } = world;
  const role = world.addRole(first.guild, { name: 'managers', permissions: 0x20n });
  world.setMember(first.guild, first.grace, { roles: [role] });
  expect(world.permissions(first.grace, first.papers) & 0x20n).toBe(0x20n);
  world.deleteRole(first.guild, role);
  expect(world.permissions(first.grace, first.papers) & 0x20n).toBe(0n);
  expect((await bot.call('GET', `/guilds/${first.guild}/members/${first.grace}`)).body.roles).toEqual([]);
});
