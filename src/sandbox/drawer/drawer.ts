import { z } from 'zod';
import type { Faults } from '../faults.ts';
import type { GatewayControl } from '../gateway/gateway.ts';
import type { RateLimits } from '../rate-limits.ts';
import type { RequestLog } from '../request-log.ts';
import type { Core } from '../world/core.ts';
import type { OwnAction, SandboxAction } from './action.ts';
import { createFaultActions } from './fault-actions.ts';
import { viewRequest } from './request-view.ts';
import { listWorldActions } from './world-actions.ts';

export interface DrawerOptions {
  readonly core: Core;
  readonly faults: Faults;
  readonly gateway: GatewayControl;
  readonly requests: RequestLog;
  readonly limits: RateLimits;
  /** What whoever started the sandbox offers. */
  readonly actions: readonly SandboxAction[];
  /** How long a question for new requests is left open. */
  readonly waitMs?: number;
}

/** What only a sandbox can do, for its page. */
export interface Drawer {
  /**
   * Answers what the page asks: `view`, `do` or `requests`.
   *
   * @returns undefined if there is no such question
   * @throws Error with a sentence if the question is none
   */
  answer(name: string, body: unknown): Promise<object> | undefined;
  /** Tells what runs to stop, and answers who waits. */
  stop(): void;
}

const id = z.string().regex(/^\d{17,20}$/);
const VIEW = z.object({ channel: id.optional() });
const DO = z.object({ channel: id.optional(), action: z.string().max(100) });
const REQUESTS = z.object({ after: z.int().min(0) });
/** The page keeps no more either. */
const MOST_REQUESTS = 200;
const WAIT_MS = 20_000;

export function createDrawer(options: DrawerOptions): Drawer {
  const { core, actions } = options;
  const stopping = new AbortController();
  const listFaultActions = createFaultActions(options.faults, options.gateway);
  const listOwn = (channel: string | undefined) => [...listFaultActions(), ...listWorldActions(core, channel)];
  const handed = actions.map((action, index) => ({ id: `handed-${index}`, action }));
  let running: string | undefined;

  async function perform(action: SandboxAction): Promise<object> {
    if (running !== undefined) return { isFault: true, message: `“${running}” is still under way.` };
    running = action.label;
    try {
      return { message: await action.run(stopping.signal) };
    } catch {
      // Whose words may hold what is nobody's business here: whoever offers an action words its own failures.
      return { isFault: true, message: `“${action.label}” failed. The log of the program may say why.` };
    } finally {
      running = undefined;
    }
  }

  return {
    answer(name, body) {
      if (name === 'view') {
        const { channel } = read(VIEW, body);
        const offered = [...handed.map(({ id: key, action }) => ({ ...action, id: key })), ...listOwn(channel)];
        return Promise.resolve({ nowMs: core.now().getTime(), running, groups: groupActions(offered) });
      }
      if (name === 'do') {
        const { channel, action } = read(DO, body);
        const found = handed.find(({ id: key }) => key === action);
        if (found !== undefined) return perform(found.action);
        const own = listOwn(channel).find(({ id: key }) => key === action);
        if (own === undefined) throw new Error('This cannot be done here any more.');
        return Promise.resolve({ message: own.run() });
      }
      return name === 'requests' ? listRequests(options, read(REQUESTS, body).after, stopping.signal) : undefined;
    },
    stop: () => stopping.abort(),
  };
}

interface Group {
  readonly name: string;
  readonly actions: readonly Omit<OwnAction, 'run' | 'group'>[];
}

function groupActions(offered: readonly Omit<OwnAction, 'run'>[]): readonly Group[] {
  return [...Map.groupBy(offered, ({ group }) => group)].map(([name, actions]) => ({
    name,
    actions: actions.map(({ id: key, label, hint, isOn, question }) => ({
      id: key,
      label,
      ...(hint !== undefined && { hint }),
      ...(isOn !== undefined && { isOn }),
      ...(question !== undefined && { question }),
    })),
  }));
}

/** The newest requests after a number; if there is none yet, waits for one. */
async function listRequests(
  { requests, limits, waitMs = WAIT_MS }: DrawerOptions,
  after: number,
  signal: AbortSignal,
): Promise<object> {
  const newest = () => requests.entries.at(-1)?.number ?? 0;
  // A page of an earlier start knows numbers that this one has not reached.
  const known = after > newest() ? 0 : after;
  if (newest() <= known) await nextRequest(requests, AbortSignal.any([signal, AbortSignal.timeout(waitMs)]));
  const entries = requests.entries.slice(-MOST_REQUESTS).filter(({ number }) => number > known);
  return { newest: newest(), entries: entries.map(viewRequest), refusedRecently: limits.invalidRequests() };
}

async function nextRequest(requests: RequestLog, limit: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const forget = requests.onAdd(resolve);
  limit.addEventListener('abort', () => resolve(), { once: true });
  if (limit.aborted) resolve();
  await promise;
  forget();
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(
    `This is no question of the page: ${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}.`,
  );
}
