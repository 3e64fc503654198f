import { act } from './api.js';
import { checkContent } from './checks.js';
import { createCommandForm } from './command-form.js';
import { el } from './dom.js';
import { offerSuggestions } from './suggestions.js';
import { readTyped } from './typed.js';

/** Longer than this an answer takes only if it is deferred; then the page shows that the bot is thinking. */
const PATIENCE_MS = 3_500;
const NO_COMMANDS =
  'There are no commands here: the bot has registered none (yet), or neither this server nor you have added it.';

/**
 * The line at the foot of the page: what is typed is a message, or a command if it begins with a slash.
 *
 * `view` answers what the page shows; `done` is told the answer of what was done.
 */
export function createComposer(host, { view, done }) {
  const input = el('textarea', { 'aria-label': 'Message or command', rows: 1 });
  const fault = el('p', { class: 'fault', role: 'alert', hidden: true });
  const command = createCommandForm({ view, cancel: () => abandon(state) });
  const send = el('button', { class: 'button primary', type: 'submit' }, 'Send');
  const line = el('div', { class: 'line' }, input, send);
  const form = el('form', { class: 'composer', novalidate: true }, fault, command.element, line);
  const state = { input, fault, command, send, view, done, commands: [] };
  const suggestions = offerSuggestions(input, {
    eager: true,
    find: (text) => findCommands(state, text),
    choose: ({ offered }) => enter(state, offered),
  });
  form.append(suggestions.list);
  listen(form, state);
  host.replaceWith(form);
  return {
    /** Another person or channel: what was begun there has no meaning here. */
    reset() {
      leave(state, { focus: false });
      complain(state, undefined);
    },
    update() {
      const { open } = view();
      const sign = open?.kind === 'guild' ? '#' : '';
      // Nobody writes in a forum itself.
      form.hidden = open === undefined || open.posts !== undefined;
      input.placeholder =
        open?.mayWrite === false
          ? 'You may not write here; type / for commands'
          : `Message ${sign}${open?.name ?? ''} or type /`;
    },
  };
}

function listen(form, state) {
  const { input, command } = state;
  input.addEventListener('input', () => {
    complain(state, undefined);
    grow(input);
  });
  input.addEventListener('keydown', (event) => {
    // Shift and Enter begin a new line.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(state);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && command.offered() !== undefined) abandon(state);
    // As in every other field: a browser would open the select instead, as it does for a space.
    if (event.key === 'Enter' && isClosedSelect(event.target)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
}

function isClosedSelect(target) {
  if (target.tagName !== 'SELECT') return false;
  // Browsers that do not know the selector choose by Enter without telling the page.
  return !CSS.supports('selector(:open)') || !target.matches(':open');
}

async function findCommands(state, text) {
  if (!text.startsWith('/') || text.includes('\n')) {
    state.commands = [];
    return [];
  }
  if (state.commands.length === 0) await loadCommands(state);
  const wanted = text.slice(1).trimEnd().toLowerCase();
  const begins = state.commands.filter(({ name }) => name.startsWith(wanted));
  const holds = state.commands.filter(({ name }) => !name.startsWith(wanted) && name.includes(wanted));
  return [...begins, ...holds].map((offered) => ({ label: `/${offered.name}`, detail: offered.description, offered }));
}

async function loadCommands(state) {
  const { as, open } = state.view();
  try {
    state.commands = (await act({ action: 'commands', as, channelId: open?.id })).commands;
    if (state.commands.length === 0) complain(state, NO_COMMANDS);
  } catch (error) {
    complain(state, error.message);
  }
}

/** Shows a command's options as fields, filled with what was typed of them. */
function enter(state, offered, values) {
  const { command, input, send } = state;
  const faults = command.open(offered, values);
  input.hidden = true;
  input.value = '';
  grow(input);
  complain(state, faults.join('\n') || undefined);
  if (!command.focus()) send.focus();
}

function leave(state, { focus = true } = {}) {
  const { command, input } = state;
  command.close();
  state.commands = [];
  input.hidden = false;
  input.value = '';
  grow(input);
  if (focus) input.focus();
}

function abandon(state) {
  leave(state);
  complain(state, undefined);
}

async function submit(state) {
  const { input, send, command } = state;
  const offered = command.offered();
  const text = input.value.trim();
  if (send.getAttribute('aria-busy') === 'true' || (offered === undefined && text === '')) return;
  if (offered === undefined && text.startsWith('/')) {
    await enterTyped(state, text);
    return;
  }
  const faults = offered === undefined ? [checkContent(text)].filter((each) => each !== undefined) : command.check();
  complain(state, faults.join('\n') || undefined);
  if (faults.length > 0) return;
  send.setAttribute('aria-busy', 'true');
  try {
    await perform(
      state,
      offered === undefined
        ? { action: 'say', content: text }
        : { action: 'invoke', command: offered.name, options: command.options() },
    );
  } catch (error) {
    complain(state, error.message);
  } finally {
    send.removeAttribute('aria-busy');
  }
}

/** A command that was typed or pasted in full, or faster than it was offered. */
async function enterTyped(state, text) {
  if (state.commands.length === 0) await loadCommands(state);
  if (state.commands.length === 0) return;
  const { fault, offered, values } = readTyped(text, state.commands);
  const [first] = await findCommands(state, text);
  if (fault === undefined) enter(state, offered, values);
  else if (first !== undefined) enter(state, first.offered);
  else complain(state, fault);
}

async function perform(state, action) {
  const { as, open } = state.view();
  const answered = act({ ...action, as, channelId: open?.id });
  const isSame = () => state.view().as === as && state.view().open?.id === open?.id;
  const soon = await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  state.send.removeAttribute('aria-busy');
  if (isSame()) leave(state);
  const reply = soon ?? (await answered);
  if (reply.kind === 'none' && isSame()) complain(state, 'The application did not respond');
  state.done(reply);
}

/** As high as what is in it. */
function grow(input) {
  input.style.height = 'auto';
  input.style.height = `${input.scrollHeight}px`;
}

function complain({ fault }, text) {
  fault.hidden = text === undefined;
  fault.textContent = text ?? '';
}
