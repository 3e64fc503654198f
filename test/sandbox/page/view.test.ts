import { ButtonStyle, ChannelType, ComponentType } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { viewPage } from '../../../src/sandbox/page/view.ts';
import type { MessageInput } from '../../../src/sandbox/validation/message.ts';
import { editMessage } from '../../../src/sandbox/world/messages.ts';
import { startThread } from '../../../src/sandbox/world/start-thread.ts';
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
    expect(view.people.map(({ name, isAdmin }) => [name, isAdmin])).toEqual([
      ['Ada', true],
      ['Grace', false],
      ['Linus', false],
      ['Mallory', false],
    ]);
  });

  test('lists only the channels that the person can see', () => {
    const { core, first } = createSmallWorld();
    const seenBy = (as: string) =>
      viewPage(core, { as }).servers.flatMap(({ channels }) => channels.map(({ name }) => name));
    expect(seenBy(first.ada)).toEqual(['general', 'papers', 'reading-group', 'admins']);
    expect(seenBy(first.grace)).toEqual(['general', 'papers', 'reading-group']);
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
      interaction_metadata: { user: { id: first.ada }, name: 'trending' } as never,
    };
    const seen = () => viewPage(core, {}).messages[0];
    expect(seen()).toMatchObject({ isThinking: true, about: 'Ada used /trending', isEdited: false });
    editMessage(core, message, { input: { content: 'here', flags: 0 } as MessageInput, isAnswer: true });
    editMessage(core, message, { input: { content: 'there' } as MessageInput, isAnswer: true });
    expect(seen()).toMatchObject({ isThinking: false, isEdited: true, content: ['there'] });
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
          { type: ComponentType.MediaGallery, items: [{ media: { url: 'https://x.y/z.png' } }] },
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
            accessory: { kind: 'media', descriptions: ['a plot'] },
          },
          { kind: 'media', descriptions: ['image'] },
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
});
