import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { AnyComponent } from '../world/text.ts';
import { labelOf, listOf, textOf } from './loose.ts';
import { isWebAddress, type Markdown, parseMarkdown } from './markdown.ts';
import type { Reader } from './reader.ts';
import { type SelectPart, viewSelect } from './selects.ts';

/** A component as the page shows it. */
export type Part =
  | { readonly kind: 'row'; readonly parts: readonly Part[] }
  | ButtonPart
  | SelectPart
  | { readonly kind: 'section'; readonly parts: readonly Part[]; readonly accessory?: Part }
  | { readonly kind: 'text'; readonly content: Markdown }
  /** Images are not fetched: each is shown by its description. */
  | { readonly kind: 'media'; readonly images: readonly ImageView[] }
  | { readonly kind: 'separator'; readonly divider: boolean; readonly isLarge: boolean }
  | {
      readonly kind: 'container';
      /** `#rrggbb` */
      readonly accent?: string;
      readonly isSpoiler: boolean;
      readonly parts: readonly Part[];
    }
  | { readonly kind: 'unknown'; readonly type: number };

export interface ImageView {
  readonly description: string;
  readonly isSpoiler: boolean;
}

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
    case ComponentType.ChannelSelect:
    case ComponentType.RoleSelect:
    case ComponentType.UserSelect:
    case ComponentType.MentionableSelect:
      return viewSelect(component, reader);
    case ComponentType.Section: {
      const [accessory] = viewParts([component.accessory], reader);
      return { kind: 'section', parts: viewParts(component.components, reader), ...(accessory && { accessory }) };
    }
    case ComponentType.TextDisplay:
      return { kind: 'text', content: parseMarkdown(textOf(component.content), reader) };
    case ComponentType.Thumbnail:
      return { kind: 'media', images: [viewImage(component)] };
    case ComponentType.MediaGallery:
      return { kind: 'media', images: listOf(component.items).map(viewImage) };
    case ComponentType.Separator:
      return { kind: 'separator', divider: component.divider !== false, isLarge: component.spacing === 2 };
    case ComponentType.Container:
      return viewContainer(component, reader);
    default:
      return { kind: 'unknown', type: component.type };
  }
}

function viewImage({ description, spoiler }: AnyComponent): ImageView {
  return { description: textOf(description) || NO_DESCRIPTION, isSpoiler: spoiler === true };
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
  const { custom_id: customId, url, emoji, label } = component;
  return {
    kind: 'button',
    style: BUTTON_STYLES[Number(component.style)] ?? 'secondary',
    label: labelOf(emoji, label),
    disabled: component.disabled === true,
    ...(typeof customId === 'string' && { customId }),
    ...(typeof url === 'string' && isWebAddress(url) && { href: url }),
  };
}
