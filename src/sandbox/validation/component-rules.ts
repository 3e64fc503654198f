import { ApiError } from '../api-error.ts';
import type { AnyComponent } from '../world/text.ts';
import { codePointsOf, repeats } from './fields.ts';
import type { FormFault, Path } from './form.ts';

const TEXT_DISPLAY = 10;
const MOST_COMPONENTS = 40;
const MOST_TEXT = 4_000;
const MOST_TEXT_BYTES = 10_170;
const BYTES_PER_TEXT_DISPLAY = 12;
const MOST_MEDIA = 64;

/**
 * What holds for all components of a message or modal together: `custom_id`s and `id`s that are unique, and of V2 how
 * many components and characters there may be.
 *
 * Source: discord-api-docs, components/reference › Custom ID, Anatomy of a Component; pull request 8562 for the text.
 */
export function layoutFaults(components: readonly AnyComponent[]): readonly FormFault[] {
  const all = locate(components);
  const text = displaysOf(components).reduce((sum, content) => sum + codePointsOf(content), 0);
  return [
    ...repeated(all, 'custom_id', 'Component custom id cannot be duplicated'),
    ...repeated(all, 'id', 'Component id cannot be duplicated'),
    ...(all.length > MOST_COMPONENTS
      ? [
          {
            path: [],
            code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
            message: `Maximum number of total components is ${MOST_COMPONENTS}`,
          },
        ]
      : []),
    ...(text > MOST_TEXT
      ? [
          {
            path: [],
            code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
            message: `Components displayable text size exceeds maximum size of ${MOST_TEXT}`,
          },
        ]
      : []),
  ];
}

/**
 * What Discord does not refuse, but breaks on: too many bytes of text (discord-api-docs issue 8554) and too many
 * pictures (issue 7528).
 *
 * @throws ApiError 500
 */
export function demandDigestible(components: readonly AnyComponent[]): void {
  const displays = displaysOf(components);
  const bytes = displays.reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  const media = locate(components).reduce((sum, { component }) => sum + mediaIn(component), 0);
  if (bytes + BYTES_PER_TEXT_DISPLAY * displays.length > MOST_TEXT_BYTES || media > MOST_MEDIA) {
    throw new ApiError(500, { message: '500: Internal Server Error', code: 0 });
  }
}

interface Located {
  readonly component: AnyComponent;
  readonly path: Path;
}

/** Every component in document order, with its place. */
function locate(components: readonly AnyComponent[], at: Path = []): readonly Located[] {
  return components.flatMap((component, index) => locateOne(component, [...at, index]));
}

function locateOne(component: AnyComponent, path: Path): readonly Located[] {
  const { components, accessory, component: child } = component;
  return [
    { component, path },
    ...(isComponents(components) ? locate(components, [...path, 'components']) : []),
    ...(isComponent(accessory) ? locateOne(accessory, [...path, 'accessory']) : []),
    ...(isComponent(child) ? locateOne(child, [...path, 'component']) : []),
  ];
}

export function isComponents(value: unknown): value is readonly AnyComponent[] {
  return Array.isArray(value) && value.every(isComponent);
}

export function isComponent(value: unknown): value is AnyComponent {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'number';
}

function repeated(all: readonly Located[], field: 'custom_id' | 'id', message: string): readonly FormFault[] {
  // An id of 0 is none: Discord gives one.
  const again = repeats(all.map(({ component }) => component[field] || undefined));
  return again.map((index) => ({
    path: [...(all[index]?.path ?? []), field],
    code: `COMPONENT_${field.toUpperCase()}_DUPLICATED`,
    message,
  }));
}

function displaysOf(components: readonly AnyComponent[]): readonly string[] {
  return locate(components).flatMap(({ component: { type, content } }) =>
    type === TEXT_DISPLAY && typeof content === 'string' ? [content] : [],
  );
}

function mediaIn({ items, media, file }: AnyComponent): number {
  return Array.isArray(items) ? items.length : media === undefined && file === undefined ? 0 : 1;
}
