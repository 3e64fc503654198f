/** Asks the drawer's server side. Throws an Error whose message is a sentence for the reader. */
export async function ask(question, body, signal) {
  let response;
  try {
    response = await fetch(`/page/drawer/${question}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
  } catch (cause) {
    throw new Error('The sandbox does not answer. Is it still running?', { cause });
  }
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}
