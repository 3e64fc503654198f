import { setTimeout as sleep } from 'node:timers/promises';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { OptionValue } from '../../../src/sandbox/people/commands.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { botHeaders } from '../../support/discord/plain-bot.ts';
import { buttonOf, isEphemeral, messageOf, selectOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { manyCounted } from '../../support/papers/papers.ts';

const { SendMessages, UseExternalApps } = PermissionFlagsBits;
/** Nothing of it may be seen elsewhere. */
const OWN_TOPIC = 'our-own-topic';
const PAPER = '2603.00101';

let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];
/** A server that never had Paperboy. */
let elsewhere: string;
const places: Record<string, string> = {};

beforeAll(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z', lists: { '2026-03-10': manyCounted(25, 1) } });
  const { people, world } = bot.sandbox;
  first = world.first;
  await subscribeBy(bot.sandbox, first.ada, { channelId: first.general, options: {} });
  const options = { name: OWN_TOPIC, query: 'paper' };
  const draft = messageOf(
    await people.invoke(first.ada, { channelId: first.general, command: 'topics create', options }),
  );
  await people.press(first.ada, { messageId: draft.id, customId: buttonOf(draft, 'Save') });
  await invoke('discuss', { paper: PAPER }, first.general);

  elsewhere = world.addGuild({ name: 'Elsewhere', ownerId: first.ada, hasBot: false });
  for (const userId of [first.grace, first.linus]) world.addMember(elsewhere, { userId });
  places.server = world.addChannel(elsewhere, { name: 'lounge' });
  places.group = world.addConversation([first.linus, first.grace, first.ada]);
  places.two = world.addConversation([first.grace, first.linus]);
  world.setInstalledFor(first.grace, true);
});
beforeEach(() => bot.clock.move(60_000));
afterAll(async () => {
  bot.sandbox.expectDescribed();
  await bot[Symbol.asyncDispose]();
});

const PLACES = ['server', 'group', 'two'] as const;
const at = (place: string) => places[place] ?? '';

function invoke(command: string, options: Readonly<Record<string, OptionValue>>, channelId: string) {
  return bot.sandbox.people.invoke(first.grace, { channelId, command, options });
}

async function useOn(command: string, content: string, channelId: string) {
  const { id } = await bot.sandbox.people.say(first.linus, { channelId, content });
  return await bot.sandbox.people.useOnMessage(first.grace, { messageId: id, command });
}

const press = (message: ReturnType<typeof messageOf>, label: string, userId = first.grace) =>
  bot.sandbox.people.press(userId, { messageId: message.id, customId: buttonOf(message, label) });

/** Opens the first paper of a list. */
function openFirst(message: ReturnType<typeof messageOf>, userId = first.grace) {
  const { customId, values } = selectOf(message);
  return bot.sandbox.people.select(userId, { messageId: message.id, customId, values: values.slice(0, 1) });
}

/** A private answer, in which nothing of the server is shown that has a discussion of the paper. */
function expectPrivate(reply: Parameters<typeof messageOf>[0], words: string): void {
  const message = messageOf(reply);
  expect(isEphemeral(message)).toBe(true);
  expect(wordsOf(reply)).toContain(words);
  const shown = JSON.stringify(message.components);
  for (const secret of [first.guild, 'discuss|', OWN_TOPIC]) expect(shown).not.toContain(secret);
  for (const { id } of bot.sandbox.world.threads(first.guild)) expect(shown).not.toContain(id);
}

