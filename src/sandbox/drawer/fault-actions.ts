import type { Fault, Faults, Injected } from '../faults.ts';
import type { GatewayControl } from '../gateway/gateway.ts';
import type { OwnAction } from './action.ts';

const GROUP = 'Discord fails';
/** From a message, and a forum's post. */
const THREADS = { method: 'POST', path: /^\/channels\/\d+\/(messages\/\d+\/)?threads$/ } as const;
const MESSAGES = { method: 'POST', path: '/channels/{channel_id}/messages' } as const;

interface Plan {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly fault: Fault;
  /** What the page says once it is planned. */
  readonly planned: string;
  /** And once it is taken back. */
  readonly mended: string;
}

const PLANS: readonly Plan[] = [
  {
    id: 'fault-after-post',
    label: 'Post the next message, then answer 500',
    hint: 'The message is there, and the bot is told that it is not.',
    fault: { ...MESSAGES, when: 'after', kind: 'status', status: 500 },
    planned: 'The next message that the bot posts is posted, and answered 500.',
    mended: 'The next message is answered as usual.',
  },
  {
    id: 'fault-rate-limit',
    label: 'Rate limit the next message for 5 seconds',
    hint: 'Answered 429. Five seconds of real time, whatever the clock shows.',
    fault: { ...MESSAGES, when: 'before', kind: 'rate-limit', retryAfter: 5, scope: 'user' },
    planned: 'The next message that the bot posts is refused with 429, for 5 seconds.',
    mended: 'The next message is let through.',
  },
  {
    id: 'fault-threads-slow',
    label: 'Hold up new threads for 5 minutes',
    hint: 'The next one is answered 429. Five minutes of real time, whatever the clock shows.',
    fault: { ...THREADS, when: 'before', kind: 'rate-limit', retryAfter: 300, scope: 'shared' },
    planned: 'The next thread or post that the bot begins is refused with 429, for 5 minutes.',
    mended: 'The next thread is let through.',
  },
  {
    id: 'fault-threads-full',
    label: 'Refuse new threads: 1000 participants (30033)',
    hint: 'Until it is switched off.',
    fault: { ...THREADS, when: 'before', kind: 'status', status: 400, code: 30033, times: Number.POSITIVE_INFINITY },
    planned: 'Every thread or post that the bot begins is refused with 30033.',
    mended: 'New threads are let through.',
  },
  {
    id: 'fault-outage',
    label: 'Outage: answer every request with 503',
    hint: 'Until it is switched off. The bot’s answers to commands fail too.',
    fault: { when: 'before', kind: 'status', status: 503, times: Number.POSITIVE_INFINITY },
    planned: 'Discord is down: every request of the bot is answered with 503.',
    mended: 'Discord is up again. The bot tries again by itself, later each time: move the clock to see it.',
  },
];

/** Makes Discord fail. What is planned is switched off again once it has happened. */
export function createFaultActions(faults: Faults, gateway: GatewayControl): () => readonly OwnAction[] {
  const planned = new Map<string, Injected>();
  return () => [
    ...PLANS.map(({ id, label, hint, fault, planned: begun, mended }) => {
      const injected = planned.get(id);
      const isOn = injected !== undefined && injected.hits < (fault.times ?? 1);
      return {
        id,
        label,
        hint,
        group: GROUP,
        isOn,
        run() {
          injected?.clear();
          if (isOn) planned.delete(id);
          else planned.set(id, faults.inject(fault));
          return isOn ? mended : begun;
        },
      };
    }),
    {
      id: 'gateway-drop',
      label: 'Drop the gateway connection',
      hint: 'Without a word. The bot connects again, and resumes.',
      group: GROUP,
      run() {
        const connections = gateway.connections();
        gateway.terminate();
        return connections === 0 ? 'No bot is connected.' : 'The connection is cut.';
      },
    },
  ];
}
