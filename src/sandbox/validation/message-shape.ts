import { z } from 'zod';
import { allowedMentions } from './allowed-mentions.ts';
import { components, legacyComponents } from './components.ts';
import { embeds } from './embeds.ts';
import { absent, codePointsOf, snowflake, text, whole } from './fields.ts';
import { addFault, badLength } from './form.ts';

const MOST_NONCE = 25;

/** Bits of `flags`: discord-api-docs, resources/message › Message Flags. */
export const messageFlags = whole(0, 2_147_483_647);

/** discord-api-docs, resources/message › Create Message: a string of at most 25 characters, or an integer of 64 bits. */
const nonce = z.union([z.string(), z.number()]).superRefine((value, context) => {
  if (typeof value === 'string') {
    if (codePointsOf(value) > MOST_NONCE) addFault(context, { path: [], ...badLength(0, MOST_NONCE) });
  } else if (!Number.isInteger(value) || Math.abs(value) >= 2 ** 63) {
    addFault(context, { path: [], code: 'NUMBER_TYPE_COERCE', message: `Value ${value} is not int.` });
  }
});

const reference = z.object({
  type: absent(z.literal([0, 1])),
  message_id: snowflake,
  channel_id: absent(snowflake),
  guild_id: absent(snowflake),
  fail_if_not_exists: absent(z.boolean()),
});

const fields = {
  content: text(0, 2_000).nullish(),
  tts: absent(z.boolean()),
  flags: messageFlags.nullish(),
  embeds: embeds.nullish(),
  allowed_mentions: allowedMentions.nullish(),
  nonce: absent(nonce),
  enforce_nonce: absent(z.boolean()),
  message_reference: absent(reference),
  poll: z.unknown().optional(),
  sticker_ids: absent(z.array(snowflake)),
  attachments: absent(z.array(z.unknown())),
  shared_client_theme: z.unknown().optional(),
};

/** A message without IS_COMPONENTS_V2. */
export const legacyShape = z.object({ ...fields, components: legacyComponents.nullish() });

/** A message with IS_COMPONENTS_V2. */
export const v2Shape = z.object({ ...fields, components: components.nullish() });

export type GivenMessage = z.infer<typeof v2Shape> | z.infer<typeof legacyShape>;
