import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { absent, list, localized, text, whole, words } from './fields.ts';
import { type Path, parseForm } from './form.ts';

const MOST_SAFE = Number.MAX_SAFE_INTEGER;

const { String: Text, Integer, Number: Fraction } = ApplicationCommandOptionType;

const VALUES = {
  [Text]: text(1, 100),
  [Integer]: whole(-MOST_SAFE, MOST_SAFE),
  [Fraction]: z.number().min(-MOST_SAFE).max(MOST_SAFE),
};
/** Where the type is not known. */
const ANY_VALUE = z.union([VALUES[Text], VALUES[Fraction]]);

const choice = choiceOf(ANY_VALUE);

export type Choice = z.infer<typeof choice>;

/**
 * The answer to an autocompletion: at most 25 choices. They may repeat each other.
 *
 * Source: discord-api-docs, interactions/receiving-and-responding › Autocomplete; application-commands › Application
 * Command Option Choice Structure.
 *
 * @param data the callback's `data`
 * @param type of the option that is completed: its values are of that type
 * @throws ApiError 50035
 */
export function readChoices(
  data: unknown,
  { type, at = ['data'] }: { readonly type?: number | undefined; readonly at?: Path } = {},
): readonly Choice[] {
  const value = type !== undefined && type in VALUES ? VALUES[type as keyof typeof VALUES] : ANY_VALUE;
  const form: z.ZodType<{ choices?: readonly Choice[] | undefined }> = z.object({
    choices: absent(list(choiceOf(value), 0, 25)),
  });
  return parseForm(form, data, at).choices ?? [];
}

function choiceOf<T extends z.ZodType>(value: T) {
  return z.object({ name: words(1, 100), name_localizations: localized(words(1, 100)), value });
}
