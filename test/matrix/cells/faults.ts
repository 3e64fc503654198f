import type { FaultKind, FaultTarget } from '../../../src/sandbox/faults.ts';
import type { Cell } from './cells.ts';

export type HttpFault = FaultKind & Pick<FaultTarget, 'when'>;

/** What the sandbox is to do. @returns undefined for what is no fault of a request */
export function httpFault({ fault, comeback }: Cell): HttpFault | undefined {
  const [, name = fault, when = 'before'] = /^(.*?)(?: (before|after))?$/.exec(fault) ?? [];
  const kind = kindOf(name, comeback);
  return kind && { ...kind, when: when as HttpFault['when'] };
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

function kindOf(name: string, comeback: Cell['comeback']): FaultKind | undefined {
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
