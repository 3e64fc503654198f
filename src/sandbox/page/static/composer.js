import { act } from './api.js';
import { el } from './dom.js';
import { createField } from './fields.js';
import { offerSuggestions } from './suggestions.js';

/** Longer than this an answer takes only if it is deferred; then the page shows that the bot is thinking. */
const PATIENCE_MS = 3_500;

/**
 * The line at the foot of the page: what is typed is a message, or a command if it begins with a slash.
 *
 * `view` answers what the page shows; `done` is told the answer of what was done.
 */
export function createComposer(host, { view, done }) {
  const input = el('input', { type: 'text', 'aria-label': 'Message or command', maxlength: 2000 });
  const fault = el('p', { class: 'fault', role: 'alert', hidden: true });
  const command = el('div', { class: 'command', hidden: true });
  const send = el('button', { class: 'button primary', type: 'submit' }, 'Send');
  const line = el('div', { class: 'line' }, input, send);
  const form = el('form', { class: 'composer', novalidate: true }, fault, command, line);
  const state = { input, fault, command, send, form, view, done, commands: [], chosen: undefined, fields: [] };
  const suggestions = offerSuggestions(input, {
    eager: true,
    find: (text) => findCommands(state, text),
    choose: ({ offered }) => enter(state, offered),
  });
  form.append(suggestions.list);
  input.addEventListener('input', () => complain(state, undefined));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(state);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && state.chosen !== undefined) leave(state);
  });
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
      input.placeholder =
        open?.mayWrite === false
          ? 'You may not write here; type / for commands'
          : `Message ${sign}${open?.name ?? ''} or type /`;
    },
  };
}

async function findCommands(state, text) {
  if (!text.startsWith('/')) {
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
    if (state.commands.length === 0) complain(state, 'There are no commands here (yet): the bot has registered none.');
  } catch (error) {
    complain(state, error.message);
  }
}

/** Shows a command's options as fields. */
function enter(state, offered) {
  const { command, input, send } = state;
  complain(state, undefined);
  state.chosen = offered;
  state.fields = offered.options.map((option) =>
    createField(option, { places: placesOf(state.view()), complete: (focused) => complete(state, focused) }),
  );
  const cancel = el(
    'button',
    { class: 'plain', type: 'button', 'aria-label': 'Cancel the command', on: { click: () => leave(state) } },
    '✕',
  );
  command.replaceChildren(
    el(
      'p',
      { class: 'command-name' },
      el('strong', {}, `/${offered.name}`),
      el('span', { class: 'quiet' }, offered.description),
      cancel,
    ),
    el('div', { class: 'fields' }, ...state.fields.map(({ element }) => element)),
  );
  command.hidden = false;
  input.hidden = true;
  input.value = '';
  if (state.fields.length === 0) send.focus();
  else state.fields[0].focus();
}

function leave(state, { focus = true } = {}) {
  state.chosen = undefined;
  state.fields = [];
  state.commands = [];
  state.command.hidden = true;
  state.command.replaceChildren();
  state.input.hidden = false;
  state.input.value = '';
  if (focus) state.input.focus();
}

async function submit(state) {
  const { input, send, chosen, fields } = state;
  const text = input.value.trim();
  if (send.getAttribute('aria-busy') === 'true' || (chosen === undefined && text === '')) return;
  if (chosen === undefined && text.startsWith('/')) {
    // Typed faster than the commands were offered.
    const found = (await findCommands(state, text)).find(({ label }) => label === text);
    if (found === undefined) complain(state, `There is no command ${text} that you can use here.`);
    else enter(state, found.offered);
    return;
  }
  const faults = fields.map((field) => field.fault()).filter((fault) => fault !== undefined);
  complain(state, faults.join('\n') || undefined);
  if (faults.length > 0) return;
  send.setAttribute('aria-busy', 'true');
  try {
    await perform(
      state,
      chosen === undefined
        ? { action: 'say', content: text }
        : { action: 'invoke', command: chosen.name, options: optionsOf(fields) },
    );
  } catch (error) {
    complain(state, error.message);
  } finally {
    send.removeAttribute('aria-busy');
  }
}

async function perform(state, action) {
  const { as, open } = state.view();
  const answered = act({ ...action, as, channelId: open?.id });
  const isSame = () => state.view().as === as && state.view().open?.id === open?.id;
  const soon = await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  state.send.removeAttribute('aria-busy');
  if (isSame()) leave(state);
  const reply = soon ?? (await answered);
  if (reply.kind === 'none') complain(state, 'The application did not respond');
  state.done(reply);
}

async function complete(state, focused) {
  const { as, open } = state.view();
  const options = { [focused]: '', ...optionsOf(state.fields) };
  try {
    return (await act({ action: 'complete', as, channelId: open?.id, command: state.chosen.name, options, focused }))
      .choices;
  } catch {
    // What is typed is sent as it is; a fault of the option shows then.
    return [];
  }
}

function optionsOf(fields) {
  return Object.fromEntries(
    fields.map((field) => [field.name, field.read()]).filter(([, value]) => value !== undefined),
  );
}

function placesOf({ servers, open }) {
  const server = servers.find(({ channels }) =>
    channels.some(({ id, threads }) => [id, ...threads.map((thread) => thread.id)].includes(open?.id)),
  );
  return { channels: server?.channels ?? [], roles: open?.roles ?? [], members: open?.members ?? [] };
}

function complain({ fault }, text) {
  fault.hidden = text === undefined;
  fault.textContent = text ?? '';
}
