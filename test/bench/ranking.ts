import { currentListDay, newestCompleteDay, periodDays, recentListDays } from '../../src/domain/list-day.ts';
import { boundMean, mean, ndcg, overlap } from './ranking-measures.ts';
import { type Candidate, listCandidates, type RecordedUpvotes, readRecordedUpvotes } from './ranking-record.ts';
import { decaying, order, RULES, type Rule } from './ranking-rules.ts';

/*
 * Judges the order of lists by what became of the papers. Within one list all ages are equal and nothing beats plain
 * upvotes, so it looks only where ages differ: at the week's and the month's list, and at the choice of late risers.
 *
 * - Instants: Mondays at 00:30 UTC, when the record had just observed every paper that stood high in the week; and each
 *   list day at 10:00 UTC, when today's list was just observed, eight hours old. The rest of the week was observed when
 *   each day ended and not again before Monday. Paperboy reads all counts anew each day, so there the week is judged
 *   twice: as held, and with those gaps filled. Filling looks ahead to Monday, so it is held against no upvotes to come.
 * - Candidates: what `/trending` shows then. For late risers the complete lists of 14 days but for the newest, which is
 *   posted anyway; on Mondays only papers observed in that hour, for of others nobody knows what was still to come.
 * - Truth: the last observation, 96 hours after the list or later (nearly all are of 23 May); and what of it was still
 *   to come at the instant.
 * - Weeks: what has a number to choose chose it on instants until 16 March; judged is from 23 March on, on lists that
 *   none of those saw (but for the month's, which reach back).
 * - In brackets: with 95 % certainty, how far a rule's mean lies from that of plain upvotes (instants paired, weeks
 *   drawn anew).
 */
const TUNING = { from: '2026-02-09', through: '2026-03-16' };
const JUDGING = { from: '2026-03-23', through: '2026-04-30' };
const HOURS_PER_TENFOLD = [22.5, 45, 90, 180, 360, 720, 1440];

interface Setting {
  readonly name: string;
  readonly hour: string;
  readonly mondays: boolean;
  readonly first: number;
  readonly truths: readonly ('finalUpvotes' | 'toCome')[];
  readonly list: (record: readonly RecordedUpvotes[], at: Date) => readonly Candidate[];
}

const LIST = { first: 10, truths: ['finalUpvotes', 'toCome'] } as const;
const RISERS = { first: 3, truths: ['toCome'] } as const;
const MONDAYS = { hour: '00:30', mondays: true };
const MORNINGS = { hour: '10:00', mondays: false };

const SETTINGS: readonly Setting[] = [
  { name: "the week's list on Mondays", ...MONDAYS, ...LIST, list: (record, at) => listOf(record, at, 'week') },
  { name: "the week's list each morning", ...MORNINGS, ...LIST, list: (record, at) => listOf(record, at, 'week') },
  {
    name: "the week's list each morning, gaps filled",
    ...MORNINGS,
    first: 10,
    truths: ['finalUpvotes'],
    list: fillWeek,
  },
  { name: "the month's list on Mondays", ...MONDAYS, ...LIST, list: (record, at) => listOf(record, at, 'month') },
  { name: 'late risers on Mondays', ...MONDAYS, ...RISERS, list: listFreshRisers },
  { name: 'late risers each morning', ...MORNINGS, ...RISERS, list: listRisers },
];
/** The week's lists as the record holds them. */
const TUNED_ON = SETTINGS.slice(0, 2);

/** How well each rule puts those first who end first, on recorded weeks; nothing where there is no record. */
export function benchRanking(): Readonly<Record<string, string>> {
  const record = readRecordedUpvotes();
  if (record.length === 0) return {};
  const hours = tune(record);
  const rules = { ...RULES, [`decay, ${hours} h`]: decaying(hours), 'decay, 45 h': decaying(45) };
  return Object.fromEntries(SETTINGS.flatMap((setting) => judge(record, setting, rules)));
}

