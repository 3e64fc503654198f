/** All that the page knows of the world, for one person in one channel. */
export async function fetchView({ person, channel }) {
  const query = new URLSearchParams();
  if (person) query.set('as', person);
  if (channel) query.set('channel', channel);
  return read(await fetch(`/page/view?${query}`));
}

/** Does what a person does. Throws an Error whose message is a sentence for them. */
export async function act(action) {
  let response;
  try {
    response = await fetch('/page/do', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
  } catch {
    throw new Error('The sandbox does not answer. Is it still running?');
  }
  return read(response);
}

/** Calls `changed` whenever there is something new, and `connected` with whether the sandbox can be heard. */
export function follow({ changed, connected }) {
  const source = new EventSource('/page/changes');
  source.addEventListener('open', () => connected(true));
  source.addEventListener('error', () => connected(false));
  source.addEventListener('message', changed);
}

async function read(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.message);
  return body;
}
