/** What the sandbox's clock is ahead of this machine's: it can be moved. */
let aheadMs = 0;

const STYLES = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
const DAY_MS = 86_400_000;

export function setClock(nowMs) {
  aheadMs = nowMs - Date.now();
}

/** What the sandbox's clock shows, and by how much it is ahead of this machine's; negative: behind. */
export function readClock() {
  return { now: new Date(Date.now() + aheadMs), aheadMs };
}

/** A point in time as the reader's zone has it. Style: one of Discord's letters, or `stamp` as beside a message. */
export function timeElement(ms, style) {
  const time = document.createElement('time');
  time.dataset.ms = String(ms);
  time.dataset.style = style;
  const date = new Date(ms);
  if (!Number.isNaN(date.getTime())) {
    time.dateTime = date.toISOString();
    time.title = format(date, STYLES.F);
  }
  time.textContent = describe(ms, style);
  return time;
}

/** Makes all times below `root` right again, now that some has passed. */
export function refreshTimes(root) {
  for (const time of root.querySelectorAll('time[data-style="R"], time[data-style="stamp"]')) {
    const text = describe(Number(time.dataset.ms), time.dataset.style);
    if (time.textContent !== text) time.textContent = text;
  }
}

function describe(ms, style) {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return 'Invalid date';
  if (style === 'R') return relative(ms);
  return style === 'stamp' ? stamp(date) : format(date, STYLES[style] ?? STYLES.f);
}

function relative(ms) {
  const seconds = Math.round((ms - Date.now() - aheadMs) / 1000);
  const [unit, size] = UNITS.find(([, least]) => Math.abs(seconds) >= least) ?? ['second', 1];
  return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(Math.trunc(seconds / size), unit);
}

function stamp(date) {
  const { now } = readClock();
  const days = Math.round((startOfDay(now) - startOfDay(date)) / DAY_MS);
  const time = format(date, STYLES.t);
  if (days === 0) return `Today at ${time}`;
  return days === 1 ? `Yesterday at ${time}` : format(date, STYLES.s);
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function format(date, style) {
  return new Intl.DateTimeFormat(undefined, style).format(date);
}
