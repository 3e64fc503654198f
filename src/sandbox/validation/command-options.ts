import { z } from 'zod';
import { absent, LOCALES, list, localized, repeats, set, text, whole, words } from './fields.ts';
import { addFault, adding, type FormFault } from './form.ts';
import { channelType } from './selects.ts';

const MOST_SAFE = Number.MAX_SAFE_INTEGER;
const SUBCOMMAND = 1;
const SUBCOMMAND_GROUP = 2;

/**
 * The name of a slash command or of an option: lower-case where there is a lower case.
 *
 * Source: discord-api-docs, interactions/application-commands › Application Command Naming.
 */
export const commandName = text(1, 32).superRefine((name, context) => {
  if (/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]*$/u.test(name) && name === name.toLowerCase()) return;
  addFault(context, { path: [], code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' });
});

export const commandDescription = words(1, 100);

const named = {
  name: commandName,
  name_localizations: localized(commandName),
  description: commandDescription,
  description_localizations: localized(commandDescription),
  required: absent(z.boolean()),
};

const stringOption = z
  .object({
    type: z.literal(3),
    ...named,
    autocomplete: absent(z.boolean()),
    choices: absent(list(choiceOf(text(1, 100)), 0, 25)),
    min_length: absent(whole(0, 6_000)),
    max_length: absent(whole(1, 6_000)),
  })
  .superRefine(adding(choiceFaults))
  .superRefine(adding(lengthFaults));

const integerOption = z
  .object({ type: z.literal(4), ...named, ...numeric(whole(-MOST_SAFE, MOST_SAFE)) })
  .superRefine(adding(choiceFaults))
  .superRefine(adding(rangeFaults));

const numberOption = z
  .object({ type: z.literal(10), ...named, ...numeric(z.number().min(-MOST_SAFE).max(MOST_SAFE)) })
  .superRefine(adding(choiceFaults))
  .superRefine(adding(rangeFaults));

const channelOption = z.object({
  type: z.literal(7),
  ...named,
  channel_types: absent(set(channelType, 0, 13)),
});

const values = [
  stringOption,
  integerOption,
  numberOption,
  channelOption,
  // Boolean, user, role, mentionable, attachment.
  z.object({ type: z.literal([5, 6, 8, 9, 11]), ...named }),
] as const;

const subcommand = z.object({
  type: z.literal(SUBCOMMAND),
  ...named,
  options: absent(list(z.discriminatedUnion('type', values), 0, 25).superRefine(adding(levelFaults))),
});

const group = z.object({
  type: z.literal(SUBCOMMAND_GROUP),
  ...named,
  options: list(z.discriminatedUnion('type', [subcommand]), 1, 25).superRefine(adding(levelFaults)),
});

/**
 * A command's options: command, group, subcommand and no deeper.
 *
 * Source: discord-api-docs, interactions/application-commands › Application Command Option Structure, Subcommands and
 * Subcommand Groups.
 */
export const commandOptions = list(z.discriminatedUnion('type', [subcommand, group, ...values]), 0, 25)
  .superRefine(adding(levelFaults))
  .superRefine(adding(mixtureFaults));

interface AnyOption {
  readonly type: number;
  readonly name: string;
  readonly name_localizations?: Readonly<Partial<Record<(typeof LOCALES)[number], string>>> | null | undefined;
  readonly required?: boolean | undefined;
}

/** On each level: names once, also in each language, and what is required first. */
function levelFaults(options: readonly AnyOption[]): readonly FormFault[] {
  const named = [
    ...repeats(options.map(({ name }) => name)),
    ...LOCALES.flatMap((locale) => repeats(options.map((option) => option.name_localizations?.[locale]))),
  ];
  const isOptional = (option: AnyOption) => option.type > SUBCOMMAND_GROUP && option.required !== true;
  const firstOptional = options.findIndex(isOptional);
  const late = options.flatMap((option, index) =>
    firstOptional >= 0 && index > firstOptional && option.required === true ? [index] : [],
  );
  return [
    ...[...new Set(named)].map((index) => ({
      path: [index],
      code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
      message: 'Option name must be unique',
    })),
    ...late.map((index) => ({
      path: [index],
      code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
      message: 'Required options must be placed before non-required options',
    })),
  ];
}

function mixtureFaults(options: readonly AnyOption[]): readonly FormFault[] {
  const branches = options.filter(({ type }) => type <= SUBCOMMAND_GROUP).length;
  if (branches === 0 || branches === options.length) return [];
  const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types';
  return options.flatMap(({ type }, index) =>
    type <= SUBCOMMAND_GROUP ? [] : [{ path: [index], code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message }],
  );
}

function choiceOf<T extends z.ZodType>(value: T) {
  return z.object({ name: words(1, 100), name_localizations: localized(words(1, 100)), value });
}

function numeric<T extends z.ZodType>(value: T) {
  return {
    autocomplete: absent(z.boolean()),
    choices: absent(list(choiceOf(value), 0, 25)),
    min_value: absent(value),
    max_value: absent(value),
  };
}

interface WithChoices {
  readonly autocomplete?: boolean | undefined;
  readonly choices?: readonly { readonly name: string }[] | undefined;
}

function choiceFaults({ autocomplete, choices = [] }: WithChoices): readonly FormFault[] {
  return [
    ...repeats(choices.map(({ name }) => name)).map((index) => ({
      path: ['choices', index, 'name'],
      code: 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
      message: 'Option choice name must be unique',
    })),
    ...(autocomplete === true && choices.length > 0
      ? [
          {
            path: ['autocomplete'],
            code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
            message: 'autocomplete may not be set to true if choices are present',
          },
        ]
      : []),
  ];
}

function lengthFaults({ min_length: min = 0, max_length: max = 6_000 }: LengthBounds): readonly FormFault[] {
  return min <= max ? [] : [crossed('min_length', 'max_length')];
}

function rangeFaults({ min_value: min, max_value: max }: RangeBounds): readonly FormFault[] {
  return min === undefined || max === undefined || min <= max ? [] : [crossed('min_value', 'max_value')];
}

interface LengthBounds {
  readonly min_length?: number | undefined;
  readonly max_length?: number | undefined;
}

interface RangeBounds {
  readonly min_value?: number | undefined;
  readonly max_value?: number | undefined;
}

function crossed(least: string, most: string): FormFault {
  const message = `${least} must be less than or equal to ${most}`;
  return { path: [least], code: 'APPLICATION_COMMAND_OPTIONS_BOUNDS_INVALID', message };
}
