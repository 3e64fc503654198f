import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPage, type Page } from '../../../src/sandbox/page/page-server.ts';
import type { People } from '../../../src/sandbox/people/people.ts';
import type { Reply } from '../../../src/sandbox/people/reply.ts';
import { saveCommands } from '../../../src/sandbox/world/commands.ts';
import { createSmallWorld, NOW, type SmallWorld } from './world.ts';

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; " +
  "frame-ancestors 'none'; base-uri 'none'";

/** People who do nothing but remember what they were asked to. */
function createFakePeople(world: SmallWorld, asked: unknown[]): People {
  const nothing = async (...what: unknown[]): Promise<Reply> => {
    asked.push(what);
    return { kind: 'none' };
  };
  return {
    async say(userId, { channelId, content }) {
      if (userId === world.first.mallory) throw new Error('You may not write here.');
      return world.write(channelId, userId, { content }).message;
    },
    invoke: nothing,
    press: nothing,
    select: nothing,
    submit: nothing,
    useOnMessage: nothing,
    useOnPerson: nothing,
    complete: async () => [{ name: 'Agents', value: 'agents' }],
    commands: (_userId, _channelId, type = 1) => [
      ...(type === 1 ? TYPED : [{ id: '3', type, name: `Menu ${type}`, version: '1', body: { name: `Menu ${type}` } }]),
    ],
  };
}

const TYPED = [
  {
    id: '1',
    type: 1,
    name: 'topics',
    version: '1',
    body: {
      name: 'topics',
      description: 'Topics',
      options: [
        { type: 1, name: 'list', description: 'All of them' },
        { type: 1, name: 'show', description: 'One', options: [{ type: 3, name: 'topic', description: 'Which' }] },
      ],
    },
  },
  { id: '2', type: 1, name: 'help', version: '1', body: { name: 'help', description: 'Help' } },
];

