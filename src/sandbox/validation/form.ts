import type { z } from 'zod';
import { ApiError } from '../api-error.ts';

/** Where in a body: names of fields and indices of lists. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with a body. */
export interface FormFault {
  readonly path: Path;
  readonly code: string;
  readonly message: string;
}

/**
 * The refusal of a body: each fault stands in a tree at its own place.
 *
 * Source: discord-api-docs, reference › Error Messages. The documents give few inner codes, and say that they change:
 * nobody should match on them. Those that are not theirs are from reports.
 */
export function invalidForm(faults: readonly FormFault[]): ApiError {
  const errors = newBranch();
  for (const { path, code, message } of faults) plant(errors, path, { code, message });
  return new ApiError(400, { message: 'Invalid Form Body', code: 50035, errors });
}

/**
 * Reads a body, or a part of it that stands at `at`. Fields that the schema does not name are left out.
 *
 * @throws ApiError 50035
 */
export function parseForm<T>(schema: z.ZodType<T>, value: unknown, at: Path = []): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw invalidForm(prefixed(faultsOf(result.error), at));
}

/** @throws ApiError 50035 if there is any fault */
export function demandNone(faults: readonly FormFault[], at: Path = []): void {
  if (faults.length > 0) throw invalidForm(prefixed(faults, at));
}

/** What zod found, in Discord's words. */
export function faultsOf(error: z.ZodError): readonly FormFault[] {
  return error.issues.map((issue) => ({ path: issue.path.map(asKey), ...wordIssue(issue) }));
}

/** Adds a fault from within a refinement. @param path from the value that is refined */
export function addFault(context: z.RefinementCtx, fault: FormFault): void {
  const { path, code, message } = fault;
  context.addIssue({ code: 'custom', path: [...path], message, params: { code } });
}

/** A refinement that adds what a rule finds. */
export function adding<T>(rule: (value: T) => readonly FormFault[]) {
  return (value: T, context: z.RefinementCtx): void => {
    for (const fault of rule(value)) addFault(context, fault);
  };
}

export const REQUIRED = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' } as const;

/** A length that is outside of its bounds. @param min 0 where there is only a greatest length */
export function badLength(min: number, max: number): Omit<FormFault, 'path'> {
  return min === 0
    ? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` }
    : { code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${min} and ${max} in length.` };
}

/** A part of Discord that the sandbox does not have: it says so instead of pretending. */
export function notModelled(path: Path): FormFault {
  const message = `The sandbox has no ${path.join('.')}: do without it, or teach the sandbox.`;
  return { path, code: 'SANDBOX_NOT_MODELLED', message };
}

interface Branch {
  [key: string]: Branch | Leaf[];
}
type Leaf = Omit<FormFault, 'path'>;

/** Without a prototype: keys come from the body, and `__proto__` shall be one like others. */
function newBranch(): Branch {
  return Object.create(null);
}

function plant(tree: Branch, path: Path, leaf: Leaf): void {
  let branch = tree;
  for (const key of path) {
    const next = branch[key];
    const deeper = next === undefined || Array.isArray(next) ? newBranch() : next;
    branch[key] = deeper;
    branch = deeper;
  }
  const leaves = branch._errors;
  branch._errors = [...(Array.isArray(leaves) ? leaves : []), leaf];
}

function prefixed(faults: readonly FormFault[], at: Path): readonly FormFault[] {
  return faults.map((fault) => ({ ...fault, path: [...at, ...fault.path] }));
}

function asKey(key: PropertyKey): string | number {
  return typeof key === 'symbol' ? String(key) : key;
}

function wordIssue(issue: z.core.$ZodIssue): Leaf {
  switch (issue.code) {
    case 'custom':
      return { code: typeof issue.params?.code === 'string' ? issue.params.code : 'CUSTOM', message: issue.message };
    case 'invalid_type':
      return isAbsent(issue.input) ? REQUIRED : wrongType(issue.expected, issue.input);
    case 'invalid_value':
      if (isAbsent(issue.input)) return REQUIRED;
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of ${tuple(issue.values)}.` };
    case 'invalid_union':
      return wordUnion(issue);
    case 'too_big':
      return { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` };
    case 'too_small':
      return { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` };
    case 'unrecognized_keys':
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be another than ${tuple(issue.keys)}.` };
    default:
      return { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
  }
}

function wordUnion(issue: z.core.$ZodIssueInvalidUnion): Leaf {
  const field = issue.discriminator;
  const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
  if (isAbsent(issue.input)) return REQUIRED;
  if (field === undefined) return { code: 'UNION_TYPE_CHOICES', message: 'Value is of none of the possible types.' };
  if (isAbsent(Object(issue.input)[field])) return REQUIRED;
  return { code: 'UNION_TYPE_CHOICES', message: `Value of field "${field}" must be one of ${tuple(options)}.` };
}

function wrongType(expected: string, input: unknown): Leaf {
  const shown = (JSON.stringify(input) ?? String(input)).slice(0, 100);
  switch (expected) {
    case 'string':
      return { code: 'STRING_TYPE_CONVERT', message: `Could not interpret ${shown} as string.` };
    case 'boolean':
      return { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' };
    case 'array':
      return { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
    case 'object':
    case 'record':
      return { code: 'MODEL_TYPE_CONVERT', message: 'Only dictionaries may be used in a ModelType' };
    default:
      return { code: 'NUMBER_TYPE_COERCE', message: `Value ${shown} is not int.` };
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** As Python writes one, because Discord does. */
function tuple(values: readonly unknown[]): string {
  const [first, ...more] = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  return more.length === 0 ? `(${first ?? ''},)` : `(${[first, ...more].join(', ')})`;
}
