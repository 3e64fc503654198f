import type { AnyComponent } from './text.ts';

const SELECTS = new Set([3, 5, 6, 7, 8]);
const THUMBNAIL = 11;
const MEDIA_GALLERY = 12;
const SEPARATOR = 14;
const CONTAINER = 17;

/**
 * Components as Discord shows them: with what was left out filled in, nested ones included.
 * Source: discord-api-docs, components/reference.
 *
 * @param newId gives the ids of pictures
 */
export function fillComponents(given: readonly AnyComponent[], newId: () => string): readonly AnyComponent[] {
  return given.map((component) => {
    const { components, accessory } = component;
    return {
      ...fillOne(component, newId),
      ...(Array.isArray(components) && { components: fillComponents(components, newId) }),
      ...(isComponent(accessory) && { accessory: fillOne(accessory, newId) }),
    };
  });
}

function fillOne(component: AnyComponent, newId: () => string): AnyComponent {
  const { type } = component;
  if (SELECTS.has(type))
    return { ...component, min_values: component.min_values ?? 1, max_values: component.max_values ?? 1 };
  if (type === THUMBNAIL) return { ...component, ...fillPicture(component, newId) };
  if (type === SEPARATOR) return { ...component, divider: component.divider ?? true, spacing: component.spacing ?? 1 };
  if (type === CONTAINER) {
    return { ...component, accent_color: component.accent_color ?? null, spoiler: component.spoiler ?? false };
  }
  if (type !== MEDIA_GALLERY || !Array.isArray(component.items)) return component;
  return { ...component, items: component.items.map((item) => ({ ...item, ...fillPicture(item, newId) })) };
}

/** Nothing is fetched: the picture stays where it is. */
function fillPicture({ media, description, spoiler }: Readonly<Record<string, unknown>>, newId: () => string): object {
  const { url } = Object(media);
  return { media: { id: newId(), url, proxy_url: url }, description: description ?? null, spoiler: spoiler ?? false };
}

function isComponent(value: unknown): value is AnyComponent {
  return typeof value === 'object' && value !== null && 'type' in value;
}
