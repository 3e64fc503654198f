import { describe, expect, it } from 'vitest';
import { hasBrowser, startBrowser } from '../support/page/browser.ts';
import { MARK, watchPage } from '../support/page/watch.ts';

const AWAY = 'https://evil.example';

describe.runIf(hasBrowser())('the watch over a page', () => {
  it('notices a script, a request, a dialog, a fault and what a policy stops', async () => {
    await using browser = await startBrowser();
    const page = await browser.open();
    const watch = await watchPage(page, 'http://127.0.0.1:1/');
    await page.setContent(`<img src=x onerror="${MARK}()"><img src="${AWAY}/pixel.png"><script>alert(1)</script>
      <meta http-equiv="content-security-policy" content="style-src 'none'"><style>p { color: red }</style>
      <script>throw new Error('broken')</script>`);
    const expected = ['a script ran', `a request to ${AWAY}`, 'a dialog: 1', 'an error: broken', 'the console: '];
    for (const text of expected) {
      await expect.poll(() => watch.events.some((event) => event.startsWith(text)), { message: text }).toBe(true);
    }
  });
});