/** The decay that served the week's lists of the tuning weeks best. */
function tune(record: readonly RecordedUpvotes[]): number {
  const served = HOURS_PER_TENFOLD.map((hours) => {
    const of = (setting: Setting) => measure(record, setting, TUNING, decaying(hours), 'finalUpvotes');
    return { hours, worth: mean(TUNED_ON.map((setting) => mean(of(setting).map((one) => one.ndcg)))) };
  });
  return served.toSorted((a, b) => b.worth - a.worth)[0]?.hours ?? 0;
}

/** One table a truth: each rule's means, and how far they lie from those of plain upvotes with 95 % certainty. */
function judge(
  record: readonly RecordedUpvotes[],
  setting: Setting,
  rules: Readonly<Record<string, Rule>>,
): readonly (readonly [string, string])[] {
  return setting.truths.map((truth) => {
    const plain = measure(record, setting, JUDGING, ({ upvotes }) => upvotes, truth);
    const rows = Object.entries(rules).map(([name, rule]) => {
      const ruled = measure(record, setting, JUDGING, rule, truth);
      return `  ${name.padEnd(22)}${compare(ruled, plain, 'ndcg')}${compare(ruled, plain, 'overlap')}`;
    });
    const measures = ['NDCG', setting.first === 3 ? 'precision' : 'overlap'].map((what) => `${what}@${setting.first}`);
    const head = `  ${''.padEnd(22)}${measures.map((what) => what.padEnd(26)).join('')}`;
    const worth = truth === 'toCome' ? 'upvotes still to come' : 'final upvotes';
    return [`${setting.name} against ${worth}, ${plain.length} instants`, ['', head, ...rows].join('\n')] as const;
  });
}

function compare(ruled: readonly Measured[], plain: readonly Measured[], what: 'ndcg' | 'overlap'): string {
  const differences = ruled.map((one, index) => ({ week: one.week, by: one[what] - (plain[index]?.[what] ?? 0) }));
  const { low, high } = boundMean(differences);
  return `${mean(ruled.map((one) => one[what])).toFixed(3)} (${signed(low)} to ${signed(high)})`.padEnd(26);
}

interface Measured {
  readonly week: string;
  readonly ndcg: number;
  readonly overlap: number;
}

function measure(
  record: readonly RecordedUpvotes[],
  setting: Setting,
  weeks: { readonly from: string; readonly through: string },
  rule: Rule,
  truth: 'finalUpvotes' | 'toCome',
): readonly Measured[] {
  return listInstants(setting, weeks).map((at) => {
    const worths = order(setting.list(record, at), rule).map((candidate) => candidate[truth]);
    return { week: weekOf(at), ndcg: ndcg(worths, setting.first), overlap: overlap(worths, setting.first) };
  });
}

function listInstants(
  { hour, mondays }: Setting,
  { from, through }: { readonly from: string; readonly through: string },
): readonly Date[] {
  const instants: Date[] = [];
  for (let date = Temporal.PlainDate.from(from); date.toString() <= through; date = date.add({ days: 1 }))
    if (mondays ? date.dayOfWeek === 1 : date.dayOfWeek <= 5) instants.push(new Date(`${date}T${hour}:00Z`));
  return instants;
}

/** The Monday of an instant's week. */
function weekOf(at: Date): string {
  const date = Temporal.PlainDate.from(at.toISOString().slice(0, 10));
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

function listOf(record: readonly RecordedUpvotes[], at: Date, period: 'week' | 'month'): readonly Candidate[] {
  return listCandidates(record, { at, days: periodDays(period, currentListDay(at)) });
}

function fillWeek(record: readonly RecordedUpvotes[], at: Date): readonly Candidate[] {
  return listCandidates(record, { at, days: periodDays('week', currentListDay(at)), fillsGaps: true });
}

function listFreshRisers(record: readonly RecordedUpvotes[], at: Date): readonly Candidate[] {
  return listRisers(record, at).filter(({ fresh }) => fresh);
}

function listRisers(record: readonly RecordedUpvotes[], at: Date): readonly Candidate[] {
  // Ten list days are fourteen days.
  const days = recentListDays(at, 10).filter((day) => day < newestCompleteDay(at));
  return listCandidates(record, { at, days });
}

function signed(number: number): string {
  return `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(3)}`;
}
