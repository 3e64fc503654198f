import { nextClockChange, nextWeekday } from './domain/clock-changes.ts';
import type { Jobs } from './jobs/schedule.ts';
import { errorFields, type Log } from './log.ts';
import type { SandboxAction } from './sandbox/drawer/action.ts';
import { saveArxivFacts } from './store/arxiv.ts';
import { findPaper } from './store/papers/papers.ts';
import type { Db } from './store/schema.ts';
import { findNewestDiscussion, findNextSlot, listSubscribedZones } from './store/trial.ts';
import type { TrialClock } from './trial-clock.ts';
import { tellHappened, tellNewVersion, tellReads, tellSilence, tellTime, tellWallTimes } from './trial-sentences.ts';

/** A running bot, as far as the sandbox's page moves it. */
export interface TrialServices {
  readonly db: Db;
  readonly now: () => Date;
  readonly clock: TrialClock;
  readonly jobs: Jobs;
  readonly log: Log;
  readonly papers: 'real' | 'sample';
}

const HOUR_MS = 3_600_000;
/** So far the clock goes from slot to slot; a longer way is one jump, or a channel would be flooded. */
const LONGEST_WALK_MS = 8 * 24 * HOUR_MS;
const MOST_STOPS = 500;
const NO_CHANGE =
  'No subscription is in a time zone that changes its clocks. Subscribe with Europe/Berlin, for example.';

type Run = (services: TrialServices, signal: AbortSignal) => Promise<string>;

const ACTIONS: readonly (Omit<SandboxAction, 'run'> & { readonly run: Run })[] = [
  {
    group: 'Clock',
    label: 'To the next slot',
    hint: 'The next hour at which a subscription is owed a digest.',
    async run(services, signal) {
      const slot = await findNextSlot(services.db, services.now());
      if (slot === undefined) return 'No subscription has a slot to come: /subscribe first, or mend or resume one.';
      return await goTo(services, slot, signal);
    },
  },
  {
    group: 'Clock',
    label: 'To the next weekday',
    hint: 'The same hour of the next day from Monday to Friday. Slots on the way are served in passing.',
    async run(services, signal) {
      const [zone = 'UTC'] = await listSubscribedZones(services.db);
      return await goTo(services, nextWeekday(zone, services.now()), signal);
    },
  },
  {
    group: 'Clock',
    label: 'One hour on',
    run: (services, signal) => goTo(services, new Date(services.now().getTime() + HOUR_MS), signal),
  },
  {
    group: 'Clock',
    label: 'One day on',
    hint: 'Slots on the way are served in passing.',
    run: (services, signal) => goTo(services, new Date(services.now().getTime() + 24 * HOUR_MS), signal),
  },
  {
    group: 'Clock',
    label: 'To just before the clocks change',
    hint: 'An hour before daylight saving begins or ends in the time zone of a subscription.',
    run: goBeforeChange,
  },
  {
    group: 'Clock',
    label: 'Across the next change of clocks',
    hint: 'Two hours past it. A slot that is skipped or repeated is served once.',
    run: goAcrossChange,
  },
  {
    group: 'Paperboy',
    label: 'Read the lists now',
    async run(services) {
      const since = services.now();
      await services.jobs.run('lists');
      return await tellReads(services, since);
    },
  },
  {
    group: 'Paperboy',
    label: 'Run the digest job now',
    hint: 'What the program does each minute: plan what is due, post what is owed, tell what has to be told.',
    async run(services) {
      const since = services.now();
      await services.jobs.run('digests');
      return await tellHappened(services, since);
    },
  },
  {
    group: 'Paperboy',
    label: 'A discussed paper gets a new version',
    hint: 'As if arXiv had told of it. Of all discussions, the newest hears of it in a quiet line: one a day at most.',
    run: bringNewVersion,
  },
];

/**
 * What the sandbox's page offers that concerns the bot. What is pressed before the bot has started waits for it.
 *
 * @param stopping aborts when the program is to end
 */
