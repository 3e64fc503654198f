import type { REST } from 'discord.js';
import {
  type APIInteraction,
  ApplicationCommandType,
  InteractionResponseType,
  InteractionType,
} from 'discord-api-types/v10';
import { UserError } from '../domain/errors.ts';
import { errorFields, type Log, type LogFields } from '../log.ts';
import { renderApology, renderComplaint } from '../render/complaint.ts';
import { parseCustomId } from '../render/custom-id.ts';
import { createAnswer } from './answer.ts';
import { readAsk, readCommandName } from './ask.ts';
import type { AnswerBody, Ask, Choice, Command, Visibility } from './command.ts';

/** Choices, at most, for one autocompletion. */
const MOST_CHOICES = 25;
/** An autocompletion cannot be deferred: after this it is answered with nothing, inside Discord's three seconds. */
const CHOICES_WITHIN_MS = 2_000;

/** Hands interactions to the commands, and each command's answer to Discord. */
export interface Router {
  /** Handles one interaction as the gateway delivers it. Never throws. A second delivery of the same one is dropped. */
  handle(interaction: APIInteraction): Promise<void>;
  /** Waits until every interaction that was taken is answered. */
  drain(): Promise<void>;
}

export interface RouterOptions<Context> {
  readonly commands: readonly Command<Context>[];
  readonly context: Context;
  readonly rest: REST;
  readonly log: Log;
  readonly newReference: () => string;
}

/** A router over a registry of commands. @throws if two commands share a name */
export function createRouter<Context>(options: RouterOptions<Context>): Router {
  const byName = new Map(options.commands.map((command) => [command.data.name, command]));
  if (byName.size !== options.commands.length) throw new Error('two commands share a name');
  const running = new Set<Promise<void>>();
  const isNew = createSeen();

  return {
    async handle(interaction) {
      if (!isNew(interaction.id)) return;
      const run = route(interaction, byName, options);
      running.add(run);
      await run.finally(() => running.delete(run));
    },
    async drain() {
      await Promise.allSettled(running);
    },
  };
}

async function route<Context>(
  interaction: APIInteraction,
  byName: ReadonlyMap<string, Command<Context>>,
  options: RouterOptions<Context>,
): Promise<void> {
  const facts = { interactionId: interaction.id, userId: interaction.member?.user.id ?? interaction.user?.id };
  try {
    if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
      await answerChoices(interaction, byName, options);
      return;
    }
    const handler = findHandler(interaction, byName);
    await answerWith(interaction, handler ?? OUTDATED, options);
  } catch (error) {
    options.log.error('interaction could not be answered', { ...facts, ...errorFields(error) });
  }
}

interface Handler<Context> {
  readonly name: LogFields;
  readonly kind: 'reply' | 'update';
  readonly visibility: Visibility;
  readonly fields: readonly string[];
  readonly run: (ask: Ask, context: Context) => Promise<AnswerBody>;
}

/** Of a command that we no longer have, or a component of a message that an older version sent. */
const OUTDATED: Handler<unknown> = {
  name: {},
  kind: 'reply',
  visibility: 'private',
  fields: [],
  run: () => Promise.reject(new UserError({ code: 'outdated' })),
};

function findHandler<Context>(
  interaction: APIInteraction,
  byName: ReadonlyMap<string, Command<Context>>,
): Handler<Context> | undefined {
  if (interaction.type === InteractionType.ApplicationCommand) {
    const command = byName.get(interaction.data.name);
    if (command === undefined || interaction.data.type !== ApplicationCommandType.ChatInput) return undefined;
    const { visibility, execute } = command;
    return { name: { command: command.data.name }, kind: 'reply', visibility, fields: [], run: execute };
  }
  if (interaction.type !== InteractionType.MessageComponent) return undefined;
  const state = parseCustomId(interaction.data.custom_id);
  const command = state && byName.get(state.command);
  const press = state && command?.presses?.[state.action];
  if (state === undefined || command === undefined || press === undefined) return undefined;
  return {
    name: { command: state.command, action: state.action },
    kind: press.answers,
    visibility: press.visibility ?? command.visibility,
    fields: state.fields,
    run: press.run,
  };
}

async function answerWith<Context>(
  interaction: APIInteraction,
  handler: Handler<Context>,
  options: RouterOptions<Context>,
): Promise<void> {
  const { context, rest, log } = options;
  const answer = createAnswer(rest, interaction, handler);
  try {
    await answer.send(await handler.run(readAsk(interaction, handler.fields), context));
  } catch (error) {
    if (error instanceof UserError) {
      await answer.refuse(renderComplaint(error.complaint));
      return;
    }
    const reference = options.newReference();
    log.error('interaction failed', {
      reference,
      interactionId: interaction.id,
      ...handler.name,
      ...errorFields(error),
    });
    await answer.refuse(renderApology(reference));
  } finally {
    answer.close();
  }
}

async function answerChoices<Context>(
  interaction: APIInteraction,
  byName: ReadonlyMap<string, Command<Context>>,
  { context, rest, log }: RouterOptions<Context>,
): Promise<void> {
  const command = byName.get(readCommandName(interaction) ?? '');
  const late = Promise.withResolvers<readonly Choice[]>();
  const timer = setTimeout(() => late.resolve([]), CHOICES_WITHIN_MS);
  const choices = (async () => (await command?.complete?.(readAsk(interaction), context)) ?? [])().catch((error) => {
    log.error('autocompletion failed', { interactionId: interaction.id, ...errorFields(error) });
    return [];
  });
  const chosen = await Promise.race([choices, late.promise]);
  clearTimeout(timer);
  await rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
    auth: false,
    body: {
      type: InteractionResponseType.ApplicationCommandAutocompleteResult,
      data: { choices: chosen.slice(0, MOST_CHOICES) },
    },
  });
}

const REMEMBERED = 10_000;

/** Discord may deliver an event twice (reference › Consistency), and again after a resumed session. */
function createSeen(): (id: string) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    for (const oldest of seen) {
      if (seen.size <= REMEMBERED) break;
      seen.delete(oldest);
    }
    return true;
  };
}
