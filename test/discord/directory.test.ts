import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDirectory } from '../../src/discord/directory.ts';
import { createSenderRest } from '../../src/discord/rest.ts';
import type { Directory } from '../../src/domain/ports/servers.ts';
import { startTestSandbox, type TestSandbox } from '../support/discord/sandbox.ts';
import { silentLog as log } from '../support/log.ts';

let sandbox: TestSandbox;
let directory: Directory;

beforeEach(async () => {
  sandbox = await startTestSandbox({ now: () => new Date('2026-03-11T09:00:00Z') });
  const { token, apiUrl } = sandbox;
  directory = createDirectory(createSenderRest({ token, apiUrl, requestsPerSecond: 50 }), { log });
});
afterEach(async () => {
  sandbox.expectDescribed();
  await sandbox[Symbol.asyncDispose]();
});

describe('a directory', () => {
  it('knows the channel in which Discord speaks to the server', async () => {
    const { world } = sandbox;
    const { first } = world;
    expect(await directory.readSystemChannel(first.guild)).toEqual({ kind: 'found', channelId: first.general });
    world.deleteChannel(first.general);
    expect(await directory.readSystemChannel(first.guild)).toEqual({ kind: 'none' });
    world.kickBot(first.guild);
    const left = await directory.readSystemChannel(first.guild);
    expect(left).toMatchObject({ kind: 'failed', failure: { kind: 'suspend', code: '10004' } });
  });

  it('knows who may manage a server: the owner, and whoever has a role for it', async () => {
    const { world } = sandbox;
    const { first } = world;
    const rights = (userId: string) => directory.readMemberRights(first.guild, userId);
    expect(await rights(first.ada)).toEqual({ kind: 'member', managesServer: true });
    expect(await rights(first.grace)).toEqual({ kind: 'member', managesServer: false });
    const managers = world.addRole(first.guild, { name: 'managers', permissions: 0x20n });
    world.setMember(first.guild, first.grace, { roles: [managers] });
    expect(await rights(first.grace)).toEqual({ kind: 'member', managesServer: true });
    world.removeMember(first.guild, first.grace);
    expect(await rights(first.grace)).toEqual({ kind: 'none' });
  });

  it('opens the same conversation each time', async () => {
    const { grace } = sandbox.world.first;
    const opened = await directory.openDm(grace);
    expect(opened).toMatchObject({ kind: 'opened' });
    expect(await directory.openDm(grace)).toEqual(opened);
  });

  it.each([
    ['40003', 403],
    ['20026', 403],
    ['50278', 403],
  ])('hands on Discord’s word for not opening one: %s', async (code, status) => {
    const path = '/users/@me/channels';
    sandbox.faults.inject({ when: 'before', kind: 'status', status, code: Number(code), path });
    expect(await directory.openDm(sandbox.world.first.grace)).toMatchObject({ kind: 'failed', failure: { code } });
  });
});
