import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { signature } from '../../src/discord/registration.ts';

type Definition = RESTPostAPIApplicationCommandsJSONBody;

const ours = commands.map(({ data }) => data);

describe('signature', () => {
  it('is the same for our commands and for Discord’s listing of them', () => {
    expect(signature(asListed(ours))).toBe(signature(ours));
  });

  it('is the same in any order', () => {
    expect(signature(ours.toReversed())).toBe(signature(ours));
  });

  it.each<[string, object]>([
    ['name', { name: 'other' }],
    ['description', { description: 'Other' }],
    ['type', { type: 3 }],
    ['permissions', { default_member_permissions: '8' }],
    ['permissions taken away', { default_member_permissions: null }],
    ['contexts', { contexts: [0, 1] }],
    ['installations', { integration_types: [0, 1] }],
    ['age', { nsfw: true }],
    ['options', { options: [] }],
  ])('differs when a command’s %s does', (_, change) => {
    expect(changed('subscribe', (definition) => Object.assign(definition, change))).not.toBe(signature(ours));
  });

  it.each<[string, string, object]>([
    ['topics', 'name', { name: 'topic' }],
    ['topics', 'description', { description: 'Other' }],
    ['topics', 'type', { type: 4 }],
    ['topics', 'need', { required: true }],
    ['topics', 'autocompletion', { autocomplete: false }],
    ['channel', 'kinds of channel', { channel_types: [0] }],
    ['time', 'greatest length', { max_length: 5 }],
    ['papers', 'smallest value', { min_value: 0 }],
    ['papers', 'greatest value', { max_value: 11 }],
    ['frequency', 'choices', { choices: [{ name: 'daily', value: 'daily' }] }],
  ])('differs when the option %s changes its %s', (name, _, change) => {
    const other = changed('subscribe', (definition) => {
      const options = definition.options as Record<string, unknown>[];
      Object.assign(options.find((option) => option.name === name) ?? {}, change);
    });
    expect(other).not.toBe(signature(ours));
  });

  it('differs when the options stand in another order: Discord shows them in it', () => {
    const other = changed('subscribe', (definition) => {
      definition.options = (definition.options as unknown[]).toReversed();
    });
    expect(other).not.toBe(signature(ours));
  });

  it('differs when a command comes or goes', () => {
    expect(signature(ours.slice(1))).not.toBe(signature(ours));
    expect(signature([])).not.toBe(signature(ours));
  });
});

describe('every command', () => {
  it('says where it works: what Discord would assume otherwise depends on the application’s settings', () => {
    for (const { name, contexts, integration_types } of ours) {
      expect(contexts, name).not.toHaveLength(0);
      expect(integration_types, name).not.toHaveLength(0);
    }
  });
});

function changed(name: string, change: (definition: Record<string, unknown>) => void): string {
  const copies = structuredClone(ours) as unknown as Record<string, unknown>[];
  change(copies.find((definition) => definition.name === name) ?? {});
  return signature(copies as unknown as Definition[]);
}

/** As Discord answers: with ids, with keys of its own, and without what equals a default (interactions/application-commands). */
function asListed(definitions: readonly Definition[]): readonly Definition[] {
  return definitions.toReversed().map((definition, index) => ({
    default_member_permissions: null,
    type: 1,
    nsfw: false,
    ...withoutDefaults(definition),
    ...(definition.contexts && { contexts: [...definition.contexts].reverse() }),
    id: String(1_400_000_000_000_000_000n + BigInt(index)),
    application_id: '1400000000000000000',
    version: '1400000000000000001',
    name_localizations: null,
    description_localizations: null,
    dm_permission: true,
  })) as unknown as readonly Definition[];
}

/** Discord leaves out `required: false`, `autocomplete: false` and empty lists, and adds empty localisations. */
function withoutDefaults(value: unknown): Record<string, unknown> {
  const entries = Object.entries(value as Record<string, unknown>).filter(
    ([key, held]) =>
      held !== undefined &&
      !(['required', 'autocomplete'].includes(key) && held === false) &&
      !(Array.isArray(held) && held.length === 0),
  );
  const kept = Object.fromEntries(entries);
  if (Array.isArray(kept.options)) {
    kept.options = kept.options.map((option) => ({
      ...withoutDefaults(option),
      name_localizations: null,
      description_localizations: null,
    }));
  }
  return kept;
}
