import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { CommandBody, CommandOption } from '../world/state.ts';
import { codePointsOf } from './fields.ts';

/** What is wrong with an option that somebody typed, in a sentence for them. */
export interface OptionFault {
  readonly option: string;
  readonly message: string;
}

/**
 * Compares what a person typed with what the command takes, as Discord's clients do: they let nothing else be sent.
 *
 * Whether a channel, role or user exists and is of the right kind is not asked here.
 *
 * @param command without subcommands: where there are some, the chosen one
 * @param partial while it is being typed: then options may be missing, and texts unfinished
 */
export function checkOptions(
  command: CommandBody,
  given: Readonly<Record<string, string | number | boolean>>,
  { partial = false }: { readonly partial?: boolean } = {},
): readonly OptionFault[] {
  const options = command.options ?? [];
  const isGiven = (name: string) => Object.hasOwn(given, name) && given[name] !== undefined;
  const unknown = Object.keys(given)
    .filter((name) => isGiven(name) && !options.some((option) => option.name === name))
    .map((name) => ({ option: name, message: `/${command.name} has no such option.` }));
  const missing = options
    .filter((option) => !partial && option.required === true && !isGiven(option.name))
    .map(({ name }) => ({ option: name, message: 'This option is required.' }));
  const wrong = options.flatMap((option) => {
    const value = isGiven(option.name) ? given[option.name] : undefined;
    if (value === undefined || (partial && typeof value === 'string')) return [];
    const message = faultOf(option, value);
    return message === undefined ? [] : [{ option: option.name, message }];
  });
  return [...unknown, ...missing, ...wrong];
}

const {
  String: Text,
  Integer,
  Boolean: Flag,
  Number: Fraction,
  Subcommand,
  SubcommandGroup,
} = ApplicationCommandOptionType;

/** A text can hold no more, whatever the option says: application-commands › Application Command Option Structure. */
const MOST_TEXT = 6_000;

function faultOf(option: CommandOption, value: string | number | boolean): string | undefined {
  const { type, choices = [] } = option;
  const fault = type === Text ? textFault(option, value) : valueFault(option, value);
  if (fault !== undefined) return fault;
  if (choices.length === 0 || choices.some((choice) => choice.value === value)) return undefined;
  return `Choose one of: ${choices.map((choice) => choice.name).join(', ')}.`;
}

function textFault({ min_length: min = 1, max_length: max = MOST_TEXT }: CommandOption, value: unknown) {
  if (typeof value !== 'string') return 'This takes a text.';
  const length = codePointsOf(value);
  // Clients leave out an option in which nothing was typed.
  if (length < Math.max(1, min)) return `This takes at least ${Math.max(1, min)} characters.`;
  return length > max ? `This takes at most ${max} characters.` : undefined;
}

function valueFault(option: CommandOption, value: unknown): string | undefined {
  switch (option.type) {
    case Integer:
      return Number.isSafeInteger(value) ? rangeFault(option, Number(value)) : 'This takes a whole number.';
    case Fraction:
      return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER
        ? rangeFault(option, value)
        : 'This takes a number.';
    case Flag:
      return typeof value === 'boolean' ? undefined : 'This is either true or false.';
    case Subcommand:
    case SubcommandGroup:
      return 'This is a subcommand, and takes no value.';
    default:
      return typeof value === 'string' && /^\d{17,20}$/.test(value) ? undefined : `This takes ${KIND[option.type]}.`;
  }
}

const KIND: Readonly<Record<number, string>> = {
  [ApplicationCommandOptionType.User]: 'a person',
  [ApplicationCommandOptionType.Channel]: 'a channel',
  [ApplicationCommandOptionType.Role]: 'a role',
  [ApplicationCommandOptionType.Mentionable]: 'a person or a role',
  [ApplicationCommandOptionType.Attachment]: 'a file',
};

function rangeFault({ min_value: min, max_value: max }: CommandOption, value: number): string | undefined {
  if (min !== undefined && value < min) return `This takes at least ${min}.`;
  if (max !== undefined && value > max) return `This takes at most ${max}.`;
  return undefined;
}
