import type { Page } from 'playwright-core';

/** What a hostile text would have to call to show that it ran: `ran()`. */
export const MARK = 'ran';

/** Everything that a page should never do, as it happens: a sentence each. */
export interface Watch {
  readonly events: readonly string[];
}

/** Watches a page for scripts that ran, requests that left its origin, windows that opened, and faults. */
export async function watchPage(page: Page, url: string): Promise<Watch> {
  const { origin } = new URL(url);
  const events: string[] = [];
  const note = (text: string) => void events.push(text);
  await page.exposeFunction(MARK, () => note('a script ran'));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) note(`a request to ${request.url()}`);
  });
  page.on('websocket', (socket) => note(`a socket to ${socket.url()}`));
  page.on('dialog', async (dialog) => {
    note(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('popup', (popup) => note(`a window: ${popup.url()}`));
  page.on('pageerror', (error) => note(`an error: ${error.message}`));
  page.on('framenavigated', (frame) => {
    if (new URL(frame.url()).origin !== origin) note(`gone to ${frame.url()}`);
  });
  // What the page's policy stops is an attempt all the same.
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) note(`the console: ${message.text()}`);
  });
  return { events };
}
