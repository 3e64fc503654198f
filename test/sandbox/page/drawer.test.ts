import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SandboxAction } from '../../../src/sandbox/drawer/action.ts';
import { viewRequest } from '../../../src/sandbox/drawer/request-view.ts';
import { type PlainBot, startPlainBot } from '../../support/discord/plain-bot.ts';
import { openDrawer } from '../../support/page/drawer.ts';

const SEND = 1n << 11n;
const REQUEST = {
  number: 1,
  at: new Date(0),
  method: 'POST',
  query: {},
  route: undefined,
  body: undefined,
  status: 200,
  response: undefined,
  headers: {},
  ms: 1,
} as const;

async function start(options: Parameters<typeof startPlainBot>[0] = {}) {
  const bot = await startPlainBot(options);
  return { bot, drawer: openDrawer(bot.sandbox.url), ...bot.sandbox.world.first };
}

function rights(bot: PlainBot, channel: string): bigint {
  return bot.sandbox.world.permissions(bot.sandbox.world.applicationId, channel);
}

describe('the drawer’s questions', () => {
  it('take a POST of JSON from this page alone', async () => {
    const { bot, drawer } = await start();
    await using _ = bot;
    const at = new URL('/page/drawer/view', bot.sandbox.url);
    expect((await fetch(at)).status).toBe(405);
    expect((await fetch(at, { method: 'POST', body: '{}' })).status).toBe(415);
    for (const question of ['view', 'do', 'requests']) {
      const elsewhere = await drawer.ask(question, { action: 'kick-bot' }, { origin: 'http://elsewhere.example' });
      expect(elsewhere.status).toBe(403);
    }
    expect((await drawer.ask('format', {})).status).toBe(400);
  });

  it.each([
    ['do', {}],
    ['do', { action: 1 }],
    ['do', { action: 'nothing' }],
    ['view', { channel: 'x' }],
    ['requests', { after: -1 }],
    ['requests', []],
  ])('%s refuses %j with a sentence', async (question, body) => {
    const { bot, drawer } = await start();
    await using _ = bot;
    const answer = await drawer.ask(question, body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toMatch(/^[A-Z].*\.$/);
  });
});

describe('a permission', () => {
  it('is taken away in the open channel alone, and given back as it was', async () => {
    const { bot, drawer, papers, general } = await start();
    await using _ = bot;
    const before = { rights: rights(bot, papers), overwrites: await readOverwrites(bot, papers) };
    expect((await drawer.actions(papers)).get('Send Messages')).toMatchObject({
      isOn: true,
      group: 'What the bot may in #papers',
    });
    expect(await drawer.press('Send Messages', papers)).toBe('The bot may not “Send Messages” in #papers any more.');
    expect(await bot.tryPost(papers, { content: 'x' })).toEqual([403, 50013]);
    await bot.post(general);
    expect((await drawer.actions(papers)).get('Send Messages')?.isOn).toBe(false);
    await drawer.press('Send Messages', papers);
    expect(rights(bot, papers)).toBe(before.rights);
    expect(await readOverwrites(bot, papers)).toEqual(before.overwrites);
  });

  it('leaves others that were taken away as they are', async () => {
    const { bot, drawer, papers } = await start();
    await using _ = bot;
    await drawer.press('Embed Links', papers);
    await drawer.press('View Channel', papers);
    expect(rights(bot, papers)).toBe(0n);
    const shown = await drawer.actions(papers);
    expect([...shown.values()].filter(({ isOn }) => isOn === false).map(({ label }) => label)).toEqual([
      'Post the next message, then answer 500',
      'Rate limit the next message for 5 seconds',
      'Hold up new threads for 5 minutes',
      'Refuse new threads: 1000 participants (30033)',
      'Outage: answer every request with 503',
      'View Channel',
      'Embed Links',
      'Allow no more active threads than now (160006)',
    ]);
    await drawer.press('View Channel', papers);
    expect(rights(bot, papers) & (1n << 14n)).toBe(0n);
    expect(rights(bot, papers) & SEND).toBe(SEND);
  });

  it('that the channel denies to everybody can be given', async () => {
    const { bot, drawer, admins } = await start();
    await using _ = bot;
    expect((await drawer.actions(admins)).get('View Channel')?.isOn).toBe(false);
    await drawer.press('View Channel', admins);
    await bot.post(admins);
  });
});

describe('the server', () => {
  it('loses the open channel, or the open thread alone', async () => {
    const { bot, drawer, papers } = await start();
    await using _ = bot;
    const { id } = await bot.post(papers);
    await bot.call('POST', `/channels/${papers}/messages/${id}/threads`, { body: { name: 'Talk' } });
    expect((await drawer.actions(id)).get('Delete the thread Talk')?.question).toContain('cannot be undone');
    expect(await drawer.press('Delete the thread Talk', id)).toBe('The thread Talk is deleted.');
    await bot.post(papers);
    expect(await drawer.press('Delete #papers', papers)).toBe('#papers is deleted.');
    expect(await bot.tryPost(papers, { content: 'x' })).toEqual([404, 10003]);
    expect((await drawer.actions(papers)).has('Delete #papers')).toBe(false);
  });

  it('kicks the bot, and invites it again', async () => {
    const { bot, drawer, papers } = await start();
    await using _ = bot;
    await drawer.press('Kick the bot', papers);
    expect(await bot.tryPost(papers, { content: 'x' })).toEqual([403, 50001]);
    const offered = await drawer.actions(papers);
    expect(offered.has('Kick the bot')).toBe(false);
    expect(offered.has('Send Messages')).toBe(false);
    await drawer.press('Invite the bot', papers);
    await bot.post(papers);
  });

  it('may be allowed no more active threads than it has: an archived one makes room', async () => {
    const { bot, drawer, guild, papers, ada } = await start();
    await using _ = bot;
    const { world } = bot.sandbox;
    const forum = world.addChannel(guild, { name: 'forum', type: 15 });
    const news = world.addChannel(guild, { name: 'news', type: 5 });
    const begin = async (channel: string) => {
      const { id } = await bot.post(channel);
      const { status, body } = await bot.call('POST', `/channels/${channel}/messages/${id}/threads`, {
        body: { name: 'Talk' },
      });
      return { id, code: status === 201 ? undefined : body.code };
    };
    const post = async () =>
      (await bot.call('POST', `/channels/${forum}/threads`, { body: { name: 'x', message: { content: 'x' } } })).body;
    const { id: old } = await begin(papers);
    const label = 'Allow no more active threads than now (160006)';
    expect(await drawer.press(label, papers)).toMatch(/ may have 1 active thread from now on\.$/);
    expect((await drawer.actions(papers)).get(label)?.isOn).toBe(true);
    expect([(await begin(papers)).code, (await post()).code, (await begin(news)).code]).toEqual([
      160006, 160006, 160007,
    ]);

    world.setThread(old, { archived: true });
    expect((await begin(papers)).code).toBeUndefined();
    expect((await bot.call('PATCH', `/channels/${old}`, { body: { archived: false } })).body.code).toBe(160006);

    const other = world.addGuild({ name: 'Other', ownerId: ada });
    expect((await begin(world.addChannel(other, { name: 'talk' }))).code).toBeUndefined();
    expect(await drawer.press(label, papers)).toMatch(/ may have 1000 active threads from now on\.$/);
    expect((await begin(papers)).code).toBeUndefined();
  });

  it('is no server’s in a direct conversation', async () => {
    const { bot, drawer } = await start();
    await using _ = bot;
    const [dm] = bot.sandbox.world.dms();
    const groups = new Set([...(await drawer.actions(dm?.id)).values()].map(({ group }) => group));
    expect([...groups]).toEqual(['Discord fails']);
  });
});

describe('a failure', () => {
  it('is met once: the message is there, and the bot is told 500', async () => {
    const { bot, drawer, papers } = await start({ spoilt: true });
    await using _ = bot;
    const label = 'Post the next message, then answer 500';
    await drawer.press(label);
    expect((await drawer.actions()).get(label)?.isOn).toBe(true);
    expect((await bot.tryPost(papers, { content: 'here' }))[0]).toBe(500);
    expect(bot.sandbox.world.messages(papers).map(({ message }) => message.content)).toEqual(['here']);
    expect((await drawer.actions()).get(label)?.isOn).toBe(false);
    await bot.post(papers);
  });

  it('can be taken back before it is met', async () => {
    const { bot, drawer, papers } = await start();
    await using _ = bot;
    for (const label of ['Post the next message, then answer 500', 'Rate limit the next message for 5 seconds']) {
      await drawer.press(label);
      await drawer.press(label);
    }
    await bot.post(papers);
  });

  it('of new threads lasts until it is switched off', async () => {
    const { bot, drawer, guild, papers } = await start({ spoilt: true });
    await using _ = bot;
    const { id } = await bot.post(papers);
    const forum = bot.sandbox.world.addChannel(guild, { name: 'forum', type: 15 });
    const thread = () => bot.call('POST', `/channels/${papers}/messages/${id}/threads`, { body: { name: 'Talk' } });
    const post = () =>
      bot.call('POST', `/channels/${forum}/threads`, { body: { name: 'Talk', message: { content: 'x' } } });
    const label = 'Refuse new threads: 1000 participants (30033)';
    expect(await drawer.press(label)).toContain('refused with 30033');
    const full = { status: 400, body: { code: 30033 } };
    for (const begin of [thread, post, thread]) expect(await begin()).toMatchObject(full);
    await bot.post(papers);
    expect(await drawer.press(label)).toBe('New threads are let through.');
    for (const begin of [thread, post]) expect((await begin()).status).toBe(201);
  });

  it('of everything lasts until it is switched off', async () => {
    const { bot, drawer, papers } = await start({ spoilt: true });
    await using _ = bot;
    const label = 'Outage: answer every request with 503';
    await drawer.press(label);
    for (const path of ['/users/@me', '/gateway/bot']) expect((await bot.call('GET', path)).status).toBe(503);
    await drawer.press(label);
    await bot.post(papers);
  });
});

describe('what is handed in', () => {
  it('is offered first, says what came of it, and runs one at a time', async () => {
    const gate = Promise.withResolvers<string>();
    const actions: SandboxAction[] = [
      { label: 'Wait', group: 'Clock', hint: 'A while.', run: () => gate.promise },
      { label: 'Say', group: 'Clock', run: async () => 'Said.' },
      { label: 'Break', group: 'Papers', run: () => Promise.reject(new Error('postgres://secret')) },
    ];
    const { bot, drawer } = await start({ actions });
    await using _ = bot;
    expect([...(await drawer.actions()).values()].slice(0, 3)).toMatchObject([
      { label: 'Wait', group: 'Clock', hint: 'A while.' },
      { label: 'Say', group: 'Clock' },
      { label: 'Break', group: 'Papers' },
    ]);
    const waiting = drawer.press('Wait');
    await expect.poll(() => drawer.press('Say')).toBe('“Wait” is still under way.');
    gate.resolve('Waited.');
    expect(await waiting).toBe('Waited.');
    expect(await drawer.press('Say')).toBe('Said.');
    expect(await drawer.press('Break')).toBe('“Break” failed. The log of the program may say why.');
  });

  it('is told to stop when the sandbox ends', async () => {
    const told = Promise.withResolvers<void>();
    const run = (signal: AbortSignal) =>
      new Promise<string>((resolve) => {
        signal.addEventListener('abort', () => {
          told.resolve();
          resolve('Stopped.');
        });
      });
    const { bot, drawer } = await start({ actions: [{ label: 'Wait', group: 'Clock', run }] });
    const pressed = drawer.press('Wait').catch(() => 'cut off');
    await expect.poll(async () => (await drawer.ask('view', {})).body.running).toBe('Wait');
    await bot[Symbol.asyncDispose]();
    await told.promise;
    await pressed;
  });
});

describe('the log of requests', () => {
  it('tells status, time, and the state of the rate limit', async () => {
    const { bot, drawer, papers } = await start({ limits: { enabled: true } });
    await using _ = bot;
    await bot.post(papers);
    const [logged] = await drawer.requests();
    expect(logged).toMatchObject({
      number: 1,
      method: 'POST',
      path: `/channels/${papers}/messages`,
      status: 200,
      ms: expect.any(Number),
      limit: { bucket: expect.stringMatching(/^[0-9a-f]{8}$/), most: 5, remaining: 4 },
    });
    expect(logged).not.toHaveProperty('refused');
  });

  it('says what is wrong with a body, each at its place', async () => {
    const { bot, drawer, papers } = await start();
    await using _ = bot;
    const row = { type: 1, components: [{ type: 2, style: 1, label: 'x'.repeat(81), custom_id: 'a' }] };
    await bot.tryPost(papers, { content: 'x'.repeat(2_001), components: [row] });
    const [logged] = await drawer.requests();
    expect(logged?.refused).toMatchObject({ code: 50035, message: 'Invalid Form Body' });
    const places = logged?.refused?.errors.map(({ path, message }) => `${path}: ${message}`);
    expect(places).toContain('content: Must be 2000 or fewer in length.');
    expect(places?.some((each) => each.startsWith('components.0.components.0.label: '))).toBe(true);
  });

  it('says which fault was met, and when to come again', async () => {
    const { bot, drawer, papers } = await start({ spoilt: true });
    await using _ = bot;
    await drawer.press('Rate limit the next message for 5 seconds');
    await bot.tryPost(papers, { content: 'x' });
    expect((await drawer.requests())[0]).toMatchObject({
      status: 429,
      fault: '429 (user) before its effect',
      limit: { scope: 'user', retryAfterSeconds: 5 },
    });
  });

  it('shows no token, of the bot or of an interaction', async () => {
    const { bot, drawer } = await start();
    await using _ = bot;
    const secret = 'aW50ZXJhY3Rpb246MTIz';
    const id = bot.sandbox.world.applicationId;
    await bot.call('POST', `/interactions/${id}/${secret}/callback`, { body: { type: 5 } });
    await bot.call('PATCH', `/webhooks/${id}/${secret}/messages/@original`, { body: { content: 'x' } });
    await bot.call('GET', `/v9/webhooks/${id}/${secret}`);
    const { body } = await drawer.ask('requests', { after: 0 });
    expect(body.entries).toHaveLength(3);
    const text = JSON.stringify([body, (await drawer.ask('view', {})).body]);
    expect(text).not.toContain(secret);
    expect(text).not.toContain(bot.sandbox.token);
  });

  it('shows no token in whichever path of an interaction', () => {
    const token = fc.stringMatching(/^[\w%.~-]{12,40}$/);
    const before = fc.constantFrom('/interactions/1/', '/webhooks/2/', '/v9/webhooks/3/', '/webhooks//');
    const after = fc.constantFrom('', '/callback', '/messages/@original', '/messages/4', '/5/6');
    fc.assert(
      fc.property(before, token, after, (start, secret, end) => {
        const view = viewRequest({ ...REQUEST, path: `${start}${secret}${end}` });
        expect(JSON.stringify(view)).not.toContain(secret);
        expect(view.path).toBe(`${start}…${end}`);
      }),
    );
  });

  it('is live: a question for what is new waits for it', async () => {
    const { bot, drawer, papers } = await start();
    await using _ = bot;
    await bot.post(papers);
    const asked = drawer.ask('requests', { after: 1 });
    await bot.post(papers);
    expect((await asked).body).toMatchObject({ newest: 2, entries: [{ number: 2 }] });
  });

  it('is bounded, and begins anew for a page of an earlier start', async () => {
    const { bot, drawer } = await start();
    await using _ = bot;
    for (let count = 0; count < 210; count += 1) await bot.call('GET', '/gateway');
    const { entries } = (await drawer.ask('requests', { after: 9_999 })).body;
    expect(entries).toHaveLength(200);
    expect(await drawer.requests()).toMatchObject({ 0: { number: 11 }, 199: { number: 210 } });
  });
});

async function readOverwrites(bot: PlainBot, channel: string): Promise<unknown> {
  return (await bot.call('GET', `/channels/${channel}`)).body.permission_overwrites;
}
