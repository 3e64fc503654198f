import { el } from './dom.js';
import { readClock, setClock } from './times.js';

const TICK_MS = 1_000;
const AHEAD_FROM_MS = 60_000;
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** The sandbox's clock, which runs while it is started. */
export function createClockLine() {
  const clock = el('time', {});
  const ahead = el('span', { class: 'quiet' });
  let ticking;

  function tick() {
    const { now, aheadMs } = readClock();
    clock.dateTime = now.toISOString();
    clock.textContent = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' }).format(now);
    const text = describeAhead(aheadMs);
    if (ahead.textContent !== text) ahead.textContent = text;
  }

  return {
    element: el('p', { class: 'drawer-clock' }, 'It is ', clock, ahead),
    set(nowMs) {
      setClock(nowMs);
      tick();
    },
    start() {
      ticking = setInterval(tick, TICK_MS);
    },
    stop: () => clearInterval(ticking),
  };
}

function describeAhead(aheadMs) {
  const size = Math.abs(aheadMs);
  if (size < AHEAD_FROM_MS) return '';
  const [unit, unitMs] = UNITS.find(([, ms]) => size >= ms);
  const format = new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' });
  return ` (${format.format(Math.floor(size / unitMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine)`;
}
