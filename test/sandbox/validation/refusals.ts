import { ApiError } from '../../../src/sandbox/api-error.ts';

/**
 * What a reader refuses: for a form `path CODE` of each fault, else `status code`. Empty if it takes the body.
 */
export function refusals(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { code, errors } = error.body;
    return code === 50035 && errors !== undefined ? leaves(errors).toSorted() : [`${error.status} ${code}`];
  }
}

/** The messages of a refused form. */
export function wordings(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return leaves(error.body.errors ?? {}, [], 'message');
  }
}

function leaves(tree: object, path: readonly string[] = [], field: 'code' | 'message' = 'code'): readonly string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    key === '_errors'
      ? (value as readonly { code: string; message: string }[]).map((leaf) =>
          field === 'message' ? leaf.message : [path.join('.'), leaf.code].join(' ').trim(),
        )
      : leaves(value as object, [...path, key], field),
  );
}

/** As many of something as are wanted, each by its index. */
export function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
