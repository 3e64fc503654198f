import { el, newElementId } from './dom.js';
import { ask } from './drawer-ask.js';

/**
 * The buttons of the drawer, by groups. `channel` answers the one that is open, `say` shows a sentence, `seen` hears
 * what the sandbox's clock shows, `changed` that something was done.
 */
export function createActions({ channel, say, seen, changed }) {
  const element = el('div', { class: 'drawer-actions' });
  const state = { key: undefined, loading: false, isStale: false };

  async function update() {
    state.isStale = true;
    if (state.loading) return;
    state.loading = true;
    try {
      while (state.isStale) {
        state.isStale = false;
        const { nowMs, groups } = await ask('view', { channel: channel() });
        seen(nowMs);
        render(groups);
      }
    } catch (error) {
      say(error.message, true);
    } finally {
      state.loading = false;
    }
  }

  function render(groups) {
    const key = JSON.stringify(groups);
    if (state.key === key) return;
    state.key = key;
    const focused = element.contains(document.activeElement) ? document.activeElement.dataset.action : undefined;
    element.replaceChildren(...groups.map(renderGroup));
    if (focused !== undefined) element.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
  }

  function renderGroup({ name, actions }) {
    const heading = el('h3', { id: newElementId('drawer-group') }, name);
    return el(
      'section',
      { class: 'drawer-group', 'aria-labelledby': heading.id },
      heading,
      ...actions.map(renderAction),
    );
  }

  function renderAction(action) {
    const { id, label, hint, isOn } = action;
    const about =
      hint === undefined ? undefined : el('small', { class: 'quiet', id: newElementId('drawer-hint') }, hint);
    const isSwitch = isOn !== undefined;
    const button = el(
      'button',
      {
        class: isSwitch ? 'drawer-switch' : 'button secondary',
        type: 'button',
        role: isSwitch ? 'switch' : undefined,
        'aria-checked': isSwitch ? String(isOn) : undefined,
        'aria-describedby': about?.id,
        'data-action': id,
        on: { click: () => perform(action, button) },
      },
      label,
      isSwitch ? el('span', { class: 'drawer-state', 'aria-hidden': 'true' }, isOn ? 'on' : 'off') : undefined,
    );
    return el('div', { class: 'drawer-action' }, button, about);
  }

  async function perform({ id, label, question }, button) {
    if (button.getAttribute('aria-busy') === 'true') return;
    if (question !== undefined && !confirm(question)) return;
    button.setAttribute('aria-busy', 'true');
    say(`${label} …`, false);
    try {
      const { message, isFault } = await ask('do', { channel: channel(), action: id });
      say(message, isFault === true);
    } catch (error) {
      say(error.message, true);
    }
    button.removeAttribute('aria-busy');
    await changed();
    await update();
  }

  return { element, update };
}
