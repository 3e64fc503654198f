import { z } from 'zod';
import { absent, list, localized, text, words } from './fields.ts';
import { type Path, parseForm } from './form.ts';

const MOST_SAFE = Number.MAX_SAFE_INTEGER;

const choice = z.object({
  name: words(1, 100),
  name_localizations: localized(words(1, 100)),
  value: z.union([text(1, 100), z.number().min(-MOST_SAFE).max(MOST_SAFE)]),
});

export type Choice = z.infer<typeof choice>;

/**
 * The answer to an autocompletion: at most 25 choices. They may repeat each other.
 *
 * Source: discord-api-docs, interactions/receiving-and-responding › Autocomplete; application-commands › Application
 * Command Option Choice Structure.
 *
 * @param data the callback's `data`
 * @throws ApiError 50035
 */
export function readChoices(data: unknown, at: Path = ['data']): readonly Choice[] {
  return parseForm(z.object({ choices: absent(list(choice, 0, 25)) }), data, at).choices ?? [];
}
