import { expect } from 'vitest';

/**
 * What Discord demands of a Components V2 message, counted here once more and in another way than `render/` does, so
 * that a mistake there is not repeated here. Numbers: discord-api-docs, components/reference; issues 8554 and 8562.
 */
export function expectDiscordTakes(body: object): void {
  const found = walk(body);
  expect(found.length, 'components').toBeLessThanOrEqual(40);
  const texts = found.flatMap((part) => (typeof part.content === 'string' ? [part.content] : []));
  expect([...texts.join('')].length, 'characters').toBeLessThanOrEqual(4_000);
  expect(new TextEncoder().encode(texts.join('')).length + 12 * texts.length, 'bytes').toBeLessThanOrEqual(10_170);
  for (const content of texts) expect(content.trim()).not.toBe('');
  const ids = found.flatMap((part) => (typeof part.custom_id === 'string' ? [part.custom_id] : []));
  expect(new Set(ids).size, 'custom_ids').toBe(ids.length);
  for (const id of ids) expect(id.length).toBeLessThanOrEqual(100);
  for (const part of found) {
    if (typeof part.label === 'string') expect([...part.label].length).toBeLessThanOrEqual(part.type === 2 ? 80 : 100);
    if (Array.isArray(part.options)) {
      expect(part.options.length).toBeLessThanOrEqual(25);
      const values = part.options.map((option: { value: string }) => option.value);
      expect(new Set(values).size).toBe(values.length);
      for (const { label, description = '' } of part.options) {
        expect([...label].length).toBeLessThanOrEqual(100);
        expect(label.trim()).not.toBe('');
        expect([...description].length).toBeLessThanOrEqual(100);
      }
    }
    if (part.type === 1) {
      expect(part.components?.length).toBeGreaterThan(0);
      expect(part.components?.length).toBeLessThanOrEqual(5);
    }
    if (typeof part.url === 'string') expect(part.url).toMatch(/^https?:\/\/\S{1,505}$/);
  }
}

/** All texts of a message, line by line. */
export function textsOf(body: object): readonly string[] {
  return walk(body).flatMap((part) => (typeof part.content === 'string' ? [part.content] : []));
}

interface Part {
  readonly type?: number;
  readonly content?: unknown;
  readonly custom_id?: unknown;
  readonly label?: unknown;
  readonly url?: unknown;
  readonly options?: unknown;
  readonly components?: readonly Part[];
  readonly accessory?: Part;
}

function walk(part: Part): readonly Part[] {
  const nested = [...(part.components ?? []), ...(part.accessory === undefined ? [] : [part.accessory])];
  return nested.flatMap((child) => [child, ...walk(child)]);
}
