import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../support/discord/sandbox.ts';
import { hasBrowser, startBrowser, type TestBrowser } from '../support/page/browser.ts';

const isThere = hasBrowser();
let browser: TestBrowser;
beforeAll(async () => {
  if (isThere) browser = await startBrowser();
});
afterAll(() => browser?.[Symbol.asyncDispose]());

describe.runIf(isThere)('a page elsewhere', () => {
  let sandbox: TestSandbox;
  let page: Page;
  let elsewhere: Server;
  beforeAll(async () => {
    sandbox = await startTestSandbox({ now: () => new Date('2026-03-11T08:30:00Z') });
    elsewhere = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>elsewhere</title>');
    });
    elsewhere.listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    page = await browser.open();
  });
  afterAll(async () => {
    await page?.context().close();
    elsewhere?.close();
    await sandbox?.[Symbol.asyncDispose]();
  });

  it('reads nothing of the sandbox, does nothing there, and does not frame it', async () => {
    await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
    const { url, world } = sandbox;
    const { ada, general } = world.first;
    const done = await page.evaluate(attack, { url, as: ada, channelId: general });
    expect(done).toEqual({
      read: false,
      sent: [false, false, false],
      framed: false,
      connected: false,
      scripted: false,
    });
    expect(world.messages(general)).toEqual([]);
  });

  it('does not come in under a name that leads to this machine', async () => {
    const { port } = new URL(sandbox.url);
    const answer = await page.goto(`http://rebound.example:${port}/`);
    expect(answer?.status()).toBe(403);
    expect(await page.evaluate(() => fetch('/page/view').then((response) => response.status))).toBe(403);
    const usual = await page.goto(`http://localhost:${port}/`);
    expect(usual?.status()).toBe(200);
  });
});

/** Runs in the browser: what a hostile page would try. Answers what it succeeded in. */
async function attack({ url, as, channelId }: { url: string; as: string; channelId: string }) {
  const body = JSON.stringify({ action: 'say', as, channelId, content: 'hello from elsewhere' });
  const tried = (promise: Promise<unknown>) => promise.then(Boolean, () => false);
  const post = (type: string, mode: RequestMode) =>
    fetch(`${url}page/do`, { method: 'POST', mode, headers: { 'content-type': type }, body });
  const loads = (element: HTMLScriptElement | HTMLIFrameElement) =>
    new Promise<boolean>((resolve) => {
      element.addEventListener('load', () => resolve(true));
      element.addEventListener('error', () => resolve(false));
      document.body.append(element);
    });
  const script = document.createElement('script');
  script.src = `${url}page/main.js`;
  const frame = document.createElement('iframe');
  frame.src = url;
  return {
    read: await tried(fetch(`${url}page/view`).then((response) => response.text())),
    sent: [
      await tried(post('application/json', 'cors').then(({ ok }) => ok)),
      await tried(post('text/plain', 'cors').then(({ ok }) => ok)),
      await tried(post('text/plain', 'no-cors').then(({ ok }) => ok)),
    ],
    // A frame that is refused loads an error page, whose content is no less hidden than the real one's.
    framed: (await loads(frame)) && frame.contentDocument !== null,
    connected: await new Promise((resolve) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}gateway`);
      socket.addEventListener('open', () => resolve(true));
      socket.addEventListener('error', () => resolve(false));
    }),
    scripted: await loads(script),
  };
}
