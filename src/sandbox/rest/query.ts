import type { ApiError } from '../api-error.ts';
import { invalidForm } from '../validation/form.ts';

const DEFAULT_PAGE = 50;

/** How many are wanted on a page, 50 if it is not said. @throws ApiError 50035 */
export function readLimit(query: URLSearchParams, { least, most }: { least: number; most: number }): number {
  const given = query.get('limit') ?? String(DEFAULT_PAGE);
  const limit = Number(given);
  if (!/^\d{1,4}$/.test(given) || limit < least || limit > most) throw badQuery('limit');
  return limit;
}

export function badQuery(name: string): ApiError {
  return invalidForm([{ path: [name], code: 'BASE_TYPE_BAD_VALUE', message: 'This value is not valid.' }]);
}
