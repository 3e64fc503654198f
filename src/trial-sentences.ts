import type { ClockChange } from './domain/clock-changes.ts';
import { completeAt, type ListDay, newestCompleteDay, nextListDay } from './domain/list-day.ts';
import type { SlotOutcome } from './domain/subscription.ts';
import { LINE_EVERY_MS } from './domain/thread-facts.ts';
import { listHeldDays } from './store/papers/lists.ts';
import type { Db } from './store/schema.ts';
import {
  type Happened,
  listReadsSince,
  listSubscribedZones,
  type NewestDiscussion,
  readHappened,
} from './store/trial.ts';
import type { TrialClock } from './trial-clock.ts';

interface Facts {
  readonly db: Db;
  readonly now: () => Date;
  readonly clock: Pick<TrialClock, 'movedMs'>;
  readonly papers: 'real' | 'sample';
}

/** What the clock shows, in the time zone of the subscription that was changed last. */
export async function tellTime({ db, now }: Facts): Promise<string> {
  const [zone = 'UTC'] = await listSubscribedZones(db);
  return `It is now ${format(now(), zone, { dateStyle: 'full', timeStyle: 'short' })} (${zone}).`;
}

/** The wall time that clocks show when they change, and what they are put to: `02:00` and `03:00`. */
export function tellWallTimes({ at, timezone }: ClockChange): { readonly from: string; readonly to: string } {
  const after = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone);
  const before = after.subtract({ milliseconds: 1 });
  const from = before.toPlainDateTime().add({ milliseconds: 1 }).toPlainTime();
  const tell = (time: Temporal.PlainTime) => time.toString({ smallestUnit: 'minute' });
  return { from: tell(from), to: tell(after.toPlainTime()) };
}

/** What has become of slots and digests after an instant, and which list is not there. */
export async function tellHappened(facts: Facts, since: Date): Promise<string> {
  const { db, now } = facts;
  const happened = await readHappened(db, since);
  const [zone = 'UTC'] = await listSubscribedZones(db);
  const sentences = [
    ...(happened.posted > 0 ? [count(happened.posted, 'digest was posted.', 'digests were posted.')] : []),
    ...[...happened.outcomes].flatMap(([outcome, slots]) => tellOutcome(outcome, { slots, zone, now: now() })),
    ...tellOwed(happened, zone),
    ...(happened.suspended > 0 ? [count(happened.suspended, 'channel is suspended.', 'channels are suspended.')] : []),
  ];
  const newest = newestCompleteDay(now());
  const [held] = await listHeldDays(db, [newest]);
  if (held === undefined) sentences.push(tellMissing(facts, newest));
  return sentences.length === 0 ? 'Nothing was due.' : sentences.join(' ');
}

/** What was read of the lists since an instant. */
export async function tellReads({ db, papers: kind }: Facts, since: Date): Promise<string> {
  const reads = await listReadsSince(db, since);
  const [newest] = reads.filter(({ papers }) => papers > 0);
  if (reads.length === 0) return 'No list could be read. What is held is kept, and it is tried again by itself.';
  const read = count(reads.length, 'list was read', 'lists were read');
  if (newest !== undefined) return `${read}; the newest, of ${tellDay(newest.day)}, holds ${newest.papers} papers.`;
  return `${read}, and held no papers: ${kind === 'real' ? 'Hugging Face has none of these days' : 'the sample ends'}.`;
}

/** Why a discussion hears nothing of a new version now, and what to do. @returns undefined if it does */
export function tellSilence(found: NewestDiscussion | undefined, now: Date): string | undefined {
  if (found === undefined) return 'No paper is discussed yet: press Discuss on a card, or use /discuss, first.';
  const { title, isLocked, isHushed, isArchived, lastLineAt } = found;
  const place = `The newest discussion, of “${title}”,`;
  if (isLocked) return `${place} is locked, and hears nothing: /discuss another paper first.`;
  if (isHushed) return `${place} wants no updates: open the paper’s card and turn them on again, or /discuss another.`;
  if (isArchived) return `${place} sleeps, and a new version wakes none: /discuss the paper again first.`;
  const isQuiet = lastLineAt === undefined || lastLineAt.getTime() <= now.getTime() - LINE_EVERY_MS;
  return isQuiet ? undefined : `${place} had its line of today: move on a day first (“One day on”).`;
}

/** What came of a new version. @param told whether the line stands in the thread */
export function tellNewVersion({ title }: NewestDiscussion, { version, told }: { version: number; told: boolean }) {
  const came = `“${title}” has version ${version} now`;
  if (told) return `${came}: the line stands in its discussion.`;
  return `${came}, and its discussion could not be told yet. It is tried again by itself.`;
}

function tellOutcome(
  outcome: SlotOutcome,
  { slots, zone, now }: { slots: number; zone: string; now: Date },
): readonly string[] {
  switch (outcome) {
    case 'waiting':
      return [count(slots, 'slot waits for its list.', 'slots wait for their lists.')];
    case 'nothing-new':
      return [`${count(slots, 'slot', 'slots')} had no new list. ${tellNextList(now, zone)}`];
    case 'nothing-matched':
      return [`${count(slots, 'slot', 'slots')} had no paper that fits its subscription.`];
    case 'missed':
      return [`${count(slots, 'digest', 'digests')} could not go out for a day: the next post leads to the lists.`];
    case 'given-up':
      return [count(slots, 'digest was given up.', 'digests were given up.')];
    default:
      return [];
  }
}

function tellNextList(now: Date, zone: string): string {
  const day = nextListDay(newestCompleteDay(now));
  const when = format(completeAt(day), zone, { dateStyle: 'full', timeStyle: 'short' });
  return `There are lists of Monday to Friday; the next, of ${tellDay(day)}, is due on ${when} (${zone}).`;
}

function tellOwed({ owed, dueAt }: Happened, zone: string): readonly string[] {
  if (owed === 0 || dueAt === undefined) return [];
  const when = format(dueAt, zone, { dateStyle: 'medium', timeStyle: 'medium' });
  return [`${count(owed, 'digest is', 'digests are')} owed and not posted yet; tried next at ${when}.`];
}

function tellMissing({ now, clock, papers }: Facts, day: ListDay): string {
  const missing = `There is no list of ${tellDay(day)}`;
  if (papers === 'sample') return `${missing}: the sample ends.`;
  const isToCome = completeAt(day).getTime() > now().getTime() - clock.movedMs();
  if (!isToCome) return `${missing}: Hugging Face did not send it.`;
  return (
    `${missing}: that day has not come yet at Hugging Face. To watch lists that exist, begin in the past: ` +
    'npm run sandbox:reset, then SANDBOX_DAYS_BACK=10 npm start.'
  );
}

function tellDay(day: ListDay): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function format(at: Date, timeZone: string, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...style, timeZone }).format(at);
}
