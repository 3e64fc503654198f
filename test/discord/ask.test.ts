import type { APIInteraction } from 'discord-api-types/v10';
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

  it('by anything else: no field, and no channel', () => {
    for (const name of ['slash', 'button', 'string_select', 'autocomplete']) {
      const { inputs, channels } = readAsk(recorded(name));
      expect(inputs.text('kw')).toBeUndefined();
      expect(channels).toEqual([]);
    }
  });
});
