import { el, newElementId } from './dom.js';
import { ask } from './drawer-ask.js';

/** As many as the sandbox sends. */
const MOST = 200;
const AGAIN_AFTER_MS = 2_000;
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** What the bot has sent, newest first. While it is started it is live, and `arrived` hears of each that is new. */
export function createRequestList({ arrived }) {
  const heading = el('h3', { id: newElementId('drawer-log') }, 'Requests of the bot');
  const filter = el('input', {
    type: 'search',
    id: newElementId('drawer-filter'),
    placeholder: 'POST, /messages, 429 …',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const onlyBad = el('input', { type: 'checkbox', id: newElementId('drawer-bad') });
  const summary = el('p', { class: 'quiet drawer-summary' });
  const list = el('ol', { class: 'drawer-log', 'aria-labelledby': heading.id });
  const state = { entries: [], newest: 0, refusedRecently: 0, following: undefined };

  function render() {
    const wanted = filter.value.trim().toLowerCase();
    const shown = state.entries.filter((row) => row.text.includes(wanted) && (!onlyBad.checked || row.isBad));
    list.replaceChildren(...shown.map(({ element }) => element));
    summary.textContent =
      `${shown.length} of the last ${state.entries.length}. ` +
      `${state.refusedRecently} refused in ten minutes; Discord bans an address at 10,000.`;
  }

  function take({ entries, newest, refusedRecently }) {
    // The sandbox has begun to count anew.
    if (newest < state.newest) state.entries = [];
    state.newest = newest;
    state.refusedRecently = refusedRecently;
    state.entries = [...entries.map(createRow).reverse(), ...state.entries].slice(0, MOST);
    render();
  }

  async function follow(signal) {
    while (!signal.aborted) {
      try {
        const answer = await ask('requests', { after: state.newest }, signal);
        take(answer);
        if (answer.entries.length > 0) arrived();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
      }
    }
  }

  filter.addEventListener('input', render);
  onlyBad.addEventListener('change', render);
  render();
  return {
    element: el(
      'section',
      { class: 'drawer-requests', 'aria-labelledby': heading.id },
      heading,
      el('div', { class: 'drawer-filter' }, el('label', { for: filter.id }, 'Filter'), filter),
      el('div', { class: 'drawer-check' }, onlyBad, el('label', { for: onlyBad.id }, 'Only refused or spoilt')),
      summary,
      list,
    ),
    start() {
      state.following = new AbortController();
      void follow(state.following.signal);
    },
    stop: () => state.following?.abort(),
    /** Brings it into view. */
    show() {
      heading.scrollIntoView();
      filter.focus();
    },
  };
}

function createRow(entry) {
  const verdict = judge(entry);
  const element = renderRow(entry, verdict);
  return { element, isBad: verdict !== 'valid', text: element.textContent.toLowerCase() };
}

function judge({ status, fault, refused }) {
  if (fault !== undefined) return 'spoilt';
  if (status === undefined) return 'unanswered';
  if (refused === undefined) return 'valid';
  return refused.code === 50_035 ? 'invalid' : 'refused';
}

function renderRow({ method, path, status, ms, atMs, limit, refused, fault }, verdict) {
  const errors = refused?.errors ?? [];
  return el(
    'li',
    { class: `drawer-request ${verdict === 'valid' ? '' : 'bad'}` },
    el('div', { class: 'drawer-line' }, el('b', {}, method), ' ', el('code', {}, path)),
    el('div', {}, el('span', { class: 'drawer-verdict' }, `${status ?? 'no answer'} · ${verdict}`), ` · ${ms} ms`),
    fault === undefined ? undefined : el('div', {}, `Fault: ${fault}`),
    refused === undefined ? undefined : el('div', {}, [refused.code || '', refused.message].join(' ').trim()),
    errors.length === 0
      ? undefined
      : el('ul', {}, ...errors.map((each) => el('li', {}, el('code', {}, each.path), `: ${each.message}`))),
    el('div', { class: 'quiet' }, [TIME.format(new Date(atMs)), describeLimit(limit)].filter(Boolean).join(' · ')),
  );
}

function describeLimit(limit) {
  if (limit === undefined) return '';
  const { remaining, most, resetAfterSeconds, bucket, scope, retryAfterSeconds } = limit;
  return [
    most !== undefined && `${remaining} of ${most} left, anew in ${resetAfterSeconds} s`,
    retryAfterSeconds !== undefined && `again after ${retryAfterSeconds.toFixed(1)} s`,
    scope !== undefined && `limit of ${scope}`,
    bucket !== undefined && `bucket ${bucket}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
