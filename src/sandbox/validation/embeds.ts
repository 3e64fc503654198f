import { z } from 'zod';
import { absent, codePointsOf, list, mediaUrl, webUrl, whole } from './fields.ts';
import { addFault, badLength, REQUIRED } from './form.ts';

const MOST_URL = 2_048;
const MOST_OVERALL = 6_000;

/**
 * A rich embed, as a bot may write one. What a bot cannot set (`type`, `provider`, `video`, sizes) is left out.
 *
 * Source: discord-api-docs, resources/message › Embed Object, Embed Limits.
 */
const embed = z
  .object({
    title: absent(trimmed(256)),
    description: absent(trimmed(4_096)),
    url: absent(webUrl(MOST_URL)),
    timestamp: absent(instant()),
    color: absent(whole(0, 0xffffff)),
    footer: absent(z.object({ text: present(2_048), icon_url: absent(mediaUrl(MOST_URL)) })),
    image: absent(z.object({ url: mediaUrl(MOST_URL) })),
    thumbnail: absent(z.object({ url: mediaUrl(MOST_URL) })),
    author: absent(
      z.object({ name: present(256), url: absent(webUrl(MOST_URL)), icon_url: absent(mediaUrl(MOST_URL)) }),
    ),
    fields: absent(list(z.object({ name: present(256), value: present(1_024), inline: absent(z.boolean()) }), 0, 25)),
  })
  .superRefine((value, context) => {
    if (!hasSomething(value)) addFault(context, { path: ['description'], ...REQUIRED });
  });

export type Embed = z.infer<typeof embed>;

/** The embeds of a message: at most ten, and 6000 characters over all of them. */
export const embeds = list(embed, 0, 10).superRefine((values, context) => {
  const size = values.reduce((sum, value) => sum + sizeOf(value), 0);
  if (size <= MOST_OVERALL) return;
  const message = `Embed size exceeds maximum size of ${MOST_OVERALL}`;
  addFault(context, { path: [], code: 'MAX_EMBED_SIZE_EXCEEDED', message });
});

/** Spaces around it do not count, and are not kept. */
function trimmed(max: number) {
  return z
    .string()
    .transform((value) => value.trim())
    .superRefine((value, context) => {
      if (codePointsOf(value) > max) addFault(context, { path: [], ...badLength(0, max) });
    });
}

function present(max: number) {
  return trimmed(max).superRefine((value, context) => {
    if (value === '') addFault(context, { path: [], ...REQUIRED });
  });
}

function instant() {
  return z.string().superRefine((value, context) => {
    if (/^\d{4}-\d{2}-\d{2}(T|$)/.test(value) && !Number.isNaN(Date.parse(value))) return;
    addFault(context, { path: [], code: 'DATE_TIME_TYPE_PARSE', message: `Could not parse ${value.slice(0, 40)}.` });
  });
}

function hasSomething({ title, description, footer, image, thumbnail, author, fields = [] }: Embed): boolean {
  return (
    Boolean(title) ||
    Boolean(description) ||
    fields.length > 0 ||
    [footer, image, thumbnail, author].some((part) => part !== undefined)
  );
}

function sizeOf({ title = '', description = '', footer, author, fields = [] }: Embed): number {
  const texts = [title, description, footer?.text ?? '', author?.name ?? ''];
  return [...texts, ...fields.flatMap(({ name, value }) => [name, value])].reduce(
    (sum, part) => sum + codePointsOf(part),
    0,
  );
}
