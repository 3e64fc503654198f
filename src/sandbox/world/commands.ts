import { ApplicationCommandType } from 'discord-api-types/v10';
import { refusal } from '../api-error.ts';
import { demandRoom } from '../validation/command.ts';
import type { Core } from './core.ts';
import type { CommandBody, CommandState } from './state.ts';

/** discord-api-docs, interactions/application-commands › Registering a Command. */
const CREATIONS_A_DAY = 200;
const DAY_MS = 86_400_000;

/** @throws ApiError 10063 */
export function findCommand(core: Core, id: string): CommandState {
  const found = core.state.commands.find((command) => command.id === id);
  if (found === undefined) throw refusal('unknownCommand');
  return found;
}

/** Makes `bodies` the only commands. Those of names that exist keep their ids. @throws ApiError 30034 */
export function saveCommands(core: Core, bodies: readonly CommandBody[]): readonly CommandState[] {
  countCreations(core, bodies.filter((body) => findNamed(core, body) === undefined).length);
  const commands = bodies.map((body) => withBody(core, body));
  core.state.commands.splice(0, core.state.commands.length, ...commands);
  core.touch();
  return commands;
}

/** Adds a command, or changes the one of its name. @throws ApiError 30032, 30034 */
export function saveCommand(core: Core, body: CommandBody): { command: CommandState; isNew: boolean } {
  const existing = findNamed(core, body);
  if (existing === undefined) {
    const type = body.type ?? ApplicationCommandType.ChatInput;
    demandRoom(type, core.state.commands.filter((command) => command.type === type).length + 1);
    countCreations(core, 1);
  }
  const command = withBody(core, body);
  const { commands } = core.state;
  if (existing === undefined) commands.push(command);
  else commands.splice(commands.indexOf(existing), 1, command);
  core.touch();
  return { command, isNew: existing === undefined };
}

export function removeCommand(core: Core, command: CommandState): void {
  core.state.commands.splice(core.state.commands.indexOf(command), 1);
  core.touch();
}

/**
 * A command as Discord shows it: with the defaults filled in.
 *
 * @param localized whether with its translations, on every level: lists leave them out unless they are asked for
 */
export function viewCommand(core: Core, { id, type, version, body }: CommandState, localized: boolean): object {
  const isChatInput = type === ApplicationCommandType.ChatInput;
  const options = body.options ?? [];
  return {
    id,
    application_id: core.state.application.id,
    version,
    type,
    name: body.name,
    description: isChatInput ? body.description : '',
    default_member_permissions: body.default_member_permissions ?? null,
    dm_permission: body.dm_permission ?? body.contexts?.includes(1) ?? true,
    contexts: body.contexts ?? null,
    integration_types: body.integration_types ?? [0],
    nsfw: body.nsfw ?? false,
    name_localizations: (localized && body.name_localizations) || null,
    description_localizations: (localized && body.description_localizations) || null,
    ...(isChatInput && { options: localized ? options : options.map(withoutTranslations) }),
  };
}

interface Translated {
  readonly name: string;
  readonly name_localizations?: unknown;
  readonly description_localizations?: unknown;
  readonly options?: readonly Translated[] | undefined;
  readonly choices?: readonly Translated[] | undefined;
}

function withoutTranslations(part: Translated): object {
  const { name_localizations: _, description_localizations: __, options, choices, ...rest } = part;
  return {
    ...rest,
    ...(options !== undefined && { options: options.map(withoutTranslations) }),
    ...(choices !== undefined && { choices: choices.map(withoutTranslations) }),
  };
}

function findNamed(
  core: Core,
  { name, type = ApplicationCommandType.ChatInput }: CommandBody,
): CommandState | undefined {
  return core.state.commands.find((command) => command.name === name && command.type === type);
}

function withBody(core: Core, body: CommandBody): CommandState {
  const type = body.type ?? ApplicationCommandType.ChatInput;
  const id = findNamed(core, body)?.id ?? core.newId();
  return { id, type, name: body.name, version: core.newId(), body };
}

/** Only new names count. */
function countCreations(core: Core, count: number): void {
  const { commandCreations } = core.state;
  const since = core.now().getTime() - DAY_MS;
  const recent = commandCreations.filter((at) => Date.parse(at) > since);
  if (recent.length + count > CREATIONS_A_DAY) throw refusal('tooManyCommandCreations');
  const at = core.now().toISOString();
  commandCreations.splice(0, commandCreations.length, ...recent, ...Array.from({ length: count }, () => at));
}
