import type { REST } from 'discord.js';
import { type APIInteraction, ComponentType, InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, Command } from '../../src/discord/command.ts';
import { createRouter } from '../../src/discord/router.ts';
import { UserError } from '../../src/domain/errors.ts';
import { createMemoryLog } from '../support/log.ts';

/** The callbacks that were sent, in order. */
let sent: { readonly type: number; readonly data?: object }[];
let asked: Ask[];
let complete: () => Promise<readonly { name: string; value: string }[]>;
let open: () => Promise<{ custom_id: string; title: string; components: [] }>;
let lines: readonly string[];
let handle: (interaction: APIInteraction) => Promise<void>;

const form = { custom_id: 'v1|notes|save|7', title: 'Notes', components: [] as [] };
const message = { flags: 0, components: [] };

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  asked = [];
  open = () => Promise.resolve(form);
  const notes: Command<object> = {
    data: { name: 'notes', description: 'Notes' },
    visibility: 'private',
    execute: () => Promise.resolve(message),
    complete: () => complete(),
    presses: { edit: { answers: 'modal', run: () => open() } },
    submits: {
      save: {
        answers: 'update',
        run(ask) {
          asked.push(ask);
          return Promise.resolve(message);
        },
      },
    },
  };
  const memory = createMemoryLog();
  lines = memory.lines;
  const rest = { post: async (_path: string, { body }: { body: (typeof sent)[number] }) => void sent.push(body) };
  const router = createRouter({
    commands: [notes],
    context: {},
    rest: rest as unknown as REST,
    log: memory.log,
    newReference: () => 'ref',
  });
  handle = (interaction) => router.handle(interaction);
});
afterEach(() => void vi.useRealTimers());

const common = {
  application_id: '1',
  token: 't',
  channel: { id: '2', type: 0 },
  user: { id: '3' },
  version: 1,
  authorizing_integration_owners: { 0: '0' },
};
const press = (customId: string) =>
  ({
    ...common,
    id: '10',
    type: InteractionType.MessageComponent,
    message: { id: '12' },
    data: { component_type: ComponentType.Button, custom_id: customId },
  }) as unknown as APIInteraction;
const submit = (customId: string) =>
  ({
    ...common,
    id: '11',
    type: InteractionType.ModalSubmit,
    data: {
      custom_id: customId,
      components: [{ type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'text', value: ' hello ' } }],
    },
  }) as unknown as APIInteraction;

const completing = {
  ...common,
  id: '13',
  type: InteractionType.ApplicationCommandAutocomplete,
  data: { id: '14', name: 'notes', type: 1, options: [] },
} as unknown as APIInteraction;

describe('an autocompletion', () => {
  it('offers the first of its choices, as many as Discord takes', async () => {
    const choices = Array.from({ length: 60 }, (_, index) => ({ name: `Choice ${index}`, value: `${index}` }));
    complete = () => Promise.resolve(choices);
    await handle(completing);
    expect(sent).toMatchObject([{ data: { choices: choices.slice(0, 25) } }]);
    expect(sent[0]?.data).toHaveProperty('choices.length', 25);
  });

  it.each([
    ['of a person who may not have it', new UserError({ code: 'foreign-server' }), false],
    ['that fails', new Error('lost'), true],
  ])('%s is answered with nothing', async (_, error, isLogged) => {
    complete = () => Promise.reject(error);
    await handle(completing);
    expect(sent).toEqual([
      { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices: [] } },
    ]);
    expect(lines.join().includes('autocompletion failed')).toBe(isLogged);
  });
});

describe('a press that opens a form', () => {
  it('is answered with it', async () => {
    await handle(press('v1|notes|edit'));
    expect(sent).toEqual([{ type: InteractionResponseType.Modal, data: form }]);
  });

  it('is never deferred: one that takes too long is refused while Discord still listens', async () => {
    open = () => new Promise(() => undefined);
    const handled = handle(press('v1|notes|edit'));
    await vi.advanceTimersByTimeAsync(1_900);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    await handled;
    expect(sent).toMatchObject([
      { type: InteractionResponseType.ChannelMessageWithSource, data: { flags: 32768 | 64 } },
    ]);
    expect(lines.join()).toContain('"reference":"ref"');
  });

  it('that is refused is told the person alone', async () => {
    open = () => Promise.reject(new UserError({ code: 'outdated' }));
    await handle(press('v1|notes|edit'));
    expect(sent).toMatchObject([
      { type: InteractionResponseType.ChannelMessageWithSource, data: { flags: 32768 | 64 } },
    ]);
    expect(lines).toEqual([]);
  });
});

describe('a form that was sent', () => {
  it('goes to what its custom_id names, with its state and what was filled in', async () => {
    await handle(submit('v1|notes|save|7'));
    expect(sent).toEqual([{ type: InteractionResponseType.UpdateMessage, data: message }]);
    expect(asked[0]?.fields).toEqual(['7']);
    expect(asked[0]?.inputs.text('text')).toBe('hello');
  });

  it('does nothing under the name of a button, nor a press under that of a form', async () => {
    await handle(submit('v1|notes|edit'));
    await handle(press('v1|notes|save|7'));
    expect(asked).toEqual([]);
    expect(sent).toMatchObject([{ type: 4 }, { type: 4 }]);
  });
});
