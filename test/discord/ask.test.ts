import type { APIInteraction, APIMessageApplicationCommandInteraction } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { readAsk } from '../../src/discord/ask.ts';
import { hasShared, readShared } from '../support/shared.ts';

const recorded = (name: string) =>
  (readShared('data', 'discord', `INTERACTION_CREATE.${name}.json`) as { d: APIInteraction }).d;

describe.runIf(hasShared('data', 'discord'))('what an interaction asks', () => {
  it('by a form that was sent: what was filled into each field, by its kind', () => {
    const { inputs, values, channels } = readAsk(recorded('modal_submit'), ['a']);
    expect(inputs.text('kw')).toBe('llm, rl');
    expect(inputs.choice('hr')).toBe('9');
    expect([inputs.text('hr'), inputs.choice('kw'), inputs.text('other')]).toEqual([undefined, undefined, undefined]);
    expect({ values, channels }).toEqual({ values: [], channels: [] });
  });

  it('by a select of channels: what the person and the bot may do in each', () => {
    const { values, channels } = readAsk(recorded('channel_select'));
    expect(channels.map(({ id }) => id)).toEqual(values);
    for (const channel of channels) {
      expect(channel.memberPermissions).toBeGreaterThan(0n);
      expect(typeof channel.appPermissions).toBe('bigint');
    }
  });

  it('by a message command: all text of the message, in whatever part it stands', () => {
    const interaction = structuredClone(recorded('message_command')) as APIMessageApplicationCommandInteraction;
    const { data } = interaction;
    const message = data.resolved.messages[data.target_id];
    if (message === undefined) throw new Error('the recording has no message');
    const given = message.content;
    Object.assign(message, {
      embeds: [{ title: 'a title', url: 'https://a.link/', fields: [{ name: 'a name', value: 'a value' }] }],
      components: [
        {
          type: 17,
          components: [
            { type: 9, components: [{ type: 10, content: 'a text' }], accessory: { type: 2, url: 'https://b.link/' } },
          ],
        },
        { type: 1, components: [{ type: 3, custom_id: 'x', options: [{ label: 'l', value: 'an option' }] }] },
      ],
      message_snapshots: [{ message: { content: 'a forwarded text' } }],
      attachments: [{ id: '1', filename: 'a-file.pdf' }],
    });
    expect(readAsk(interaction).messageText.split('\n').toSorted()).toEqual(
      [
        given,
        'a title',
        'https://a.link/',
        'a name',
        'a value',
        'a text',
        'https://b.link/',
        'an option',
        'a forwarded text',
        'a-file.pdf',
      ].toSorted(),
    );
    expect(readAsk(recorded('slash')).messageText).toBe('');
  });

  it('in a server that has not installed the app: no server', () => {
    expect(readAsk(recorded('slash')).guildId).toBe(recorded('slash').guild_id);
    const foreign = recorded('slash_user_install');
    expect(foreign.guild_id).toBeDefined();
    expect(readAsk(foreign).guildId).toBeUndefined();
    expect(readAsk(recorded('slash_dm')).guildId).toBeUndefined();
    const isForeign = ['slash', 'slash_user_install', 'slash_dm'].map(
      (name) => readAsk(recorded(name)).isForeignServer,
    );
    expect(isForeign).toEqual([false, true, false]);
  });

  it('by anything else: no field, and no channel', () => {
    for (const name of ['slash', 'button', 'string_select', 'autocomplete']) {
      const { inputs, channels } = readAsk(recorded(name));
      expect(inputs.text('kw')).toBeUndefined();
      expect(channels).toEqual([]);
    }
  });
});
