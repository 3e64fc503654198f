import { z } from 'zod';
import { absent, list, repeats, set, snowflake, text, whole, words } from './fields.ts';
import { addFault, adding, badLength, type FormFault } from './form.ts';

const MOST_INT32 = 2_147_483_647;
const MOST_VALUES = 25;

/** What every component may have; 0 means that Discord gives it one. */
export const anatomy = { id: absent(whole(0, MOST_INT32)) };

/** State that comes back when somebody uses the component. */
export const customId = text(1, 100);

/** An emoji: Unicode's own by its characters, a server's by id and name. */
export const emoji = z
  .object({ id: absent(snowflake), name: text(1, 32), animated: absent(z.boolean()) })
  .superRefine(({ id, name }, context) => {
    if (id === undefined ? isUnicodeEmoji(name) : /^\w{2,32}$/.test(name)) return;
    addFault(context, { path: ['name'], code: 'BUTTON_COMPONENT_INVALID_EMOJI', message: 'Invalid emoji' });
  });

export const selectOption = z.object({
  label: words(1, 100),
  value: text(1, 100),
  description: absent(text(0, 100)),
  emoji: absent(emoji),
  default: absent(z.boolean()),
});

/** openapi.json › ChannelTypes, and the media channel that it lacks. */
export const channelType = z.literal([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16]);

const common = {
  ...anatomy,
  custom_id: customId,
  placeholder: absent(text(0, 150)),
  min_values: absent(whole(0, MOST_VALUES)),
  max_values: absent(whole(1, MOST_VALUES)),
  disabled: absent(z.boolean()),
  required: absent(z.boolean()),
};

/**
 * The five selects, in messages and in modals.
 *
 * Source: discord-api-docs, components/reference › String Select, User Select, Role Select, Mentionable Select, Channel
 * Select.
 */
export const selects = [
  z
    .object({ type: z.literal(3), ...common, options: list(selectOption, 1, MOST_VALUES) })
    .superRefine(adding(boundsFaults))
    .superRefine(adding(optionFaults)),
  z
    .object({ type: z.literal(5), ...common, default_values: defaultValues('user') })
    .superRefine(adding(boundsFaults))
    .superRefine(adding(defaultFaults)),
  z
    .object({ type: z.literal(6), ...common, default_values: defaultValues('role') })
    .superRefine(adding(boundsFaults))
    .superRefine(adding(defaultFaults)),
  z
    .object({ type: z.literal(7), ...common, default_values: defaultValues('user', 'role') })
    .superRefine(adding(boundsFaults))
    .superRefine(adding(defaultFaults)),
  z
    .object({
      type: z.literal(8),
      ...common,
      channel_types: absent(set(channelType, 0, 13)),
      default_values: defaultValues('channel'),
    })
    .superRefine(adding(boundsFaults))
    .superRefine(adding(defaultFaults)),
] as const;

interface Bounds {
  readonly min_values?: number | undefined;
  readonly max_values?: number | undefined;
}

/** Faults of how many may be chosen. @param most if nothing else is said */
export function boundsFaults({ min_values: min = 1, max_values: max }: Bounds, most = 1): readonly FormFault[] {
  const greatest = max ?? Math.max(most, 1);
  if (min <= greatest) return [];
  const message = `min_values must be equal to or less than ${greatest}.`;
  return [{ path: ['min_values'], code: 'SELECT_COMPONENT_MIN_VALUES', message }];
}

interface WithOptions extends Bounds {
  readonly options: readonly { readonly value: string; readonly default?: boolean | undefined }[];
}

/** Faults of a list of options: each value once, as many as may be chosen, and no more chosen beforehand. */
export function optionFaults({ options, min_values: min = 1, max_values: max = 1 }: WithOptions): readonly FormFault[] {
  const chosen = options.filter((option) => option.default === true).length;
  const least = Math.max(1, min, max);
  return [
    ...repeats(options.map(({ value }) => value)).map((index) => ({
      path: ['options', index, 'value'],
      code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
      message: 'The specified option value is already used',
    })),
    ...(options.length < least ? [{ path: ['options'], ...badLength(least, MOST_VALUES) }] : []),
    ...(chosen > max ? [tooManyDefaults('options')] : []),
  ];
}

function defaultValues(...types: readonly [string, ...string[]]) {
  return absent(list(z.object({ id: snowflake, type: z.enum(types) }), 0, MOST_VALUES));
}

interface WithDefaults extends Bounds {
  readonly default_values?: readonly { readonly id: string }[] | undefined;
}

function defaultFaults({ default_values: given = [], min_values: min = 1, max_values: max = 1 }: WithDefaults) {
  const isFew = given.length > 0 && given.length < min;
  return [
    ...repeats(given.map(({ id }) => id)).map((index) => ({
      path: ['default_values', index],
      code: 'SET_TYPE_ALREADY_CONTAINS_VALUE',
      message: 'The set already contains this value',
    })),
    ...(given.length > max || isFew ? [tooManyDefaults('default_values')] : []),
  ];
}

function tooManyDefaults(field: string): FormFault {
  const message = 'The number of default values must be in the range of min_values and max_values.';
  return { path: [field], code: 'SELECT_COMPONENT_DEFAULT_VALUES', message };
}

function isUnicodeEmoji(name: string): boolean {
  // People leave out the selector that asks for the coloured form, and Discord adds it.
  return /^\p{RGI_Emoji}$/v.test(name) || /^\p{RGI_Emoji}$/v.test(`${name}\uFE0F`);
}
