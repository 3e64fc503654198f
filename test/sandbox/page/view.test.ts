import { ButtonStyle, ChannelType, ComponentType, MessageType } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { viewPage } from '../../../src/sandbox/page/view.ts';
import { listCommands } from '../../../src/sandbox/people/commands.ts';
import type { MessageInput } from '../../../src/sandbox/validation/message.ts';
import { addChannel, setChannel } from '../../../src/sandbox/world/channels.ts';
import { saveCommands } from '../../../src/sandbox/world/commands.ts';
import { addRole, setMember } from '../../../src/sandbox/world/guilds.ts';
import { editMessage } from '../../../src/sandbox/world/messages.ts';
import { type NewThread, startThread } from '../../../src/sandbox/world/start-thread.ts';
import { setThread } from '../../../src/sandbox/world/threads.ts';
import { createSmallWorld, NOW } from './world.ts';

const PUBLIC_THREAD = ChannelType.PublicThread;

describe('the view', () => {
  test('shows at first what the admin sees of the papers channel', () => {
    const { core, first } = createSmallWorld();
    const view = viewPage(core, { notice: 'Sample papers.' });
    expect(view).toMatchObject({
      nowMs: NOW.getTime(),
      notice: 'Sample papers.',
      as: first.ada,
      open: { id: first.papers, name: 'papers', kind: 'guild', mayWrite: true },
    });
    expect(view.people.map(({ name, isAdmin, isReader }) => [name, isAdmin, isReader])).toEqual([
      ['Ada', true, false],
      ['Grace', false, false],
      ['Linus', false, false],
      ['Mallory', false, true],
    ]);
  });

  test('lists only the channels that the person can see', () => {
    const { core, first } = createSmallWorld();
    const seenBy = (as: string) =>
      viewPage(core, { as }).servers.flatMap(({ channels }) => channels.map(({ name }) => name));
    const everybody = ['general', 'papers', 'reading-group', 'news', 'paper-forum'];
    expect(seenBy(first.mallory)).toEqual(everybody);
    // Of another server, too: one that has not installed the bot.
    expect(seenBy(first.grace)).toEqual([...everybody, 'lounge']);
    expect(seenBy(first.ada).toSorted()).toEqual([...everybody, 'admins', 'lounge'].toSorted());
  });

  test('has a server without the bot, in which whoever has it for herself is offered its commands', () => {
    const { core, first } = createSmallWorld();
    const command = { name: 'ask', description: 'Asks', integration_types: [0, 1] };
    saveCommands(core, [command, { ...command, name: 'server', integration_types: [0] }]);
    const { servers } = viewPage(core, { as: first.ada });
    const lounge = servers.find(({ name }) => name === 'Elsewhere')?.channels[0]?.id ?? '';
    const offered = (as: string, channelId: string) => listCommands(core, as, channelId).map(({ name }) => name);
    expect(offered(first.ada, lounge)).toEqual(['ask']);
    expect(offered(first.grace, lounge)).toEqual([]);
    expect(offered(first.grace, first.general)).toEqual(['ask', 'server']);
  });

  test('opens another channel in place of one that the person cannot see', () => {
    const { core, first, write } = createSmallWorld();
    write(first.admins, first.ada, { content: 'secret' });
    const view = viewPage(core, { as: first.grace, channel: first.admins });
    expect(view.open?.id).toBe(first.papers);
    expect(JSON.stringify(view)).not.toContain('secret');
  });

  test("does not open another person's conversation, and lists one's own", () => {
    const { core, first, write } = createSmallWorld();
    const [dm] = viewPage(core, { as: first.ada }).dms;
    write(dm?.id ?? '', first.ada, { content: 'between us' });
    expect(viewPage(core, { as: first.ada, channel: dm?.id }).messages).toHaveLength(1);
    const view = viewPage(core, { as: first.grace, channel: dm?.id });
    expect(view.open?.id).toBe(first.papers);
    expect(view.dms).not.toContainEqual(dm);
  });

  test('takes somebody who is not there, or a bot, for the admin', () => {
    const { core, first, botId } = createSmallWorld();
    expect(viewPage(core, { as: '123456789012345678' }).as).toBe(first.ada);
    expect(viewPage(core, { as: botId }).as).toBe(first.ada);
  });

  test('says who may not write', () => {
    const { core, first } = createSmallWorld();
    expect(viewPage(core, { as: first.mallory }).open?.mayWrite).toBe(false);
  });

  test('shows an ephemeral message to its person alone, in its place', () => {
    const { core, first, botId, write } = createSmallWorld();
    write(first.papers, first.grace, { content: 'before' });
    write(first.papers, botId, { content: 'for Grace' }, { visibleTo: first.grace });
    write(first.papers, first.grace, { content: 'after' });
    const messages = (as: string, channel?: string) => viewPage(core, { as, channel }).messages;
    expect(messages(first.grace).map(({ content, isPrivate }) => [content, isPrivate])).toEqual([
      [['before'], false],
      [['for Grace'], true],
      [['after'], false],
    ]);
    expect(messages(first.ada).map(({ content }) => content)).toEqual([['before'], ['after']]);
    expect(messages(first.grace, first.general)).toEqual([]);
  });

  test('shows the last hundred messages', () => {
    const { core, first, write } = createSmallWorld();
    for (let count = 1; count <= 101; count += 1) write(first.papers, first.ada, { content: `message ${count}` });
    const { messages } = viewPage(core, {});
    expect(messages).toHaveLength(100);
    expect(messages[0]?.content).toEqual(['message 2']);
  });

  test('says of a message whether the bot still thinks, what it answers, and whether it was edited', () => {
    const { core, first, botId, write } = createSmallWorld();
    const message = write(first.papers, botId, { content: '' });
    message.message = {
      ...message.message,
      flags: 128,
      type: MessageType.ChatInputCommand,
      interaction_metadata: { user: { id: first.ada }, name: 'trending' } as never,
    };
    const seen = () => viewPage(core, {}).messages[0];
    expect(seen()).toMatchObject({ isThinking: true, about: 'Ada used /trending', isEdited: false });
    editMessage(core, message, { input: { content: 'here', flags: 0 } as MessageInput, isAnswer: true });
    editMessage(core, message, { input: { content: 'there' } as MessageInput, isAnswer: true });
    expect(seen()).toMatchObject({ isThinking: false, isEdited: true, content: ['there'] });
  });

  test('says that the bot can answer no more once its token is too old', () => {
    const { core, first, botId, write } = createSmallWorld();
    const message = write(first.papers, botId, { content: '' });
    message.message = { ...message.message, flags: 128 };
    const seenAfter = (minutes: number) => {
      core.now = () => new Date(NOW.getTime() + minutes * 60_000);
      return viewPage(core, {}).messages[0];
    };
    expect(seenAfter(15)).toMatchObject({ isThinking: true, isUnanswered: false });
    expect(seenAfter(16)).toMatchObject({ isThinking: false, isUnanswered: true });
  });

  test('marks what pings the reader: by name, by role, or as one of all', () => {
    const { core, first, botId, write } = createSmallWorld();
    const guild = core.state.guilds[first.guild];
    if (guild === undefined) throw new Error('no server');
    const role = addRole(core, guild, { name: 'readers', mentionable: true });
    setMember(core, guild, first.linus, { roles: [role] });
    const texts = [`<@${first.grace}>`, `<@&${role}>`, '@everyone', 'nobody'];
    for (const content of texts) write(first.papers, first.ada, { content });
    write(first.papers, botId, { content: `<@${first.grace}>`, allowed_mentions: { parse: [] } });
    const marked = (as: string) => viewPage(core, { as }).messages.map(({ isForReader }) => isForReader);
    expect(marked(first.grace)).toEqual([true, false, true, false, false]);
    expect(marked(first.linus)).toEqual([false, true, true, false, false]);
    expect(marked(first.ada)).toEqual([false, false, false, false, false]);
  });

  test('says which messages have a menu, and of an answer that it was chosen in one', () => {
    const { core, first, botId, write } = createSmallWorld();
    write(first.papers, first.grace, { content: 'a paper' });
    write(first.papers, botId, { content: 'for Ada' }, { visibleTo: first.ada });
    const answer = write(first.papers, botId, { content: 'chosen' }, { type: MessageType.ContextMenuCommand });
    answer.message.interaction_metadata = { user: { id: first.ada }, name: 'Discuss paper' } as never;
    const { messages } = viewPage(core, {});
    expect(messages.map(({ hasMenu }) => hasMenu)).toEqual([true, false, true]);
    expect(messages[2]?.about).toBe('Ada used Discuss paper');
  });

  test('resolves mentions for the person who reads', () => {
    const { core, first, write } = createSmallWorld();
    write(first.papers, first.ada, { content: `<#${first.admins}> <@${first.linus}> <@&${first.botRole}>` });
    const read = (as: string) => viewPage(core, { as }).messages[0]?.content;
    const others = [' ', { kind: 'mention', text: '@Linus' }, ' ', { kind: 'mention', text: '@Paperboy' }];
    expect(read(first.ada)).toEqual([{ kind: 'channel', id: first.admins, text: '#admins' }, ...others]);
    expect(read(first.grace)).toEqual([{ kind: 'mention', text: '#no-access' }, ...others]);
  });
});

