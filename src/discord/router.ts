import type { REST } from 'discord.js';
import {
  type APIInteraction,
  ApplicationCommandType,
  InteractionResponseType,
  InteractionType,
} from 'discord-api-types/v10';
import { UserError } from '../domain/errors.ts';
import { forgetOldest } from '../domain/forget-oldest.ts';
import { errorFields, type Log, type LogFields } from '../log.ts';
import { renderApology, renderComplaint } from '../render/complaint.ts';
import { parseCustomId } from '../render/message/custom-id.ts';
import { MOST_CHOICES } from '../render/message/limits.ts';
import { createAnswer } from './answer.ts';
import { readAsk, readCommandName } from './ask.ts';
import type { Choice, Command, Opening, Submit, Visibility } from './command.ts';

/** An autocompletion cannot be deferred: after this it is answered with nothing, inside Discord's three seconds. */
const CHOICES_WITHIN_MS = 2_000;
/** Nor can a form: after this the person is told that it failed, inside the same three seconds. */
const FORM_WITHIN_MS = 2_000;

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
  readonly visibility: Visibility;
  readonly fields: readonly string[];
  readonly answering: Submit<Context> | Opening<Context>;
}

/** Of a command that we no longer have, or a component of a message that an older version sent. */
const OUTDATED: Handler<unknown> = {
  name: {},
  visibility: 'private',
  fields: [],
  answering: { answers: 'reply', run: () => Promise.reject(new UserError({ code: 'outdated' })) },
};

function findHandler<Context>(
  interaction: APIInteraction,
  byName: ReadonlyMap<string, Command<Context>>,
): Handler<Context> | undefined {
  if (interaction.type === InteractionType.ApplicationCommand) {
    const command = byName.get(interaction.data.name);
    if (command === undefined || interaction.data.type !== typeOf(command)) return undefined;
    const { data, visibility, execute } = command;
    return { name: { command: data.name }, visibility, fields: [], answering: { answers: 'reply', run: execute } };
  }
  const isSubmit = interaction.type === InteractionType.ModalSubmit;
  if (!isSubmit && interaction.type !== InteractionType.MessageComponent) return undefined;
  const state = parseCustomId(interaction.data.custom_id);
  const command = state && byName.get(state.command);
  const answering = state && (isSubmit ? command?.submits : command?.presses)?.[state.action];
  if (state === undefined || command === undefined || answering === undefined) return undefined;
  return {
    name: { command: state.command, action: state.action },
    visibility: ('visibility' in answering ? answering.visibility : undefined) ?? command.visibility,
    fields: state.fields,
    answering,
  };
}

function typeOf<Context>({ data }: Command<Context>): ApplicationCommandType {
  return data.type ?? ApplicationCommandType.ChatInput;
}

async function answerWith<Context>(
  interaction: APIInteraction,
  { name, visibility, fields, answering }: Handler<Context>,
  options: RouterOptions<Context>,
): Promise<void> {
  const { context, rest, log } = options;
  const answer = createAnswer(rest, interaction, { kind: answering.answers, visibility });
  try {
    const ask = readAsk(interaction, fields);
    if (answering.answers === 'modal') await answer.open(await soon(answering.run(ask, context)));
    else await answer.send(await answering.run(ask, context));
  } catch (error) {
    if (error instanceof UserError) {
      await answer.refuse(renderComplaint(error.complaint));
      return;
    }
    const reference = options.newReference();
    log.error('interaction failed', { reference, interactionId: interaction.id, ...name, ...errorFields(error) });
    await answer.refuse(renderApology(reference));
  } finally {
    answer.close();
  }
}

/** @throws if it takes so long that Discord would no longer take it */
async function soon<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('a form took too long')), FORM_WITHIN_MS);
  return await Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
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
    // What a person cannot have completes to nothing; there is no place for a sentence.
    if (!(error instanceof UserError)) {
      log.error('autocompletion failed', { interactionId: interaction.id, ...errorFields(error) });
    }
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
    forgetOldest(seen, REMEMBERED);
    return true;
  };
}
