import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codesIn, readProjectFile, readTable } from './support/markdown.ts';
import { readSourceFiles, type SourceFile } from './support/source-code.ts';

const ROOT = resolve(import.meta.dirname, '..');
const files = readSourceFiles('src', 'commands', 'migrations');
const PURE = ['domain', 'render'];

interface Allowance {
  readonly ours: readonly string[] | 'everything';
  /** Left out of `everything`. */
  readonly except: readonly string[];
  readonly typesOf: readonly string[];
  readonly packages: readonly string[];
}

const table = new Map(
  readTable(readProjectFile('ARCHITECTURE.md'), 'Who may import what').flatMap((row) => {
    const [values = '', types = ''] = (row['may import of ours'] ?? '').split('; types of ');
    const everything = values.startsWith('everything');
    const allowance: Allowance = {
      ours: everything ? 'everything' : codesIn(values),
      except: everything ? codesIn(values) : [],
      typesOf: codesIn(types),
      packages: codesIn(row.packages ?? ''),
    };
    return codesIn(row.part ?? '').map((part) => [part, allowance] as const);
  }),
);

describe('the table of imports', () => {
  it('has a row for every part, and for none that there is not', () => {
    const parts = [...new Set(files.map(({ path }) => partOf(path)))].filter((part) => part !== 'require-node');
    expect([...table.keys()].toSorted()).toEqual(parts.toSorted());
    for (const { ours, except, typesOf } of table.values()) {
      for (const name of [...(ours === 'everything' ? [] : ours), ...except, ...typesOf]) expect(parts).toContain(name);
    }
  });

  it('allows every import between parts', () => {
    expect(eachImport().filter(({ from, to, typeOnly }) => to !== undefined && !allows(from, to, typeOnly))).toEqual(
      [],
    );
  });

  it('allows every package', () => {
    const found = eachImport().filter(
      ({ from, packageName }) => packageName !== undefined && !table.get(from)?.packages.includes(packageName),
    );
    expect(found).toEqual([]);
  });

  it('leaves no two parts that import each other, not even by way of others', () => {
    const arrows = new Map<string, Set<string>>();
    for (const { from, to } of eachImport()) {
      if (to !== undefined && to !== from) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    }
    for (const part of arrows.keys()) expect(reach(part, arrows), part).not.toContain(part);
  });
});

describe('the rooms of a part', () => {
  /** Parts whose rooms may use each other both ways, and why. */
  const MAY_GO_BOTH_WAYS: Readonly<Record<string, string>> = {
    store: 'tables refer to each other',
  };

  it('use each other one way, not even by way of others; types aside', () => {
    const arrows = new Map<string, Set<string>>();
    for (const { path, target, typeOnly } of eachImport()) {
      const [from, to] = [roomOf(path), roomOf(target ?? '')];
      if (typeOnly || from === undefined || to === undefined || from === to) continue;
      if (partOf(path) !== partOf(target ?? '')) continue;
      arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    }
    const inCircles = [...arrows.keys()].filter((room) => reach(room, arrows).has(room));
    expect([...new Set(inCircles.map((room) => room.split('/')[0]))]).toEqual(Object.keys(MAY_GO_BOTH_WAYS));
  });
});

describe('pure parts', () => {
  it('use nothing of Node’s', () => {
    const builtins = files
      .filter(({ path }) => PURE.includes(partOf(path)))
      .flatMap(({ path, imports }) => imports.filter(({ specifier }) => isBuiltin(specifier)).map(() => path));
    expect(builtins).toEqual([]);
  });

  it('in domain, use no package at all', () => {
    const packages = files
      .filter(({ path }) => partOf(path) === 'domain')
      .flatMap(({ imports }) => imports.filter(({ specifier }) => !specifier.startsWith('.')));
    expect(packages).toEqual([]);
  });
});

