import { UserError } from '../domain/errors.ts';

const QUERY_CANCELED = '57014';

/**
 * What people ask through connections of `SEARCH_LIMITS`: nobody waits for long.
 *
 * @throws UserError `too-slow` if a statement was stopped, or no connection became free in time
 */
export async function withinPatience<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const isStopped = error instanceof Error && 'code' in error && error.code === QUERY_CANCELED;
    // The pool gives it no code: all connections are taken.
    const isBusy = error instanceof Error && error.message === 'timeout exceeded when trying to connect';
    if (isStopped || isBusy) throw new UserError({ code: 'too-slow' }, { cause: error });
    throw error;
  }
}
