import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { viewPage } from '../../../src/sandbox/page/view.ts';
import type { MessageInput } from '../../../src/sandbox/validation/message.ts';
import { createSmallWorld, NOW } from './world.ts';

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
