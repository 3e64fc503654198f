import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAst } from 'vitest/node';

const ROOT = resolve(import.meta.dirname, '../..');

/** A file of the program, parsed. */
export interface SourceFile {
  /** From the project's root. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Every text in it: strings, and what stands between the holes of templates. Comments are none. */
  readonly texts: readonly string[];
  /** Where it asks the machine for the time: `Date.now()`, `new Date()`, `Temporal.Now`. */
  readonly clockReads: readonly string[];
}

export interface Import {
  /** As it is written. */
  readonly specifier: string;
  readonly typeOnly: boolean;
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** All JavaScript and TypeScript of some folders, but for declarations. */
export function readSourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((path) => /\.(ts|js|mjs)$/.test(path) && !path.endsWith('.d.ts'))
    .toSorted()
    .map(readSourceFile);
}

function readSourceFile(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const nodes = [...walk(parseAst(text, { lang: 'ts' }) as unknown as Node)];
  return {
    path,
    text,
    imports: nodes.flatMap(readImport),
    texts: nodes.flatMap(readText),
    clockReads: nodes.flatMap(readClock),
  };
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && 'type' in child) yield* walk(child as Node);
    }
  }
}

function readImport(node: Node): readonly Import[] {
  const source = node.source as { value?: unknown } | null | undefined;
  if (typeof source?.value !== 'string') return [];
  const kinds = ((node.specifiers ?? []) as Node[]).map((specifier) => specifier.importKind ?? specifier.exportKind);
  const typeOnly =
    node.importKind === 'type' ||
    node.exportKind === 'type' ||
    (kinds.length > 0 && kinds.every((kind) => kind === 'type'));
  return [{ specifier: source.value, typeOnly }];
}

function readText(node: Node): readonly string[] {
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value];
  if (node.type !== 'TemplateLiteral') return [];
  const parts = node.quasis as readonly { readonly value: { readonly raw: string } }[];
  return [parts.map(({ value }) => value.raw).join(' ? ')];
}

function readClock(node: Node): readonly string[] {
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && (node.arguments as unknown[]).length === 0) {
    return ['new Date()'];
  }
  if (node.type !== 'MemberExpression') return [];
  const name = `${nameOf(node.object)}.${nameOf(node.property)}`;
  return ['Date.now', 'Temporal.Now'].includes(name) ? [name] : [];
}

function nameOf(node: unknown): string | undefined {
  return (node as { name?: string }).name;
}