export function listTrialActions(services: Promise<TrialServices>, stopping: AbortSignal): readonly SandboxAction[] {
  return ACTIONS.map(({ run, ...action }) => ({
    ...action,
    async run(signal) {
      const ready = await services;
      try {
        return await run(ready, AbortSignal.any([signal, stopping]));
      } catch (error) {
        // Logged here: the sandbox shows nobody what an error says.
        ready.log.error('sandbox action failed', { action: action.label, ...errorFields(error) });
        throw error;
      }
    },
  }));
}

/** Moves the clock to an instant, slot by slot, and says what came of it. */
async function goTo(services: TrialServices, target: Date, signal: AbortSignal): Promise<string> {
  const since = services.now();
  await walk(services, target, signal);
  return `${await tellTime(services)} ${await tellHappened(services, since)}`;
}

async function goBeforeChange(services: TrialServices, signal: AbortSignal): Promise<string> {
  const since = services.now();
  const change = nextClockChange(await listSubscribedZones(services.db), since);
  if (change === undefined) return NO_CHANGE;
  const target = new Date(change.at.getTime() - HOUR_MS);
  const { from, to } = tellWallTimes(change);
  const about = `The clocks of ${change.timezone} go from ${from} to ${to} next.`;
  if (target <= since) return `${about} That is within the hour.`;
  const jump = await approach(services, target, signal);
  return [await tellTime(services), about, jump, await tellHappened(services, since)].filter(Boolean).join(' ');
}

async function goAcrossChange(services: TrialServices, signal: AbortSignal): Promise<string> {
  const since = services.now();
  const change = nextClockChange(await listSubscribedZones(services.db), since);
  if (change === undefined) return NO_CHANGE;
  const jump = await approach(services, new Date(change.at.getTime() - HOUR_MS), signal);
  await walk(services, new Date(change.at.getTime() + 2 * HOUR_MS), signal);
  const { from, to } = tellWallTimes(change);
  const about = `The clocks of ${change.timezone} went from ${from} to ${to}.`;
  return [await tellTime(services), about, jump, await tellHappened(services, since)].filter(Boolean).join(' ');
}

async function bringNewVersion({ db, now, jobs }: TrialServices): Promise<string> {
  const at = now();
  const found = await findNewestDiscussion(db);
  const silence = tellSilence(found, at);
  if (found === undefined || silence !== undefined) return silence ?? '';
  const held = (await findPaper(db, found.paperId))?.paper.arxiv;
  // Not one that was told of before: the real arXiv may have taken that back since.
  const version = Math.max(held?.version ?? 1, found.knownVersion) + 1;
  const arxiv = { isWithdrawn: false, ...held, version, versionAt: at };
  await saveArxivFacts(db, [{ id: found.paperId, arxiv }], at);
  await jobs.run('threads');
  const after = await findNewestDiscussion(db);
  return tellNewVersion(found, { version, told: after?.lastLineAt !== undefined && after.lastLineAt >= at });
}

/** @returns what has to be said if it was a jump */
async function approach(services: TrialServices, target: Date, signal: AbortSignal): Promise<string> {
  const aheadMs = target.getTime() - services.now().getTime();
  if (aheadMs <= LONGEST_WALK_MS) {
    await walk(services, target, signal);
    return '';
  }
  await moveTo(services, target);
  return 'That was a jump: for what lay between, Paperboy was as if switched off.';
}

/**
 * Moves the clock to an instant, and stops at each slot on the way until what is due there is done: a bot that runs all
 * the time would have served it then, and not late.
 */
async function walk(services: TrialServices, target: Date, signal: AbortSignal): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS && !signal.aborted; stops += 1) {
    const slot = await findNextSlot(services.db, services.now());
    if (slot === undefined || slot >= target) break;
    await moveTo(services, slot);
  }
  if (!signal.aborted && target > services.now()) await moveTo(services, target);
}

async function moveTo({ clock, jobs, now }: TrialServices, at: Date): Promise<void> {
  await clock.move(at.getTime() - now().getTime());
  // The clock's move has asked for the jobs.
  await jobs.ended();
}
