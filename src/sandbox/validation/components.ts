import { z } from 'zod';
import { absent, attachmentUrl, list, mediaUrl, snowflake, text, webUrl, whole, words } from './fields.ts';
import { addFault, adding, type FormFault, REQUIRED } from './form.ts';
import { anatomy, customId, emoji, selects } from './selects.ts';

const BUTTON = 2;
const LINK = 5;
const PREMIUM = 6;
const MOST_COMPONENTS = 40;
const MOST_TEXT = 4_000;

const button = z
  .object({
    type: z.literal(BUTTON),
    ...anatomy,
    style: z.literal([1, 2, 3, 4, LINK, PREMIUM]),
    label: absent(text(0, 80)),
    emoji: absent(emoji),
    custom_id: absent(customId),
    url: absent(webUrl(512)),
    sku_id: absent(snowflake),
    disabled: absent(z.boolean()),
  })
  .superRefine(adding(buttonFaults));

const row = z
  .object({
    type: z.literal(1),
    ...anatomy,
    components: list(z.discriminatedUnion('type', [button, ...selects]), 1, 5),
  })
  .superRefine(({ components }, context) => {
    // A select is as wide as a row, a button a fifth of it.
    let width = 0;
    for (const [index, { type }] of components.entries()) {
      width += type === BUTTON ? 1 : 5;
      if (width > 5) addFault(context, { path: ['components', index], ...TOO_WIDE });
    }
  });

const TOO_WIDE = {
  code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  message: 'The specified component exceeds the maximum width',
};

/** Its characters count for the whole message too: `component-rules.ts`. */
export const textDisplay = z.object({ type: z.literal(10), ...anatomy, content: words(1, MOST_TEXT) });

const picture = { media: z.object({ url: mediaUrl(2_048) }), description: absent(text(1, 1_024)), spoiler: flag() };

const thumbnail = z.object({ type: z.literal(11), ...anatomy, ...picture });

const section = z.object({
  type: z.literal(9),
  ...anatomy,
  components: list(z.discriminatedUnion('type', [textDisplay]), 1, 3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});

const gallery = z.object({ type: z.literal(12), ...anatomy, items: list(z.object(picture), 1, 10) });

const file = z.object({
  type: z.literal(13),
  ...anatomy,
  file: z.object({ url: attachmentUrl }),
  spoiler: flag(),
});

const separator = z.object({
  type: z.literal(14),
  ...anatomy,
  divider: flag(),
  spacing: absent(z.literal([1, 2])),
});

const container = z.object({
  type: z.literal(17),
  ...anatomy,
  components: list(
    z.discriminatedUnion('type', [row, section, textDisplay, gallery, file, separator]),
    1,
    MOST_COMPONENTS,
  ),
  accent_color: absent(whole(0, 0xffffff)),
  spoiler: flag(),
});

/**
 * The components of a message without IS_COMPONENTS_V2: rows only.
 *
 * Source: discord-api-docs, components/reference › Legacy Message Component Behavior, Action Row, Button.
 */
export const legacyComponents = list(z.discriminatedUnion('type', [row]), 0, 5);

/**
 * The components of a message with IS_COMPONENTS_V2, and what may stand in what.
 *
 * Source: discord-api-docs, components/reference; openapi.json › *ForMessageRequest.
 */
export const components = list(
  z.discriminatedUnion('type', [row, section, textDisplay, gallery, file, separator, container]),
  0,
  MOST_COMPONENTS,
);

type Button = z.infer<typeof button>;

function buttonFaults(given: Button): readonly FormFault[] {
  const { style, label, emoji: icon } = given;
  const needed = style === LINK ? 'url' : style === PREMIUM ? 'sku_id' : 'custom_id';
  const forbidden = (['custom_id', 'url', 'sku_id'] as const).filter((field) => field !== needed);
  const isBlank = icon === undefined && (label ?? '').trim() === '';
  return [
    ...(given[needed] === undefined ? [{ path: [needed], ...REQUIRED }] : []),
    ...[...forbidden, ...(style === PREMIUM ? (['label', 'emoji'] as const) : [])]
      .filter((field) => given[field] !== undefined)
      .map((field) => ({
        path: [field],
        code: 'BUTTON_COMPONENT_FIELD_NOT_ALLOWED',
        message: `A button of style ${style} cannot have a ${field}`,
      })),
    ...(isBlank && style !== PREMIUM ? [{ path: ['label'], ...REQUIRED }] : []),
  ];
}

function flag() {
  return absent(z.boolean());
}