describe('threads in the view', () => {
  test('stand under their channel and at their message, with their count', () => {
    const { core, first, botId, write, channel } = createSmallWorld();
    const from = write(first.papers, botId, { content: 'a paper' });
    const thread = startThread(core, {
      parent: channel(first.papers),
      ownerId: botId,
      name: 'T',
      type: PUBLIC_THREAD,
      from,
    });
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
    const { core, first, botId, write, channel } = createSmallWorld();
    const from = write(first.papers, botId, { content: 'a paper' });
    const thread = startThread(core, {
      parent: channel(first.papers),
      ownerId: botId,
      name: 'T',
      type: PUBLIC_THREAD,
      from,
    });
    editMessage(core, from, { input: { content: 'corrected' } as MessageInput, isAnswer: false });
    const { open, messages } = viewPage(core, { channel: thread.id });
    expect(open?.parent).toEqual({ id: first.papers, name: 'papers' });
    expect(messages[0]).toMatchObject({ pressId: from.message.id, content: ['corrected'] });
  });

  test('are listed while archived only if they are open', () => {
    const { core, first, botId, write, channel } = createSmallWorld();
    const from = write(first.papers, botId, { content: 'a paper' });
    const thread = startThread(core, {
      parent: channel(first.papers),
      ownerId: botId,
      name: 'T',
      type: PUBLIC_THREAD,
      from,
    });
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

describe('embeds in the view', () => {
  const embed = {
    title: '**Paper** [x](https://x.y) <@123456789012345678>',
    url: 'https://x.y/paper',
    description: '[x](https://x.y)',
    color: 0x00ff00,
    author: { name: '**Ada**', url: 'javascript:alert(1)', icon_url: 'https://x.y/i.png' },
    fields: [{ name: '*n*', value: '> v', inline: true }],
    thumbnail: { url: 'https://x.y/t.png' },
    footer: { text: '_f_' },
    timestamp: '2026-03-10T12:00:00.000Z',
  };

  test('know markdown where Discord does, and fetch nothing', () => {
    const { core, first, botId, write } = createSmallWorld();
    write(first.papers, botId, { embeds: [embed] } as unknown as MessageInput);
    const view = viewPage(core, {});
    const [shown] = view.messages[0]?.embeds ?? [];
    expect(shown).toEqual({
      accent: '#00ff00',
      author: { name: '**Ada**' },
      title: {
        content: [{ kind: 'bold', children: ['Paper'] }, ' [x](https://x.y) <@123456789012345678>'],
        href: 'https://x.y/paper',
      },
      description: [{ kind: 'link', href: 'https://x.y', children: ['x'] }],
      fields: [
        {
          name: [{ kind: 'italic', children: ['n'] }],
          value: [{ kind: 'quote', children: ['v'] }],
          isInline: true,
        },
      ],
      hasThumbnail: true,
      hasImage: false,
      footer: '_f_',
      atMs: NOW.getTime(),
    });
    expect(JSON.stringify(view)).not.toContain('.png');
  });

  test('that are suppressed are not shown', () => {
    const { core, first, botId, write } = createSmallWorld();
    write(first.papers, botId, { embeds: [embed], flags: 4 } as unknown as MessageInput);
    expect(viewPage(core, {}).messages[0]?.embeds).toEqual([]);
  });
});

describe('components in the view', () => {
  test('come as the parts that the page shows', () => {
    const { core, first, botId, write } = createSmallWorld();
    const components = [
      {
        type: ComponentType.Container,
        accent_color: 0x0000ff,
        components: [
          { type: ComponentType.TextDisplay, content: '## **Papers**' },
          { type: ComponentType.Separator },
          {
            type: ComponentType.Section,
            components: [{ type: ComponentType.TextDisplay, content: 'x' }],
            accessory: { type: ComponentType.Thumbnail, media: { url: 'https://x.y/z.png' }, description: 'a plot' },
          },
          { type: ComponentType.MediaGallery, items: [{ media: { url: 'https://x.y/z.png' }, spoiler: true }] },
          {
            type: ComponentType.ActionRow,
            components: [
              {
                type: ComponentType.StringSelect,
                custom_id: 'open',
                placeholder: 'Open…',
                options: [{ label: 'One', value: '1', default: true }],
              },
            ],
          },
        ],
      },
      {
        type: ComponentType.ActionRow,
        components: [
          { type: ComponentType.Button, style: ButtonStyle.Danger, label: 'Stop', custom_id: 'stop', disabled: true },
          { type: ComponentType.Button, style: ButtonStyle.Link, label: 'Go', url: 'https://x.y' },
          { type: ComponentType.Button, style: ButtonStyle.Link, label: 'No', url: 'javascript:alert(1)' },
        ],
      },
      { type: 99 },
    ];
    write(first.papers, botId, { flags: 32_768, components } as unknown as MessageInput);
    expect(viewPage(core, {}).messages[0]?.parts).toEqual([
      {
        kind: 'container',
        accent: '#0000ff',
        isSpoiler: false,
        parts: [
          {
            kind: 'text',
            content: [{ kind: 'heading', level: 2, children: [{ kind: 'bold', children: ['Papers'] }] }],
          },
          { kind: 'separator', divider: true, isLarge: false },
          {
            kind: 'section',
            parts: [{ kind: 'text', content: ['x'] }],
            accessory: { kind: 'media', images: [{ description: 'a plot', isSpoiler: false }] },
          },
          { kind: 'media', images: [{ description: 'image', isSpoiler: true }] },
          {
            kind: 'row',
            parts: [
              {
                kind: 'select',
                customId: 'open',
                placeholder: 'Open…',
                disabled: false,
                min: 1,
                max: 1,
                options: [{ label: 'One', value: '1', description: '', isDefault: true }],
              },
            ],
          },
        ],
      },
      {
        kind: 'row',
        parts: [
          { kind: 'button', style: 'danger', label: 'Stop', disabled: true, customId: 'stop' },
          { kind: 'button', style: 'link', label: 'Go', disabled: false, href: 'https://x.y' },
          { kind: 'button', style: 'link', label: 'No', disabled: false },
        ],
      },
      { kind: 'unknown', type: 99 },
    ]);
  });

  test('of channels offer those that the reader sees', () => {
    const { core, first, botId, write } = createSmallWorld();
    const select = {
      type: ComponentType.ChannelSelect,
      custom_id: 'where',
      channel_types: [0],
      default_values: [{ id: first.general, type: 'channel' }],
    };
    const components = [{ type: ComponentType.ActionRow, components: [select] }];
    write(first.papers, botId, { flags: 32_768, components } as unknown as MessageInput);
    const offered = (as: string) => {
      const [row] = viewPage(core, { as, channel: first.papers }).messages[0]?.parts ?? [];
      const [part] = row?.kind === 'row' ? row.parts : [];
      return part?.kind === 'select' ? part.options : [];
    };
    expect(offered(first.grace)).toContainEqual({
      label: '#general',
      value: first.general,
      description: '',
      isDefault: true,
    });
    expect(offered(first.grace).map(({ value }) => value)).not.toContain(first.admins);
    expect(offered(first.ada).map(({ value }) => value)).toContain(first.admins);
  });

  test.each([
    ['people', ComponentType.UserSelect, ['@Ada', '@Grace', '@Linus', '@Mallory', '@paperboy']],
    ['roles', ComponentType.RoleSelect, ['@everyone', '@admin', '@Paperboy']],
    [
      'both',
      ComponentType.MentionableSelect,
      ['@everyone', '@admin', '@Paperboy', '@Ada', '@Grace', '@Linus', '@Mallory', '@paperboy'],
    ],
  ] as const)('of %s offer those of the server, and in a conversation the two', (_, type, labels) => {
    const { core, first, botId, write } = createSmallWorld();
    const components = [{ type: ComponentType.ActionRow, components: [{ type, custom_id: 'who' }] }];
    const offered = (channelId: string) => {
      write(channelId, botId, { flags: 32_768, components } as unknown as MessageInput);
      const [row] = viewPage(core, { channel: channelId }).messages[0]?.parts ?? [];
      const [part] = row?.kind === 'row' ? row.parts : [];
      return part?.kind === 'select' ? part.options.map(({ label }) => label) : [];
    };
    expect(offered(first.papers)).toEqual(labels);
    const [dm] = viewPage(core, {}).dms;
    expect(offered(dm?.id ?? '')).toEqual(type === ComponentType.RoleSelect ? [] : ['@Ada', '@paperboy']);
  });
});