describe('time', () => {
  /** The machine's own clock, and why it may be asked. */
  const MAY_READ_THE_CLOCK: Readonly<Record<string, string>> = {
    'src/clock.ts': 'it is the clock',
    'src/domain/schedule.ts': 'only to have Temporal check a zone’s name; the time is thrown away',
    'src/sandbox/page/static/times.js': 'it runs in the browser, and shows a time as its reader sees it',
    'src/sandbox/rate-limits.ts': 'x-ratelimit-reset is meant to be compared with the time of the client’s machine',
  };
  const SQL_TIME =
    /\b(now\s*\(\s*\)|current_(timestamp|date|time)\b|local(time|timestamp)\b|(clock|statement|transaction)_timestamp\b|timeofday\b)/i;

  it('is asked of the clock, and of no machine', () => {
    const found = files.filter(({ clockReads }) => clockReads.length > 0).map(({ path }) => path);
    expect(found.filter((path) => !(path in MAY_READ_THE_CLOCK))).toEqual([]);
    expect(
      Object.keys(MAY_READ_THE_CLOCK).filter((path) => !found.includes(path)),
      'exceptions not needed',
    ).toEqual([]);
  });

  it('is asked by no SQL, but to set the clock', () => {
    const found = files.flatMap(({ path, texts }) =>
      texts.filter((text) => SQL_TIME.test(text)).map((text) => [path, text]),
    );
    expect(found).toEqual([['src/postgres/pool.ts', 'select clock_timestamp() as at']]);
  });

  it('is not asked through kysely either', () => {
    expect(
      files.filter(({ text }) => /\bfn(\.now\b|(<[^>]*>)?\(['"]now['"])/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});

describe('the project', () => {
  it('reads nothing that lies beside it, but in tests', () => {
    const outside = /\.\.\/shared\b/;
    const others = ['.ci', '.github', ''].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: folder !== '', withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'package-lock.json')
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    const read = [
      ...files.map(({ path, text }) => ({ path, text })),
      ...others.map((path) => ({ path, text: readFileSync(path, 'utf8') })),
    ];
    expect(read.filter(({ text }) => outside.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('draws its tree with every file and folder of src', () => {
    const [, tree = ''] = /```\n(\.ci[\s\S]+?)```/.exec(readProjectFile('ARCHITECTURE.md')) ?? [];
    const names = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
      .filter(({ name }) => !name.endsWith('.d.ts'))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    const drawn = [...tree.matchAll(/^ {2}([\w./-]+) /gm)]
      .map(([, name]) => name)
      .filter((name) => name !== 'index.ts');
    expect(drawn.toSorted()).toEqual(names.toSorted());
  });

  it('draws its tree with every room', () => {
    const drawn: string[] = [];
    let part = '';
    for (const [, indent = '', name = ''] of readProjectFile('ARCHITECTURE.md').matchAll(/^( {2}| {4})(\w+)\/ /gm)) {
      if (indent.length === 2) part = name;
      else drawn.push(`${part}/${name}`);
    }
    const rooms = new Set(
      files.filter(({ path }) => path.startsWith('src/')).flatMap(({ path }) => roomOf(path) ?? []),
    );
    expect(drawn.toSorted()).toEqual([...rooms].toSorted());
  });
});

interface Arrow {
  readonly path: string;
  readonly from: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** The part of ours that is imported, and the file. */
  readonly to?: string;
  readonly target?: string;
  readonly packageName?: string;
}

function eachImport(): readonly Arrow[] {
  return files.flatMap((file) => file.imports.flatMap((found) => toArrow(file, found)));
}

function toArrow(
  { path }: SourceFile,
  { specifier, typeOnly }: { specifier: string; typeOnly: boolean },
): readonly Arrow[] {
  const arrow = { path, from: partOf(path), specifier, typeOnly };
  if (isBuiltin(specifier)) return [];
  if (!specifier.startsWith('.')) return [{ ...arrow, packageName: packageOf(specifier) }];
  const target = join(dirname(path), specifier);
  expect(existsSync(join(ROOT, target)), `${path} imports ${specifier}`).toBe(true);
  return [{ ...arrow, to: partOf(target), target }];
}

/** `src/store/papers/papers.ts` belongs to `store`, `src/app.ts` is `app`, `commands/paper.ts` belongs to `commands`. */
function partOf(path: string): string {
  const [top = '', second = '', ...deeper] = path.split('/');
  if (top !== 'src') return top;
  return deeper.length > 0 ? second : second.replace(/\.\w+$/, '');
}

/** `src/store/papers/papers.ts` stands in `store/papers`, `commands/asker/rights.ts` in `commands/asker`; others in none. */
function roomOf(path: string): string | undefined {
  const [first = '', second = '', ...deeper] = path.replace(/^src\//, '').split('/');
  return deeper.length > 0 ? `${first}/${second}` : undefined;
}

function packageOf(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

function allows(from: string, to: string, typeOnly: boolean): boolean {
  if (from === to) return true;
  const allowance = table.get(from);
  if (allowance === undefined) return false;
  const { ours, except, typesOf } = allowance;
  if (typeOnly && typesOf.includes(to)) return true;
  return ours === 'everything' ? !except.includes(to) : ours.includes(to);
}

function reach(from: string, arrows: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...(arrows.get(from) ?? [])];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (found.has(part)) continue;
    found.add(part);
    waiting.push(...(arrows.get(part) ?? []));
  }
  return found;
}
