import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Recorded data that stands beside a developer's checkout; a clone elsewhere does not have it. */
const SHARED = resolve(import.meta.dirname, '../../../shared');

/** Whether the recorded data is there. Says so if a test has to be skipped for it. */
export function hasShared(...path: readonly string[]): boolean {
  const there = existsSync(resolve(SHARED, ...path));
  if (!there) process.stdout.write(`skipped: no recorded data at ../shared/${path.join('/')}\n`);
  return there;
}

export function sharedPath(...path: readonly string[]): string {
  return resolve(SHARED, ...path);
}

export function readShared(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(sharedPath(...path), 'utf8'));
}

/** The recorded days, oldest first, each with its list as Hugging Face sent it. */
export function recordedDays(): readonly { readonly day: string; readonly list: readonly unknown[] }[] {
  const names = readdirSync(sharedPath('data', 'huggingface', 'daily')).toSorted();
  return names.map((name) => ({
    day: name.slice(0, 10),
    list: readShared('data', 'huggingface', 'daily', name) as readonly unknown[],
  }));
}

/** Items that break naive code, as Hugging Face sent them. */
export function oddCases(): readonly unknown[] {
  const cases = readShared('data', 'huggingface', 'odd-cases.json') as readonly { item?: unknown }[];
  return cases.map((entry) => entry.item ?? entry);
}