describe.each(PLACES)('whoever has Paperboy for themself, in a place of the kind %s', (place) => {
  it('is shown a paper', async () => {
    expectPrivate(await invoke('paper', { paper: PAPER }, at(place)), 'By Ada Lovelace');
    expectPrivate(await invoke('paper', { paper: 'no paper' }, at(place)), 'names no paper');
  });

  it('is shown it late, if the store is slow', async () => {
    const { promise: reply, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof invoke>>>();
    await bot.database.db.transaction().execute(async (transaction) => {
      await sql`lock table paper in access exclusive mode`.execute(transaction);
      void invoke('paper', { paper: PAPER }, at(place)).then(resolve);
      // Longer than an answer is held back before it is deferred.
      await sleep(1_800);
    });
    expectPrivate(await reply, 'By Ada Lovelace');
    const { method, path } = bot.sandbox.requests.entries.at(-1) ?? {};
    expect([method, path?.endsWith('/messages/@original')]).toEqual(['PATCH', true]);
  });

  it.each([
    ['trending', {}, 'Trending papers'],
    ['search', { query: 'paper' }, 'Search'],
  ] as const)('turns the pages of /%s, and opens a card', async (command, options, words) => {
    const list = await invoke(command, options, at(place));
    expectPrivate(list, words);
    const next = await press(messageOf(list), 'Next');
    expect(next.kind).toBe('update');
    expectPrivate(next, 'page 2 of 3');
    expectPrivate(await openFirst(messageOf(next)), 'By Ada Lovelace');
  });

  it('is shown the papers of a message', async () => {
    expectPrivate(await useOn('Show papers', `look: arxiv.org/abs/${PAPER}`, at(place)), 'By Ada Lovelace');
    const several = await useOn('Show papers', `${PAPER} and 2603.00102`, at(place));
    expectPrivate(several, 'Paper 102');
    expectPrivate(await openFirst(messageOf(several)), 'By Ada Lovelace');
  });

  it('discusses nothing, and is told what that takes', async () => {
    const threads = () => bot.sandbox.world.threads(first.guild).length;
    const before = threads();
    const reply = await useOn('Discuss paper', PAPER, at(place));
    expectPrivate(reply, place === 'server' ? 'This server has not added Paperboy' : 'This works in servers only');
    expect(threads()).toBe(before);
    expect(bot.sandbox.world.threads(elsewhere)).toEqual([]);
  });

  it('finds no topic of a server’s own', async () => {
    const { people } = bot.sandbox;
    const asked = { channelId: at(place), command: 'trending', focused: 'topic', options: { topic: 'our' } };
    const offered = await people.complete(first.grace, asked);
    expect(JSON.stringify(offered)).not.toContain(OWN_TOPIC);
    for (const topic of [OWN_TOPIC, `own:${OWN_TOPIC}`]) {
      expect(wordsOf(await invoke('trending', { topic }, at(place)))).toContain('is no topic');
      expect(wordsOf(await invoke('topics show', { topic }, at(place)))).toContain('is no topic');
    }
    expectPrivate(await invoke('topics list', {}, at(place)), 'Topics');
  });

  it('shares a list, which others read as everywhere', async () => {
    const list = messageOf(await invoke('trending', {}, at(place)));
    const shared = messageOf(await press(list, 'Share'));
    expect(isEphemeral(shared)).toBe(false);
    expect(bot.sandbox.world.messages(at(place)).at(-1)?.message.id).toBe(shared.id);
    expectPrivate(await openFirst(shared, first.linus), 'By Ada Lovelace');
  });

  it('is offered what works there alone', () => {
    const { people } = bot.sandbox;
    const typed = people.commands(first.grace, at(place)).map(({ name }) => name);
    expect(typed).toEqual(['help', 'paper', 'search', 'topics', 'trending']);
    const inMenu = people.commands(first.grace, at(place), 3).map(({ name }) => name);
    expect(inMenu).toEqual(['Discuss paper', 'Show papers']);
    expect(people.commands(first.linus, at(place))).toEqual([]);
  });
});

describe('in a server that has not added Paperboy', () => {
  it.each([
    ['Send Messages', SendMessages],
    ['Use External Apps', UseExternalApps],
  ])('a list is shared by nobody without the right %s', async (name, deny) => {
    const { world } = bot.sandbox;
    const list = messageOf(await invoke('trending', {}, at('server')));
    world.overwrite(at('server'), first.grace, { deny });
    const before = world.messages(at('server')).length;
    const refused = await press(list, 'Share');
    world.overwrite(at('server'), first.grace, {});
    expectPrivate(refused, `You need the permission **${name}**`);
    expect(world.messages(at('server'))).toHaveLength(before);
  });

  it('what is for servers alone is refused with a sentence, if it is asked for all the same', async () => {
    await offerEverything();
    for (const [command, options] of [
      ['discuss', { paper: PAPER }],
      ['subscribe', {}],
      ['subscriptions', {}],
      ['unsubscribe', { subscription: '1' }],
      ['topics create', { name: 'x', query: 'paper' }],
      ['topics delete', { topic: OWN_TOPIC }],
    ] as const) {
      expectPrivate(await invoke(command, options, at('server')), 'This server has not added Paperboy');
      expectPrivate(await invoke(command, options, at('group')), 'This works in servers only');
    }
    const completed = { channelId: at('server'), command: 'unsubscribe', focused: 'subscription' };
    expect(await bot.sandbox.people.complete(first.grace, completed)).toEqual([]);
    const status = await invoke('status', {}, at('server'));
    expectPrivate(status, '## Status');
    expect(wordsOf(status)).not.toMatch(/subscription/i);
  });

  it('nothing of it is kept, and Discord is asked nothing about it', async () => {
    const ids = [elsewhere, ...Object.values(places)];
    const { db } = bot.database;
    const tables = await db.introspection.getTables();
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const like = sql.join(ids.map((id) => `%${id}%`));
      const { rows } =
        await sql`select 1 from ${sql.table(name)} as kept where kept::text like any (array[${like}])`.execute(db);
      expect(rows, name).toEqual([]);
    }
    const asked = bot.sandbox.requests.entries.filter(({ path }) => ids.some((id) => path.includes(id)));
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(bot.logLines.filter((line) => line.includes('interactionId'))).toEqual([]);
  });
});

it('a server that has removed Paperboy is shown nothing of what it had, and all again afterwards', async () => {
  const { world, people } = bot.sandbox;
  const [thread] = world.threads(first.guild);
  const card = async () => await invoke('paper', { paper: PAPER }, first.general);
  expect(JSON.stringify(messageOf(await card()).components)).toContain(thread?.id);
  world.kickBot(first.guild);
  expectPrivate(await card(), 'By Ada Lovelace');
  expectPrivate(await invoke('trending', {}, first.general), 'Trending papers');
  expectPrivate(await useOn('Discuss paper', PAPER, first.general), 'This server has not added Paperboy');
  const asked = { channelId: first.general, command: 'trending', focused: 'topic', options: { topic: 'our' } };
  expect(JSON.stringify(await people.complete(first.grace, asked))).not.toContain(OWN_TOPIC);
  world.inviteBot(first.guild);
  expect(JSON.stringify(messageOf(await card()).components)).toContain(thread?.id);
});

/** As if an older version had registered every command for everybody, everywhere. */
async function offerEverything(): Promise<void> {
  const body = commands.map(({ data: { default_member_permissions: _, ...data } }) => ({
    ...data,
    contexts: [0, 1, 2],
    integration_types: [0, 1],
  }));
  const { apiUrl, world } = bot.sandbox;
  const answer = await fetch(`${apiUrl}/v10/applications/${world.applicationId}/commands`, {
    method: 'PUT',
    headers: { ...botHeaders(bot.sandbox), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}
