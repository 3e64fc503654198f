import { z } from 'zod';
import { addFault, adding, badLength, type FormFault, REQUIRED } from './form.ts';

/** A text of so many characters. Discord counts Unicode code points: discord-api-docs issue 1315. */
export function text(min: number, max: number): z.ZodString {
  return z.string().superRefine((value, context) => {
    const length = codePointsOf(value);
    if (length < min || length > max) addFault(context, { path: [], ...badLength(min, max) });
  });
}

/** A text that people read: as {@link text}, and of more than spaces. */
export function words(min: number, max: number): z.ZodString {
  return text(min, max).superRefine((value, context) => {
    if (value !== '' && value.trim() === '') addFault(context, { path: [], ...REQUIRED });
  });
}

/** A list of so many things. */
export function list<T extends z.ZodType>(item: T, min: number, max: number): z.ZodArray<T> {
  return z.array(item).superRefine((values, context) => {
    if (values.length < min || values.length > max) addFault(context, { path: [], ...badLength(min, max) });
  });
}

/** A list in which nothing stands twice. */
export function set<T extends z.ZodType>(item: T, min: number, max: number): z.ZodArray<T> {
  return list(item, min, max).superRefine(
    adding((values) =>
      repeats(values).map((index) => ({
        path: [index],
        code: 'SET_TYPE_ALREADY_CONTAINS_VALUE',
        message: 'The set already contains this value',
      })),
    ),
  );
}

/** A whole number within bounds. */
export function whole(min: number, max: number) {
  return z.int().min(min).max(max);
}

/** A field that may be left out or be `null`, which is the same. */
export function absent<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

const MOST_SNOWFLAKE = 2n ** 64n;

/** An id. */
export const snowflake = z.string().superRefine((value, context) => {
  if (/^(0|[1-9]\d{0,19})$/.test(value) && BigInt(value) < MOST_SNOWFLAKE) return;
  addFault(context, {
    path: [],
    code: 'NUMBER_TYPE_COERCE',
    message: `Value "${value.slice(0, 100)}" is not snowflake.`,
  });
});

/** An http or https address of at most so many characters. */
export function webUrl(max: number): z.ZodString {
  return text(0, max).superRefine((value, context) => {
    const fault = webUrlFault(value);
    if (fault !== undefined) addFault(context, { path: [], ...fault });
  });
}

/**
 * The address of a picture. `attachment://` names a file of the same request, and no request to the sandbox brings
 * any.
 */
export function mediaUrl(max: number): z.ZodString {
  return text(0, max).superRefine((value, context) => {
    const fault = value.startsWith('attachment://') ? NO_ATTACHMENT : webUrlFault(value);
    if (fault !== undefined) addFault(context, { path: [], ...fault });
  });
}

const NO_ATTACHMENT = {
  code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
  message: 'The referenced attachment was not found. (The sandbox takes no files.)',
};

/** The address of a file that came with the request: components/reference › File. */
export const attachmentUrl = text(0, 2_048).superRefine((value, context) => {
  const scheme = { code: 'URL_TYPE_INVALID_SCHEME', message: "Scheme must be one of ('attachment',)." };
  addFault(context, { path: [], ...(value.startsWith('attachment://') ? NO_ATTACHMENT : scheme) });
});

/** The languages that names can be translated into: reference › Locales; openapi.json › AvailableLocalesEnum. */
export const LOCALES = [
  ...['ar', 'bg', 'cs', 'da', 'de', 'el', 'en-GB', 'en-US', 'es-419', 'es-ES', 'fi', 'fr', 'he', 'hi', 'hr', 'hu'],
  ...['id', 'it', 'ja', 'ko', 'lt', 'nl', 'no', 'pl', 'pt-BR', 'ro', 'ru', 'sv-SE', 'th', 'tr', 'uk', 'vi', 'zh-CN'],
  'zh-TW',
] as const;

/** Translations of a text, each under the same rule as the text. */
export function localized(schema: z.ZodString) {
  return z.partialRecord(z.enum(LOCALES), schema).nullish();
}

export function codePointsOf(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}

/** The places at which something stands that stood before. */
export function repeats(values: readonly unknown[]): readonly number[] {
  const seen = new Set<unknown>();
  return values.flatMap((value, index) => {
    const isNew = value === undefined || !seen.has(value);
    seen.add(value);
    return isNew ? [] : [index];
  });
}

/** Discord asks for a name with a dot in it: an address such as `http://localhost` it calls malformed. */
function webUrlFault(value: string): Omit<FormFault, 'path'> | undefined {
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(value)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    return { code: 'URL_TYPE_INVALID_SCHEME', message: `Scheme "${scheme}" must be one of ('http', 'https').` };
  }
  const isWellFormed = /^https?:\/\/[^\s/]/i.test(value) && !/\s/.test(value) && URL.canParse(value);
  if (isWellFormed && new URL(value).hostname.includes('.')) return undefined;
  return { code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' };
}
