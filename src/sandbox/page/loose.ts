import type { AnyComponent } from '../world/text.ts';

// Components are kept as they were sent. They were checked then: what is not as expected here is left out.

export function labelOf(emoji: unknown, label: unknown): string {
  const { name } = (emoji ?? {}) as { readonly name?: unknown };
  return [textOf(name), textOf(label)].filter((part) => part !== '').join(' ');
}

export function listOf(components: unknown): readonly AnyComponent[] {
  if (!Array.isArray(components)) return [];
  return components.filter((component) => typeof component === 'object' && component !== null);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
