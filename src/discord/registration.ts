import type { REST } from 'discord.js';
import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationCommandType,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord-api-types/v10';
import type { Log } from '../log.ts';

type Definition = RESTPostAPIApplicationCommandsJSONBody;

/**
 * Tells Discord which commands there are, if it lists others for this application. Compared by meaning, since Discord
 * answers with defaults filled in. At most 200 commands a day may be created, so nothing is sent without need.
 *
 * @returns whether anything was sent
 */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  wanted: readonly Definition[],
  log: Log,
): Promise<boolean> {
  const route = Routes.applicationCommands(applicationId);
  const listed = (await rest.get(route)) as APIApplicationCommand[];
  if (signature(listed as readonly Definition[]) === signature(wanted)) return false;
  await rest.put(route, { body: wanted });
  log.info('commands registered', { count: wanted.length });
  return true;
}

/** The same text for definitions that mean the same, whatever their order and however their defaults are spelt. */
export function signature(definitions: readonly Definition[]): string {
  return JSON.stringify(definitions.map(normalise).toSorted(byKey));
}

function normalise(definition: Definition): readonly unknown[] {
  const options: readonly APIApplicationCommandOption[] =
    'options' in definition && definition.options !== undefined ? definition.options : [];
  return [
    `${definition.type ?? ApplicationCommandType.ChatInput} ${definition.name}`,
    'description' in definition ? definition.description : '',
    definition.default_member_permissions ?? null,
    definition.nsfw ?? false,
    sorted(definition.contexts),
    sorted(definition.integration_types),
    options.map(normaliseOption),
  ];
}

function normaliseOption(option: APIApplicationCommandOption): readonly unknown[] {
  const given: Readonly<Record<string, unknown>> = { ...option };
  const nested = Array.isArray(given.options) ? (given.options as readonly APIApplicationCommandOption[]) : [];
  const choices = Array.isArray(given.choices) ? (given.choices as readonly { name: string; value: unknown }[]) : [];
  return [
    option.type,
    option.name,
    option.description,
    option.required ?? false,
    given.autocomplete ?? false,
    choices.map(({ name, value }) => [name, value]),
    sorted(given.channel_types),
    [given.min_value, given.max_value, given.min_length, given.max_length].map((bound) => bound ?? null),
    nested.map(normaliseOption),
  ];
}

function sorted(values: unknown): readonly number[] {
  return Array.isArray(values) ? (values as readonly number[]).toSorted((a, b) => a - b) : [];
}

function byKey(a: readonly unknown[], b: readonly unknown[]): number {
  return String(a[0]) < String(b[0]) ? -1 : 1;
}
