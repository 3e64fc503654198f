import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import type { CommandBody } from '../world/state.ts';
import { commandDescription, commandName, commandOptions } from './command-options.ts';
import { absent, codePointsOf, localized, repeats, set, words } from './fields.ts';
import { addFault, adding, demandNone, type FormFault, notModelled, parseForm } from './form.ts';

const CHAT_INPUT = 1;
const USER = 2;
const MESSAGE = 3;
/** 15 since 2026-03-03: discord-api-docs, change-log. */
const MOST_BY_TYPE: Readonly<Record<number, number>> = { [CHAT_INPUT]: 100, [USER]: 15, [MESSAGE]: 15 };
const MOST_CHARACTERS = 8_000;
/** openapi.json › ApplicationCommandCreateRequest. */
const MOST_PERMISSIONS = 2n ** 54n;

/**
 * The whole set of an application's commands, as Bulk Overwrite takes it.
 *
 * Source: discord-api-docs, interactions/application-commands › Bulk Overwrite Global Application Commands, Registering
 * a Command.
 *
 * @throws ApiError 50035; 30032 if there are too many of a type
 */
export function readCommands(body: unknown): readonly CommandBody[] {
  const commands = parseForm(z.array(command), body);
  for (const type of Object.keys(MOST_BY_TYPE)) {
    demandRoom(Number(type), commands.filter((given) => given.type === Number(type)).length);
  }
  const again = repeats(commands.map(({ type, name }) => `${type} ${name}`));
  demandNone(
    again.map((index) => ({
      path: [index, 'name'],
      code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
      message: 'Application command names must be unique',
    })),
  );
  return commands;
}

/** Whether there may be so many commands of a type. @throws ApiError 30032 if there are too many */
export function demandRoom(type: number, count: number): void {
  const most = MOST_BY_TYPE[type] ?? 0;
  if (count <= most) return;
  throw new ApiError(400, { message: `Maximum number of application commands reached (${most})`, code: 30032 });
}

/**
 * One command, as Create Global Application Command takes it: `type` filled in.
 *
 * @throws ApiError 50035
 */
export function readCommand(body: unknown): CommandBody {
  return parseForm(command, body);
}

const permissions = z.string().superRefine((value, context) => {
  if (/^\d{1,20}$/.test(value) && BigInt(value) <= MOST_PERMISSIONS) return;
  const message = `Value ${JSON.stringify(value.slice(0, 100))} is not int.`;
  addFault(context, { path: [], code: 'NUMBER_TYPE_COERCE', message });
});

const common = {
  default_member_permissions: permissions.nullish(),
  contexts: set(z.literal([0, 1, 2]), 1, 3).nullish(),
  integration_types: absent(set(z.literal([0, 1]), 1, 2)),
  nsfw: absent(z.boolean()),
  dm_permission: absent(z.boolean()),
};

const chatInput = z
  .object({
    type: z.literal(CHAT_INPUT),
    name: commandName,
    name_localizations: localized(commandName),
    description: commandDescription,
    description_localizations: localized(commandDescription),
    options: absent(commandOptions),
    ...common,
  })
  .superRefine(adding(sizeFaults));

const contextMenuName = words(1, 32);

/** A command on a person or a message: its name is all that it says. */
const contextMenu = z
  .object({
    type: z.literal([USER, MESSAGE]),
    name: contextMenuName,
    name_localizations: localized(contextMenuName),
    description: z.unknown().optional(),
    options: z.unknown().optional(),
    ...common,
  })
  .superRefine(adding(contextMenuFaults))
  .transform(({ description: _, options: __, ...body }) => body);

/** Without a type it is a slash command. */
const command = z.preprocess(
  (body) => (isObject(body) ? { ...body, type: body.type ?? CHAT_INPUT } : body),
  z
    .object({ type: z.unknown() })
    .loose()
    .superRefine(({ type }, context) => {
      if (type === 4) addFault(context, notModelled(['type']));
    })
    .pipe(z.discriminatedUnion('type', [chatInput, contextMenu])),
);

function isObject(body: unknown): body is Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

function contextMenuFaults({ description, options }: { description?: unknown; options?: unknown }) {
  const message = 'Context menu commands cannot have this';
  const isBare = options === undefined || options === null || (Array.isArray(options) && options.length === 0);
  return [
    ...(description === undefined || description === null || description === ''
      ? []
      : [{ path: ['description'], code: 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_CANNOT_BE_SET', message }]),
    ...(isBare ? [] : [{ path: ['options'], code: 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_CANNOT_BE_SET', message }]),
  ];
}

interface Sized {
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly description?: string | undefined;
  readonly description_localizations?: Readonly<Record<string, string | undefined>> | null | undefined;
  readonly value?: string | number | undefined;
  readonly choices?: readonly Sized[] | undefined;
  readonly options?: readonly Sized[] | undefined;
}

function sizeFaults(given: Sized): readonly FormFault[] {
  if (sizeOf(given) <= MOST_CHARACTERS) return [];
  const message = `Command exceeds maximum size (${MOST_CHARACTERS})`;
  return [{ path: [], code: 'APPLICATION_COMMAND_TOO_LARGE', message }];
}

/** Names, descriptions and values over all levels; of translations the longest counts. */
function sizeOf(part: Sized): number {
  const { name, description = '', value = '', choices = [], options = [] } = part;
  const own =
    longest(name, part.name_localizations) +
    longest(description, part.description_localizations) +
    codePointsOf(String(value));
  return [...choices, ...options].reduce((sum, inner) => sum + sizeOf(inner), own);
}

function longest(text: string, translations: Sized['name_localizations']): number {
  return Math.max(...[text, ...Object.values(translations ?? {})].map((each) => codePointsOf(each ?? '')));
}
