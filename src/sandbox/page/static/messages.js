import { openApps } from './apps.js';
import { arrange, el } from './dom.js';
import { createFollowing } from './following.js';
import { renderPosts } from './forum.js';
import { renderMessage } from './message.js';

/**
 * The list of messages. It follows what is new while the reader is at its end, and leaves them alone while they are not.
 *
 * `act` presses and chooses; it answers undefined or a sentence on what failed. `findMenu` answers the commands of menus.
 */
export function createMessageList({ list, newer, act, findMenu }) {
  const shown = new Map();
  const dismissed = new Set(JSON.parse(sessionStorage.getItem('dismissed') ?? '[]'));
  const faults = new Map();
  const following = createFollowing(list, newer);
  let view;

  const dismiss = (id) => {
    dismissed.add(id);
    sessionStorage.setItem('dismissed', JSON.stringify([...dismissed]));
    draw();
    list.focus({ preventScroll: true });
  };
  const doing =
    (id, wanted) =>
    async (...values) => {
      faults.delete(id);
      const fault = await act(wanted(...values));
      if (fault === undefined) return;
      faults.set(id, fault);
      draw();
    };
  const showMenu = async (button, message) => {
    const use = doing(message.id, (wanted) => wanted);
    try {
      openApps(button, { message, channelId: view.open.id, names: await findMenu(), use });
    } catch (error) {
      faults.set(message.id, error.message);
      draw();
    }
  };
  const nodeOf = (message) => {
    const fault = faults.get(message.id);
    const key = JSON.stringify([message, fault, view.as]);
    const old = shown.get(message.id);
    if (old?.key === key) return old.node;
    const pressed = { messageId: message.pressId };
    const node = renderMessage(message, {
      person: view.as,
      fault,
      dismiss: () => dismiss(message.id),
      press: doing(message.id, (customId) => ({ action: 'press', ...pressed, customId })),
      select: doing(message.id, (customId, values) => ({ action: 'select', ...pressed, customId, values })),
      menu: (button) => showMenu(button, message),
    });
    shown.set(message.id, { key, node });
    if (old !== undefined) replace(old.node, node);
    return node;
  };
  const draw = () => {
    const messages = view.messages.filter(({ id }) => !dismissed.has(id));
    const nodes = messages.map(nodeOf);
    const ids = new Set(messages.map(({ id }) => id));
    for (const id of shown.keys()) if (!ids.has(id)) shown.delete(id);
    const { posts } = view.open ?? {};
    if (posts !== undefined) arrange(list, renderPosts(posts, view.as));
    else arrange(list, nodes.length > 0 ? nodes : [el('p', { class: 'empty quiet' }, emptyText(view))]);
  };
  return {
    update(next) {
      const settle = following.begin();
      const isElsewhere = view?.open?.id !== next.open?.id || view.as !== next.as;
      const hasNew = next.messages.at(-1)?.id !== view?.messages.at(-1)?.id;
      view = next;
      const what = next.open?.posts === undefined ? 'Messages' : 'Posts';
      list.setAttribute('aria-label', `${what} in ${next.open?.name ?? 'no channel'}`);
      if (isElsewhere) clear(list, shown);
      draw();
      settle({ isElsewhere, hasNew });
    },
    /** Shows the newest message, wherever the reader was. */
    reveal: following.reveal,
  };
}

function clear(list, shown) {
  shown.clear();
  list.replaceChildren();
}

/** Puts a node in another's place, and the focus where it was. */
function replace(old, node) {
  const key = old.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  old.replaceWith(node);
  if (key !== undefined) node.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

function emptyText({ open }) {
  return open === undefined ? 'There is nothing here that you can see.' : 'Nothing has been written here yet.';
}
