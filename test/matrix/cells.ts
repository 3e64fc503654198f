import type { FaultKind, FaultTarget } from '../../src/sandbox/faults.ts';
import { STEPS, type Step } from '../support/bot/steps.ts';

/*
 * The fault matrix: what may happen to a delivery (rows) at each of its steps (columns), and when somebody comes back to
 * it (S: soon, while Discord still knows the nonce; L: late, an hour each time, when only the marker tells).
 *
 *   before-claim               the fault is there before anything is claimed, and lasts for three tries
 *   claimed                    a sender died holding its claims; whoever takes over meets the fault
 *   marked-sending             as before, but it died after it had marked them
 *   request-unanswered         the fault meets the first request itself
 *   answered-unrecorded        a sender died with the answers in its hands; whoever takes over meets the fault
 *   recorded-unsettled         as before, but it had recorded them
 *   between-anchor-and-thread  the anchor stands, and the fault meets the request for its thread
 *   during-shutdown            the sender is told to stop while its requests are under way and meet the fault
 *
 * What kills and what cuts the database off strikes in the step itself.
 */

export const COMEBACKS = ['soon', 'late'] as const;
export type Comeback = (typeof COMEBACKS)[number];

/** Why a cell is not run. */
const REASONS = {
  a: 'only a look goes out then, and it changes nothing: before and after are the same',
} as const;

const TABLE = `
  fault                   | before | claimed | marked | unanswered | unrecorded | unsettled | thread | shutdown
  SIGKILL                 | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  SIGTERM                 | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  database cut            | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  database restart        | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  500 before              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  500 after               | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  502 before              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  502 after               | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  503 before              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  503 after               | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  504 before              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  504 after               | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  FIN before              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  FIN after               | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  RST before              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  RST after               | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  hang before             | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  hang after              | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  stalled body before     | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  stalled body after      | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  broken JSON before      | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  broken JSON after       | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  429 user                | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  429 shared              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  429 global              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  429 without Retry-After | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  403 HTML                | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  401                     | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
`;

type Status = 500 | 502 | 503 | 504;
type When = 'before' | 'after';
export type FaultName =
  | 'SIGKILL'
  | 'SIGTERM'
  | 'database cut'
  | 'database restart'
  | `${Status | 'FIN' | 'RST' | 'hang' | 'stalled body' | 'broken JSON'} ${When}`
  | '429 user'
  | '429 shared'
  | '429 global'
  | '429 without Retry-After'
  | '403 HTML'
  | '401';

export interface Cell {
  readonly step: Step;
  readonly fault: FaultName;
  readonly comeback: Comeback;
}

/** The cells that are run. */
export const cells: readonly Cell[] = readTable().filter(({ reason }) => reason === undefined);
/** The cells that are not, each with why. */
export const absentCells: readonly (Cell & { readonly reason?: string })[] = readTable().filter(
  ({ reason }) => reason !== undefined,
);

export type HttpFault = FaultKind & Pick<FaultTarget, 'when'>;

/** What the sandbox is to do. @returns undefined for what is no fault of a request */
export function httpFault({ fault, comeback }: Cell): HttpFault | undefined {
  const [, name = fault, when = 'before'] = /^(.*?)(?: (before|after))?$/.exec(fault) ?? [];
  const kind = kindOf(name, comeback);
  return kind && { ...kind, when: when as When };
}

/** Whether the fault stands in front of everything that is sent: whoever goes on asking makes it worse. */
export function blocksAll({ fault, comeback }: Cell): boolean {
  // A global limit of a second is slept through by each request by itself.
  return (
    (fault === '429 global' && comeback === 'late') ||
    fault === '429 without Retry-After' ||
    fault === '403 HTML' ||
    fault === '401'
  );
}

function kindOf(name: string, comeback: Comeback): FaultKind | undefined {
  const [, scope] = /^429 (user|shared|global)$/.exec(name) ?? [];
  // A short wait is slept through by the client; a long one it hands over to the ledger.
  if (scope !== undefined) {
    return { kind: 'rate-limit', scope: scope as 'user', retryAfter: comeback === 'soon' ? 1 : 40 };
  }
  if (/^50\d$/.test(name)) return { kind: 'status', status: Number(name) };
  switch (name) {
    case 'FIN':
      return { kind: 'fin' };
    case 'RST':
      return { kind: 'reset' };
    case 'hang':
      return { kind: 'hang' };
    case 'stalled body':
      return { kind: 'stalled-body' };
    case 'broken JSON':
      return { kind: 'broken-json' };
    case '429 without Retry-After':
      return { kind: 'rate-limit', scope: 'user', retryAfter: 60, omitRetryAfter: true };
    case '403 HTML':
      return { kind: 'status', status: 403, html: true };
    case '401':
      return { kind: 'status', status: 401, code: 0 };
    default:
      return undefined;
  }
}

function readTable(): readonly (Cell & { readonly reason?: string })[] {
  const [, ...rows] = TABLE.trim().split('\n');
  return rows.flatMap((row) => {
    const [fault = '', ...entries] = row.split('|').map((entry) => entry.trim());
    if (entries.length !== STEPS.length) throw new Error(`the row ${fault} has ${entries.length} entries`);
    return STEPS.flatMap((step, index) =>
      COMEBACKS.map((comeback) => {
        const cell = { step, fault: fault as FaultName, comeback };
        const reason = absenceIn(entries[index] ?? '', comeback);
        return reason === undefined ? cell : { ...cell, reason };
      }),
    );
  });
}

function absenceIn(entry: string, comeback: Comeback): string | undefined {
  const [, run = '', letter = ''] = /^([SL]*) ?([a-z]?)$/.exec(entry) ?? [];
  if (run.includes(comeback === 'soon' ? 'S' : 'L')) return undefined;
  const reason = REASONS[letter as keyof typeof REASONS];
  if (reason === undefined) throw new Error(`an absent cell without a reason: "${entry}"`);
  return reason;
}
