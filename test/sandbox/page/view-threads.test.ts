import { ChannelType } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { viewPage } from '../../../src/sandbox/page/view.ts';
import type { MessageInput } from '../../../src/sandbox/validation/message.ts';
import { addChannel, setChannel } from '../../../src/sandbox/world/channels.ts';
import { editMessage } from '../../../src/sandbox/world/messages.ts';
import { type NewThread, startThread } from '../../../src/sandbox/world/start-thread.ts';
import { setThread } from '../../../src/sandbox/world/threads.ts';
import { createSmallWorld, NOW } from './world.ts';

const PUBLIC_THREAD = ChannelType.PublicThread;

describe('threads in the view', () => {
  function createThread() {
    const small = createSmallWorld();
    const { core, first, botId, write, channel } = small;
    const from = write(first.papers, botId, { content: 'a paper' });
    const parent = channel(first.papers);
    const thread = startThread(core, { parent, ownerId: botId, name: 'T', type: PUBLIC_THREAD, from });
    return { ...small, from, thread };
  }

  test('stand under their channel and at their message, with their count', () => {
    const { core, first, write, thread } = createThread();
    write(thread.id, first.grace, { content: 'one' });
    const { servers, messages } = viewPage(core, {});
    const papers = servers[0]?.channels.find(({ id }) => id === first.papers);
    expect(papers?.threads).toEqual([{ id: thread.id, name: 'T' }]);
    expect(messages[0]?.thread).toEqual({ id: thread.id, name: 'T', messageCount: 1 });
    const { open } = viewPage(core, { channel: thread.id });
    expect(open).toMatchObject({ isArchived: false, isLocked: false, tags: [] });
    setThread(core, thread, { archived: true, locked: true });
    expect(viewPage(core, { channel: thread.id }).open).toMatchObject({ isArchived: true, isLocked: true });
  });

  test('begin with the message that they came from, as it is now, to be pressed there', () => {
    const { core, first, from, thread } = createThread();
    editMessage(core, from, { input: { content: 'corrected' } as MessageInput, isAnswer: false });
    const { open, messages } = viewPage(core, { channel: thread.id });
    expect(open?.parent).toEqual({ id: first.papers, name: 'papers' });
    expect(messages[0]).toMatchObject({ pressId: from.message.id, content: ['corrected'] });
  });

  test('are listed while archived only if they are open', () => {
    const { core, thread } = createThread();
    setThread(core, thread, { archived: true });
    const listed = (id?: string) =>
      viewPage(core, { channel: id }).servers[0]?.channels.flatMap(({ threads }) => threads);
    expect(listed()).toEqual([]);
    expect(listed(thread.id)).toEqual([{ id: thread.id, name: 'T' }]);
  });
});

describe('a forum in the view', () => {
  function createForum() {
    const small = createSmallWorld();
    const { core, first, botId, write, channel } = small;
    const guild = core.state.guilds[first.guild];
    if (guild === undefined) throw new Error('no server');
    const id = addChannel(core, guild, { name: 'forum', type: ChannelType.GuildForum, tags: ['LLM', 'Vision'] });
    const [llm, vision] = channel(id).tags.map((tag) => tag.id);
    const post = (name: string, more: Partial<NewThread> = {}) => {
      const thread = startThread(core, { parent: channel(id), ownerId: botId, name, type: PUBLIC_THREAD, ...more });
      write(thread.id, botId, { content: name }, { id: thread.id });
      return thread;
    };
    return { ...small, id, post, tags: [llm ?? '', vision ?? ''] as const };
  }

  test('lists its posts with tags and counts, open ones first, each kind by its last message', () => {
    const { core, first, id, post, tags, write } = createForum();
    const quiet = post('quiet', { tags: [...tags].reverse() });
    const busy = post('busy', { tags: ['123456789012345678', tags[0]] });
    const old = post('old');
    setThread(core, old, { archived: true, locked: true });
    core.now = () => new Date(NOW.getTime() + 60_000);
    write(busy.id, first.grace, { content: 'one' });
    const { open, messages } = viewPage(core, { channel: id });
    expect(messages).toEqual([]);
    expect(open).toMatchObject({ mayWrite: false });
    expect(open?.posts).toEqual([
      {
        id: busy.id,
        name: 'busy',
        author: 'paperboy',
        tags: ['LLM'],
        messageCount: 1,
        activeAtMs: NOW.getTime() + 60_000,
        isArchived: false,
        isLocked: false,
      },
      expect.objectContaining({ id: quiet.id, tags: ['Vision', 'LLM'], messageCount: 0 }),
      expect.objectContaining({ id: old.id, isArchived: true, isLocked: true }),
    ]);
    expect(viewPage(core, { channel: busy.id }).open).toMatchObject({ tags: ['LLM'], mayWrite: true });
    expect(viewPage(core, {}).open).not.toHaveProperty('posts');
  });

  test('that is hidden shows none of them', () => {
    const { core, first, id, post, channel } = createForum();
    post('secret');
    setChannel(core, channel(id), { overwrites: [{ id: first.guild, type: 0, allow: '0', deny: '1024' }] });
    expect(JSON.stringify(viewPage(core, { as: first.grace, channel: id }))).not.toContain('secret');
  });
});
