import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { AnyComponent } from '../world/text.ts';
import { isWebAddress, type Markdown, type Names, parseMarkdown } from './markdown.ts';

/** A component as the page shows it. */
export type Part =
  | { readonly kind: 'row'; readonly parts: readonly Part[] }
  | ButtonPart
  | SelectPart
  | { readonly kind: 'section'; readonly parts: readonly Part[]; readonly accessory?: Part }
  | { readonly kind: 'text'; readonly content: Markdown }
  /** Images are not fetched: each is shown by its description. */
  | { readonly kind: 'media'; readonly descriptions: readonly string[] }
  | { readonly kind: 'separator'; readonly divider: boolean; readonly isLarge: boolean }
  | {
      readonly kind: 'container';
      /** `#rrggbb` */
      readonly accent?: string;
      readonly isSpoiler: boolean;
      readonly parts: readonly Part[];
    }
  | { readonly kind: 'unknown'; readonly type: number };

export interface ButtonPart {
  readonly kind: 'button';
  readonly style: 'primary' | 'secondary' | 'success' | 'danger' | 'link';
  readonly label: string;
  readonly disabled: boolean;
  /** Of a button that does something. */
  readonly customId?: string;
  /** Of one that leads somewhere: http or https. */
  readonly href?: string;
}

export interface SelectPart {
  readonly kind: 'select';
  readonly customId: string;
  readonly placeholder: string;
  readonly disabled: boolean;
  readonly min: number;
  readonly max: number;
  readonly options: readonly {
    readonly label: string;
    readonly value: string;
    readonly description: string;
    readonly isDefault: boolean;
  }[];
}

/** Who reads a message. */
export interface Reader extends Names {
  /** The channels of the server that they can choose from, of these types or of any. */
  channels(types: readonly number[] | undefined): readonly { readonly id: string; readonly name: string }[];
}

const BUTTON_STYLES: Readonly<Record<number, ButtonPart['style']>> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
  [ButtonStyle.Link]: 'link',
};
const NO_DESCRIPTION = 'image';

/** The components of a message. The sandbox has checked them when they came in; what is absent has Discord's default. */
export function viewParts(components: unknown, reader: Reader): readonly Part[] {
  return listOf(components).map((component) => viewPart(component, reader));
}

function viewPart(component: AnyComponent, reader: Reader): Part {
  switch (component.type) {
    case ComponentType.ActionRow:
      return { kind: 'row', parts: viewParts(component.components, reader) };
    case ComponentType.Button:
      return viewButton(component);
    case ComponentType.StringSelect:
      return viewSelect(component, viewOptions(component));
    case ComponentType.ChannelSelect:
      return viewSelect(component, viewChannels(component, reader));
    case ComponentType.Section: {
      const [accessory] = viewParts([component.accessory], reader);
      return { kind: 'section', parts: viewParts(component.components, reader), ...(accessory && { accessory }) };
    }
    case ComponentType.TextDisplay:
      return { kind: 'text', content: parseMarkdown(textOf(component.content), reader) };
    case ComponentType.Thumbnail:
      return { kind: 'media', descriptions: [textOf(component.description) || NO_DESCRIPTION] };
    case ComponentType.MediaGallery:
      return {
        kind: 'media',
        descriptions: listOf(component.items).map((item) => textOf(item.description) || NO_DESCRIPTION),
      };
    case ComponentType.Separator:
      return { kind: 'separator', divider: component.divider !== false, isLarge: component.spacing === 2 };
    case ComponentType.Container:
      return viewContainer(component, reader);
    default:
      return { kind: 'unknown', type: component.type };
  }
}

function viewContainer(component: AnyComponent, reader: Reader): Part {
  const { accent_color: accent } = component;
  return {
    kind: 'container',
    ...(typeof accent === 'number' && { accent: `#${accent.toString(16).padStart(6, '0')}` }),
    isSpoiler: component.spoiler === true,
    parts: viewParts(component.components, reader),
  };
}

function viewButton(component: AnyComponent): ButtonPart {
  const { custom_id: customId, url } = component;
  const emoji = component.emoji as { readonly name?: string | null } | undefined;
  return {
    kind: 'button',
    style: BUTTON_STYLES[Number(component.style)] ?? 'secondary',
    label: [emoji?.name, component.label].filter(Boolean).join(' '),
    disabled: component.disabled === true,
    ...(typeof customId === 'string' && { customId }),
    ...(typeof url === 'string' && isWebAddress(url) && { href: url }),
  };
}

function viewSelect(component: AnyComponent, options: SelectPart['options']): SelectPart {
  return {
    kind: 'select',
    customId: textOf(component.custom_id),
    placeholder: textOf(component.placeholder) || 'Make a selection',
    disabled: component.disabled === true,
    min: Number(component.min_values ?? 1),
    max: Number(component.max_values ?? 1),
    options,
  };
}

function viewOptions(component: AnyComponent): SelectPart['options'] {
  const options = (Array.isArray(component.options) ? component.options : []) as readonly Record<string, unknown>[];
  return options.map(({ label, value, description, default: isDefault }) => ({
    label: textOf(label),
    value: textOf(value),
    description: textOf(description),
    isDefault: isDefault === true,
  }));
}

function viewChannels(component: AnyComponent, reader: Reader): SelectPart['options'] {
  const chosen = (Array.isArray(component.default_values) ? component.default_values : []) as readonly {
    id?: unknown;
  }[];
  const types = Array.isArray(component.channel_types) ? component.channel_types : undefined;
  return reader.channels(types).map(({ id, name }) => ({
    label: `#${name}`,
    value: id,
    description: '',
    isDefault: chosen.some((value) => value.id === id),
  }));
}

function listOf(components: unknown): readonly AnyComponent[] {
  if (!Array.isArray(components)) return [];
  return components.filter((component) => typeof component === 'object' && component !== null);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
