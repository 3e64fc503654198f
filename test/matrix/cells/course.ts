import type { FaultTarget } from '../../../src/sandbox/faults.ts';
import type { Work } from '../../support/bot/held-child.ts';
import type { Step } from '../../support/bot/steps.ts';
import type { Cell } from './cells.ts';

/** What a cell is about: whose work meets the fault, and in which request. */
export interface Course {
  /** What a sender does meanwhile. Threads and publications come of digests, which are posted before. */
  readonly work: Work;
  /** The request by which that is done. */
  readonly request: FaultTarget;
  /** The request that meets the fault. */
  readonly target: FaultTarget;
  /** Where a sender stands while its requests are under way and it is told to stop. */
  readonly underWay: Step;
}

const POST = post('/channels/{channel_id}/messages');
const CREATE_POST = post('/channels/{channel_id}/threads');
const START_THREAD = post('/channels/{channel_id}/messages/{message_id}/threads');
const PUBLISH = post('/channels/{channel_id}/messages/{message_id}/crosspost');
const LOOK_FOR_MESSAGE = get('/channels/{channel_id}/messages');
const LOOK_FOR_POST = get('/guilds/{guild_id}/threads/active');
const AUDIENCE = get('/channels/{channel_id}');

export function courseOf(cell: Cell): Course {
  const { kind, step } = cell;
  if (step === 'between-anchor-and-thread')
    return { work: 'open', request: START_THREAD, target: START_THREAD, underWay: step };
  if (kind === 'announcement' && step !== 'publication-owed')
    return { work: 'publish', request: PUBLISH, target: PUBLISH, underWay: 'publication-claimed' };
  const request = kind === 'forum' ? CREATE_POST : POST;
  return { work: 'deliver', request, target: nextRequest(cell, request), underWay: 'marked-sending' };
}

/** Which request comes next after a step. */
function nextRequest({ kind, step, comeback }: Cell, request: FaultTarget): FaultTarget {
  const isDoubtful = step === 'marked-sending' || step === 'answered-unrecorded' || step === 'publication-owed';
  if (kind === 'forum') {
    if (isDoubtful) return LOOK_FOR_POST;
    return step === 'discussion-kept' ? AUDIENCE : request;
  }
  if (step === 'recorded-unsettled') return AUDIENCE;
  return isDoubtful && comeback === 'late' ? LOOK_FOR_MESSAGE : request;
}

export function isRequestOf({ request }: Course, entry: { method: string; route: string | undefined }): boolean {
  return entry.method === request.method && entry.route === request.path;
}

/** Whether a sender dies at the step, and the fault meets whoever takes over. */
export function diesFirst(step: Step): boolean {
  return DYING.has(step);
}

const DYING = new Set<Step>([
  'claimed',
  'marked-sending',
  'answered-unrecorded',
  'discussion-kept',
  'publication-owed',
  'recorded-unsettled',
  'publication-claimed',
  'published-unrecorded',
]);

/** Whether the fault meets the first request itself. */
export function isUnanswered(step: Step): boolean {
  return step === 'request-unanswered' || step === 'publish-unanswered';
}

function post(path: string): FaultTarget {
  return { method: 'POST', path, when: 'before' };
}

function get(path: string): FaultTarget {
  return { method: 'GET', path, when: 'before' };
}
