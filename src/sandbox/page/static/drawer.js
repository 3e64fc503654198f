import { el } from './dom.js';
import { createActions } from './drawer-actions.js';
import { createClockLine } from './drawer-clock.js';
import { createRequestList } from './drawer-log.js';

const PHONE = matchMedia('(max-width: 700px)');

/**
 * What only a sandbox can do, beside the page. `view` answers what the page shows, `changed` is called after something
 * was done.
 */
export function createDrawer({ element, toggle, view, changed }) {
  const clock = createClockLine();
  const status = el('p', { class: 'drawer-status', role: 'status' });
  const actions = createActions({
    channel: () => view()?.open?.id,
    say(text, isFault) {
      status.textContent = text;
      status.classList.toggle('fault', isFault);
    },
    seen: clock.set,
    changed,
  });
  // A fault that was met is planned no more.
  const log = createRequestList({ arrived: () => void actions.update() });
  const heading = el('h2', { tabindex: '-1' }, 'Controls');
  const attributes = { class: 'plain drawer-close', type: 'button', 'aria-label': 'Close the controls' };
  const close = el('button', { ...attributes, on: { click: () => setOpen(false) } }, '✕');
  const down = el('button', { class: 'plain', type: 'button', on: { click: log.show } }, 'Requests ↓');
  element.append(
    el(
      'header',
      { class: 'drawer-head' },
      el('div', { class: 'drawer-top' }, heading, down, close),
      clock.element,
      status,
    ),
    actions.element,
    log.element,
  );

  function setOpen(isOpen) {
    if (element.hidden !== isOpen) return;
    element.hidden = !isOpen;
    document.body.classList.toggle('drawer-open', isOpen);
    toggle.setAttribute('aria-expanded', String(isOpen));
    coverPage();
    for (const part of [clock, log]) isOpen ? part.start() : part.stop();
    (isOpen ? heading : toggle).focus();
    if (isOpen) void actions.update();
  }

  /** On a phone the drawer is all there is to be seen, so it is all that there is to be reached. */
  function coverPage() {
    const isCovered = !element.hidden && PHONE.matches;
    for (const sibling of document.body.children) if (sibling !== element) sibling.inert = isCovered;
  }

  toggle.addEventListener('click', () => setOpen(element.hidden));
  PHONE.addEventListener('change', coverPage);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'F2') setOpen(element.hidden);
    else if (event.key === 'Escape' && element.contains(document.activeElement)) setOpen(false);
    else return;
    event.preventDefault();
  });
  return {
    /** To be called whenever the page has read its view again. */
    update() {
      if (!element.hidden) void actions.update();
    },
  };
}
