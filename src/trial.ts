import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { FatalError } from './domain/errors.ts';
import { newestCompleteDay } from './domain/list-day.ts';
import type { PaperSource } from './domain/ports/sources.ts';
import type { Jobs } from './jobs/schedule.ts';
import type { Log } from './log.ts';
import type { Reply } from './sandbox/people/reply.ts';
import { type Sandbox, startSandbox } from './sandbox/sandbox.ts';
import { findNewestListDay } from './store/papers/lists.ts';
import type { Db } from './store/schema.ts';
import { listTrialActions, type TrialServices } from './trial-actions.ts';
import { openTrialClock, type TrialClock } from './trial-clock.ts';

/**
 * What `npm start` without a token adds: a Discord of its own, and papers to show even without the internet.
 *
 * Real and sample papers never mix: each kind has a database and a world of its own, which go together.
 */
export interface Trial {
  readonly kind: 'real' | 'sample';
  readonly databaseName: string;
  readonly worldFile: string;
  /** The one clock, which people move. */
  readonly clock: TrialClock;
}

interface Choice extends Omit<Trial, 'clock'> {
  readonly clockFile: string;
  /** Whether there is no world yet. */
  readonly isNew: boolean;
}

/** Hugging Face must answer within this for a first start to use it. */
const PROBE_MS = 8_000;

/**
 * Chooses the papers, and moves the clock to where it was left: before anything is written, because a moved clock holds
 * for all that the world and the database keep.
 *
 * @throws FatalError if it cannot be read where the clock was left
 */
export async function openTrial(
  config: Config,
  { source, clock, log, signal }: { source: PaperSource; clock: Clock; log: Log; signal: AbortSignal },
): Promise<Trial> {
  const chosen = await chooseTrial(config, { source, now: clock.now, log, signal });
  signal.throwIfAborted();
  const { kind, databaseName, worldFile, clockFile, isNew } = chosen;
  const trialClock = await openTrialClock(clock, { clockFile, isNew, daysBack: config.SANDBOX_DAYS_BACK });
  return { kind, databaseName, worldFile, clock: trialClock };
}

/**
 * Chooses between real and sample papers: what an earlier start chose stands; a first one takes the real ones if the
 * source answers.
 */
async function chooseTrial(
  config: Config,
  { source, now, log, signal }: { source: PaperSource; now: () => Date; log: Log; signal: AbortSignal },
): Promise<Choice> {
  const real = trialOf(config, 'real');
  const sample = trialOf(config, 'sample');
  if (!real.isNew) return real;
  if (!sample.isNew) return sample;
  try {
    await source.readList(newestCompleteDay(now()), AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)]));
    return real;
  } catch {
    signal.throwIfAborted();
    // Any failure means the same here: there are no real papers to be had now.
    log.warn('source not reached, showing sample papers', { source: source.name });
    return sample;
  }
}

/**
 * Starts the local Discord.
 *
 * @param services what its page moves, once it has started
 * @throws FatalError if its port is taken
 */
export async function startTrial(
  config: Config,
  trial: Trial,
  { now, services, signal }: { now: () => Date; services: Promise<TrialServices>; signal: AbortSignal },
): Promise<Sandbox> {
  return await startSandbox({
    port: config.SANDBOX_PORT,
    now,
    actions: listTrialActions(services, signal),
    worldFile: trial.worldFile,
    notice: () => (trial.kind === 'sample' ? SAMPLE_NOTICE : undefined),
  }).catch((cause) => {
    if (cause.code !== 'EADDRINUSE' && cause.code !== 'EACCES') throw cause;
    throw new FatalError(
      `SANDBOX_PORT ${config.SANDBOX_PORT} cannot be opened.`,
      'Another Paperboy may be running: stop it, or set SANDBOX_PORT to a free port, or to 0 for any.',
      { cause },
    );
  });
}

/**
 * What a newcomer's admin would do first: subscribe the channel *papers* and post now, once there is a list. Done once
 * in a world's life.
 */
export async function makeFirstVisit(
  sandbox: Sandbox,
  { db, jobs, log }: { db: Db; jobs: Jobs; log: Log },
): Promise<void> {
  if ((await findNewestListDay(db)) === undefined) {
    log.warn('no list to show yet');
    return;
  }
  const { ada, papers } = sandbox.world.first;
  const reply = await sandbox.people.invoke(ada, {
    channelId: papers,
    command: 'subscribe',
    options: { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone },
  });
  const saved = await pressIn(sandbox, ada, reply, '|save|');
  await pressIn(sandbox, ada, saved, '|post-now|');
  await jobs.settle();
}

/** Presses the control of an answer whose `custom_id` holds these words. @returns undefined if there is none */
async function pressIn({ people }: Sandbox, userId: string, reply: Reply | undefined, holding: string) {
  if (reply?.kind !== 'message' && reply?.kind !== 'update') return undefined;
  const customId = findCustomId(reply.message, holding);
  return customId === undefined ? undefined : await people.press(userId, { messageId: reply.message.id, customId });
}

const SAMPLE_NOTICE =
  'Hugging Face could not be reached, so these are sample papers: real titles and numbers, with dates moved to this week.';

function trialOf(config: Config, kind: Trial['kind']): Choice {
  const suffix = kind === 'real' ? '' : '-sample';
  const worldFile = join(config.DATA_DIR, `sandbox${suffix}.json`);
  return {
    kind,
    databaseName: kind === 'real' ? 'paperboy' : 'paperboy_sample',
    worldFile,
    clockFile: join(config.DATA_DIR, `sandbox${suffix}-clock.json`),
    isNew: !existsSync(worldFile),
  };
}

function findCustomId(part: unknown, holding: string): string | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  if ('custom_id' in part && typeof part.custom_id === 'string' && part.custom_id.includes(holding))
    return part.custom_id;
  for (const nested of Object.values(part)) {
    const found = findCustomId(nested, holding);
    if (found !== undefined) return found;
  }
  return undefined;
}
