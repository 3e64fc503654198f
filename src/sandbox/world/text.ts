/** All texts of a message that people read and that can mention somebody: its content and its Text Displays. */
export function textsOf(message: { content?: string | null | undefined; components?: unknown }): readonly string[] {
  const texts: string[] = message.content ? [message.content] : [];
  for (const component of walkComponents(message.components)) {
    if (component.type === 10 && typeof component.content === 'string') texts.push(component.content);
  }
  return texts;
}

/** A component as far as the sandbox cares: its fields, whatever they are. */
export type AnyComponent = { readonly type: number; readonly [key: string]: unknown };

/** Every component in document order, nested ones and accessories included. */
export function walkComponents(components: unknown): readonly AnyComponent[] {
  if (!Array.isArray(components)) return [];
  return (components as readonly AnyComponent[]).flatMap((component) => [
    component,
    ...walkComponents(component.components),
    ...(component.accessory === undefined ? [] : walkComponents([component.accessory])),
    ...(component.component === undefined ? [] : walkComponents([component.component])),
  ]);
}
