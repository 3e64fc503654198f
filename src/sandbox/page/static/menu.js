import { el } from './dom.js';

const GAP_PX = 4;
const MARGIN_PX = 8;

/**
 * Opens a menu beside `button`, over all else. `groups` are `{ name, items }`, items `{ label, run }`; where there is
 * nothing in any of them, `emptyText` is shown.
 */
export function openMenu(button, { name, groups, emptyText }) {
  const filled = groups.filter(({ items }) => items.length > 0);
  const menu = el(
    'div',
    { class: 'menu-panel', role: 'menu', 'aria-label': name, tabindex: -1 },
    ...filled.map((group) => renderGroup(group, (item) => leave(() => item.run()))),
    filled.length > 0 ? undefined : el('div', { role: 'menuitem', 'aria-disabled': 'true', tabindex: -1 }, emptyText),
  );
  const close = () => {
    document.removeEventListener('pointerdown', outside, true);
    button.setAttribute('aria-expanded', 'false');
    menu.remove();
  };
  const leave = (then) => {
    close();
    button.focus({ preventScroll: true });
    then?.();
  };
  const outside = ({ target }) => {
    if (!menu.contains(target)) close();
  };
  menu.addEventListener('keydown', (event) => steer(event, menu, leave));
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget !== null && !menu.contains(relatedTarget)) close();
  });
  document.addEventListener('pointerdown', outside, true);
  document.body.append(menu);
  place(menu, button);
  button.setAttribute('aria-expanded', 'true');
  itemsOf(menu)[0]?.focus({ preventScroll: true });
}

function renderGroup({ name, items }, choose) {
  return el(
    'div',
    { role: 'group', 'aria-label': name },
    el('p', { class: 'quiet', 'aria-hidden': 'true' }, name),
    ...items.map((item) =>
      el('button', { type: 'button', role: 'menuitem', tabindex: -1, on: { click: () => choose(item) } }, item.label),
    ),
  );
}

function itemsOf(menu) {
  return [...menu.querySelectorAll('[role=menuitem]')];
}

function steer(event, menu, leave) {
  const items = itemsOf(menu);
  const at = items.indexOf(document.activeElement);
  const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  if (event.key === 'Escape' || event.key === 'Tab') leave();
  else if (event.key in targets) items.at(targets[event.key] % items.length)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function place(menu, button) {
  const { right, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(right - width, window.innerWidth - width - MARGIN_PX);
  const fits = bottom + GAP_PX + height < window.innerHeight - MARGIN_PX;
  menu.style.left = `${Math.max(MARGIN_PX, left)}px`;
  menu.style.top = `${Math.max(MARGIN_PX, fits ? bottom + GAP_PX : top - GAP_PX - height)}px`;
}
