import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ForumPostOptions, postInForum } from '../../../src/delivery/posting/post-in-forum.ts';
import { createPoster } from '../../../src/discord/poster.ts';
import { createSenderRest } from '../../../src/discord/rest.ts';
import type { Poster } from '../../../src/domain/ports/poster.ts';
import { startTestSandbox, type TestSandbox } from '../../support/discord/sandbox.ts';
import { silentLog as log } from '../../support/log.ts';

const THREADS = '/channels/{channel_id}/threads';
const MARKER = 'v1|test|post';
let sandbox: TestSandbox;
let poster: Poster;
let at: Date;
let sendingAt: Date | undefined;

beforeEach(async () => {
  at = new Date();
  sendingAt = undefined;
  sandbox = await startTestSandbox({ now: () => at });
  const { token, apiUrl, world } = sandbox;
  poster = createPoster(createSenderRest({ token, apiUrl, requestsPerSecond: 1_000 }), {
    botId: world.applicationId,
    log,
  });
});
afterEach(async () => {
  sandbox.expectDescribed();
  await sandbox[Symbol.asyncDispose]();
});

describe('a forum’s post', () => {
  it('carries the forum’s own tags of its topics', async () => {
    const channelId = addForum({ tags: ['Memes', 'Agents', 'Robots', 'Robotics', 'Speech'] });
    expect(await post(channelId, { topics: ['robotics', 'agents'] })).toMatchObject({ kind: 'sent' });
    expect(await tagsOfPosts(channelId)).toEqual([['Agents', 'Robots', 'Robotics']]);
  });

  it('is found, and not made twice, after an answer that was lost', async () => {
    const channelId = addForum();
    sandbox.faults.inject({ when: 'after', kind: 'reset', method: 'POST', path: THREADS });
    expect(await post(channelId)).toMatchObject({ kind: 'unknown' });
    const [made] = posts(channelId);
    expect(await post(channelId)).toEqual({ kind: 'sent', messageId: made?.id });
    expect(posts(channelId)).toHaveLength(1);
  });

  it('is found among the archived ones, and under another name', async () => {
    const channelId = addForum();
    sandbox.faults.inject({ when: 'after', kind: 'reset', method: 'POST', path: THREADS });
    await post(channelId);
    const [made] = posts(channelId);
    sandbox.world.setThread(made?.id ?? '', { name: 'renamed', archived: true });
    expect(await post(channelId)).toEqual({ kind: 'sent', messageId: made?.id });
  });

  it('is not taken for another’s, nor for another of ours', async () => {
    const channelId = addForum();
    await post(channelId);
    sandbox.faults.inject({ when: 'before', kind: 'reset', method: 'POST', path: THREADS });
    const other = { marker: `${MARKER}|2`, post: bodyOf(`${MARKER}|2`) };
    sendingAt = undefined;
    expect(await post(channelId, other)).toMatchObject({ kind: 'unknown' });
    expect(await post(channelId, other)).toMatchObject({ kind: 'sent' });
    expect(posts(channelId)).toHaveLength(2);
  });

  it('is made though a tag was deleted between the look and the request', async () => {
    const channelId = addForum({ tags: ['Agents'] });
    const swift: Poster = {
      ...poster,
      async createPost(...request) {
        sandbox.world.setChannel(channelId, { tags: ['Robotics'] });
        return await poster.createPost(...request);
      },
    };
    expect(await post(channelId, { topics: ['agents', 'robotics'] }, swift)).toMatchObject({ kind: 'sent' });
    expect(await tagsOfPosts(channelId)).toEqual([['Robotics']]);
  });

  it('takes a tag for everything where one is demanded, and says so where there is none', async () => {
    const open = addForum({ tags: ['Robotics', 'Other'], requiresTag: true });
    await post(open, { topics: ['agents'] });
    expect(await tagsOfPosts(open)).toEqual([['Other']]);
    const closed = addForum({ tags: ['Robotics'], moderatedTags: ['Agents'], requiresTag: true });
    sendingAt = undefined;
    expect(await post(closed, { topics: ['agents'] })).toMatchObject({ kind: 'suspend', reason: 'tag-required' });
    expect(sendingAt).toBeUndefined();
    const { first, overwrite } = sandbox.world;
    overwrite(closed, first.botRole, { allow: PermissionFlagsBits.ManageThreads });
    expect(await post(closed, { topics: ['agents'] })).toMatchObject({ kind: 'sent' });
    expect(await tagsOfPosts(closed)).toEqual([['Agents']]);
  });

  it('is a media channel’s as well, and never begins a thread in a text channel', async () => {
    expect(await post(addForum({ type: 16 }))).toMatchObject({ kind: 'sent' });
    sendingAt = undefined;
    const { general } = sandbox.world.first;
    expect(await post(general)).toMatchObject({ kind: 'suspend', reason: 'wrong-channel-type' });
    expect(posts(general)).toEqual([]);
  });

  it('is put off for as long as Discord says, and by whoever’s claim is nearly over', async () => {
    const channelId = addForum();
    sandbox.faults.inject({
      ...{ when: 'before', kind: 'rate-limit', scope: 'shared', retryAfter: 240, method: 'POST', path: THREADS },
    });
    expect(await post(channelId)).toMatchObject({ kind: 'retry', afterMs: expect.closeTo(240_000, -3) });
    sendingAt = undefined;
    const claimedUntil = new Date(at.getTime() + 5_000);
    expect(await post(addForum(), { claimedUntil })).toEqual({ kind: 'taken-over' });
    expect(posts(channelId)).toEqual([]);
  });
});

function addForum(wanted: object = {}): string {
  const { world } = sandbox;
  return world.addChannel(world.first.guild, { name: 'papers-forum', type: 15, ...wanted });
}

function bodyOf(marker: string) {
  const button = { type: 2, style: 2, label: 'Card', custom_id: marker };
  const components = [
    { type: 10, content: 'A paper' },
    { type: 1, components: [button] },
  ];
  return { name: 'A paper', message: { flags: 32_768, components, allowed_mentions: { parse: [] } } };
}

function post(channelId: string, more: Partial<ForumPostOptions> = {}, by: Poster = poster) {
  return postInForum(by, {
    guildId: sandbox.world.first.guild,
    channelId,
    post: bodyOf(MARKER),
    topics: [],
    marker: MARKER,
    now: () => at,
    markSending: async (begun) => {
      sendingAt = begun;
      return true;
    },
    ...(sendingAt !== undefined && { sendingAt }),
    ...more,
  });
}

const posts = (channelId: string) =>
  sandbox.world.threads(sandbox.world.first.guild).filter(({ parentId }) => parentId === channelId);

async function tagsOfPosts(channelId: string) {
  const forum = await poster.readForum(sandbox.world.first.guild, channelId);
  const names = new Map(forum.kind === 'forum' ? forum.tags.map(({ id, name }) => [id, name]) : []);
  return posts(channelId).map(({ tags }) => tags.map((id) => names.get(id)));
}