describe('the page', () => {
  let world: SmallWorld;
  let page: Page;
  let url: string;
  let asked: unknown[];
  let isAllowed: boolean;
  let stop: () => void;

  beforeEach(async () => {
    world = createSmallWorld();
    asked = [];
    isAllowed = true;
    const people = createFakePeople(world, asked);
    const drawer = { answer: () => undefined, stop: () => undefined };
    page = createPage({ core: world.core, people, drawer, notice: () => undefined, isAllowed: () => isAllowed });
    const server = createServer(async (request, response) => {
      if (!(await page.handle(request, response))) response.writeHead(404).end('not the page');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    stop = () => {
      page.stop();
      server.closeAllConnections();
      server.close();
    };
  });
  afterEach(() => stop());

  const post = (body: string, type = 'application/json') =>
    fetch(`${url}/page/do`, { method: 'POST', headers: { 'content-type': type }, body });
  const act = async (action: object) => {
    const response = await post(JSON.stringify(action));
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  test('forbids on every answer all that it does not need', async () => {
    for (const path of ['/', '/page/main.js', '/page/base.css', '/page/view', '/page/nothing', '/page/do']) {
      const { headers } = await fetch(url + path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': CSP,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
    }
  });

  test('serves its files by their types, and no others', async () => {
    const typeOf = async (path: string) => (await fetch(url + path)).headers.get('content-type');
    expect(await typeOf('/')).toBe('text/html; charset=utf-8');
    expect(await typeOf('/page/main.js')).toBe('text/javascript; charset=utf-8');
    expect(await typeOf('/page/base.css')).toBe('text/css; charset=utf-8');
    for (const path of ['/page/../page-server.ts', '/page/%2e%2e/page-server.ts', '/page/page-server.ts', '/page/']) {
      expect((await fetch(url + path)).status).toBe(404);
    }
  });

  test('asks for nothing but its own files, and each of those is there', async () => {
    const html = await (await fetch(url)).text();
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) {
      expect(address).toMatch(/^\/page\//);
      expect((await fetch(url + address)).status).toBe(200);
    }
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style|style=|\son\w+=/);
  });

  test('refuses whoever is not allowed', async () => {
    isAllowed = false;
    for (const path of ['/', '/page/main.js', '/page/view', '/page/changes']) {
      expect((await fetch(url + path)).status).toBe(403);
    }
    expect((await post('{}')).status).toBe(403);
  });

  test('leaves alone what is not its own', async () => {
    expect(await (await fetch(`${url}/elsewhere`)).text()).toBe('not the page');
  });

  test('takes the right methods only', async () => {
    expect((await fetch(`${url}/page/view`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${url}/page/do`)).status).toBe(405);
  });

  test('answers the view of a person in a channel', async () => {
    const { grace, general } = world.first;
    const view = await (await fetch(`${url}/page/view?as=${grace}&channel=${general}`)).json();
    expect(view).toMatchObject({ as: grace, open: { id: general } });
  });

  test('says what a person says', async () => {
    const { ada, papers } = world.first;
    const { status, body } = await act({ action: 'say', as: ada, channelId: papers, content: 'hello' });
    expect(status).toBe(200);
    expect(world.core.state.messages[papers]?.[0]?.message).toMatchObject({ id: body.messageId, content: 'hello' });
  });

  test('tells a person why they may not', async () => {
    const { mallory, papers } = world.first;
    expect(await act({ action: 'say', as: mallory, channelId: papers, content: 'hello' })).toEqual({
      status: 400,
      body: { message: 'You may not write here.' },
    });
  });

  test('passes on commands, presses and choices, and says when the bot did not answer', async () => {
    const { ada, papers } = world.first;
    const invoked = { channelId: papers, command: 'topics show', options: { topic: 'agents' } };
    const pressed = { messageId: papers, customId: 'discuss' };
    expect((await act({ action: 'invoke', as: ada, ...invoked })).body).toEqual({ kind: 'none' });
    await act({ action: 'press', as: ada, ...pressed });
    await act({ action: 'select', as: ada, ...pressed, values: ['1'] });
    const filled = { interactionId: papers, values: { time: '9:00', days: ['monday'] } };
    await act({ action: 'submit', as: ada, ...filled });
    expect(asked).toMatchObject([
      [ada, invoked],
      [ada, pressed],
      [ada, { ...pressed, values: ['1'] }],
      [ada, filled],
    ]);
  });

  test('offers and passes on the commands of menus', async () => {
    const { ada, grace, papers } = world.first;
    const { body } = await act({ action: 'menu', as: ada, channelId: papers });
    expect(body).toEqual({ onMessage: ['Menu 3'], onPerson: ['Menu 2'] });
    const onMessage = { messageId: papers, command: 'Menu 3' };
    const onPerson = { channelId: papers, targetId: grace, command: 'Menu 2' };
    expect((await act({ action: 'use-on-message', as: ada, ...onMessage })).body).toEqual({ kind: 'none' });
    expect((await act({ action: 'use-on-person', as: ada, ...onPerson })).body).toEqual({ kind: 'none' });
    expect(asked).toMatchObject([
      [ada, onMessage],
      [ada, onPerson],
    ]);
  });

  test('offers commands as they are typed, and what completes an option', async () => {
    const { ada, papers } = world.first;
    const { body } = await act({ action: 'commands', as: ada, channelId: papers });
    expect(body.commands).toEqual([
      { name: 'topics list', description: 'All of them', options: [] },
      { name: 'topics show', description: 'One', options: [{ type: 3, name: 'topic', description: 'Which' }] },
      { name: 'help', description: 'Help', options: [] },
    ]);
    const asking = { action: 'complete', as: ada, channelId: papers, command: 'topics show', focused: 'topic' };
    expect((await act(asking)).body).toEqual({ choices: [{ name: 'Agents', value: 'agents' }] });
  });

  test.each([
    ['an unknown action', (id: string) => ({ action: 'format', as: id })],
    ['no action', () => ({})],
    ['a list', () => []],
    ['a field of another type', (id: string) => ({ action: 'say', as: id, channelId: id, content: 1 })],
    [
      'somebody who is not there',
      () => ({ action: 'say', as: '123456789012345678', channelId: '123456789012345678', content: 'x' }),
    ],
  ])('refuses %s with a sentence', async (_, action) => {
    const { status, body } = await act(action(world.first.ada));
    expect(status).toBe(400);
    expect(body.message).toEqual(expect.any(String));
  });

  test('refuses to act as the bot', async () => {
    const action = { action: 'say', as: world.botId, channelId: world.first.papers, content: 'x' };
    expect((await act(action)).status).toBe(400);
  });

  test('refuses what is no JSON, by its type or in truth', async () => {
    expect((await post('{')).status).toBe(400);
    expect((await post('{}', 'text/plain')).status).toBe(415);
  });

  test('takes bodies of up to 64 KiB', async () => {
    const { ada, papers } = world.first;
    const bodyOf = (bytes: number) => {
      const empty = JSON.stringify({ action: 'say', as: ada, channelId: papers, content: '' });
      return empty.replace('""', `"${'x'.repeat(bytes - empty.length)}"`);
    };
    expect((await post(bodyOf(65_536))).status).toBe(200);
    expect((await post(bodyOf(65_537))).status).toBe(413);
  });

  test('tells of changes, of many at once only once, and ends when it is stopped', async () => {
    const response = await fetch(`${url}/page/changes`);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const { ada, papers } = world.first;
    setTimeout(() => {
      for (let count = 0; count < 5; count += 1) world.write(papers, ada, { content: 'x' });
      world.write(papers, world.botId, { content: 'x' }, { visibleTo: ada });
      setTimeout(() => page.stop(), 200);
    }, 20);
    const text = await response.text();
    expect(text.match(/data: changed\n\n/g)).toHaveLength(1);
  });

  test.each<[string, (world: SmallWorld) => void]>([
    ['a registered command', ({ core }) => saveCommands(core, [{ name: 'new', description: 'New' }])],
    [
      'a clock that is moved',
      ({ core }) => {
        core.now = () => new Date(NOW.getTime() + 3_600_000);
      },
    ],
    [
      'a clock that is moved back',
      ({ core }) => {
        core.now = () => new Date(NOW.getTime() - 60_000);
      },
    ],
  ])('tells of %s, which has no event', async (_, change) => {
    const response = await fetch(`${url}/page/changes`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('welcome');
    change(world);
    expect((await reader?.read())?.value).toContain('changed');
  });
});
