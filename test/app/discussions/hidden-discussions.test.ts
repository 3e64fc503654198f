import { type APIMessage, PermissionFlagsBits, Routes } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSenderRest } from '../../../src/discord/rest.ts';
import { encodeCustomId } from '../../../src/render/message/custom-id.ts';
import { DEFAULT_PERMISSIONS } from '../../../src/sandbox/world/permissions.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { messageOf, selectOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { manyCounted } from '../../support/papers/papers.ts';

const { ViewChannel, SendMessages, CreatePublicThreads, SendMessagesInThreads, ReadMessageHistory } =
  PermissionFlagsBits;
const BOT = ViewChannel | SendMessages | CreatePublicThreads | SendMessagesInThreads | ReadMessageHistory;
const PAPER = '2603.00101';
let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];

beforeEach(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z', lists: { '2026-03-10': manyCounted(3, 1) } });
  first = bot.sandbox.world.first;
  await subscribeBy(bot.sandbox, first.ada, {
    channelId: first.papers,
    options: { time: '09:00', timezone: 'UTC' },
  });
});
afterEach(() => bot[Symbol.asyncDispose]());

const invoke = (userId: string, channelId: string, command: string, options: Record<string, string> = {}) =>
  bot.sandbox.people.invoke(userId, { channelId, command, options });
const discuss = (userId: string, channelId: string) => invoke(userId, channelId, 'discuss', { paper: PAPER });
const add = (name: string, type = 0) => bot.sandbox.world.addChannel(first.guild, { name, type });
/** Hidden as a category hides the channels in it: Discord copies the category's overwrites to each. */
function hide(channelId: string, ...hiddenFrom: readonly string[]): void {
  for (const id of hiddenFrom) bot.sandbox.world.overwrite(channelId, id, { deny: ViewChannel });
  bot.sandbox.world.overwrite(channelId, first.botRole, { allow: BOT });
}

/** Makes a discussion that Grace cannot see. */
const HIDDEN: Readonly<Record<string, () => Promise<unknown>>> = {
  async 'by everyone denied, after it was opened'() {
    await discuss(first.ada, first.general);
    hide(first.general, first.guild);
  },
  async 'by a category whose overwrites the channel has'() {
    const channel = add('in-a-category');
    await discuss(first.ada, channel);
    hide(channel, first.guild);
    bot.sandbox.world.overwrite(channel, first.linus, { allow: ViewChannel });
  },
  async 'by a role that alone is allowed'() {
    const team = bot.sandbox.world.addRole(first.guild, { name: 'team' });
    const channel = add('team');
    hide(channel, first.guild);
    bot.sandbox.world.overwrite(channel, team, { allow: BOT });
    bot.sandbox.world.setMember(first.guild, first.linus, { roles: [team] });
    await discuss(first.linus, channel);
  },
  async 'by an overwrite of one member'() {
    await discuss(first.ada, first.general);
    hide(first.general, first.grace);
  },
  async 'by a role of hers'() {
    const muted = bot.sandbox.world.addRole(first.guild, { name: 'muted' });
    await discuss(first.ada, first.general);
    hide(first.general, muted);
    bot.sandbox.world.setMember(first.guild, first.grace, { roles: [muted] });
  },
  async 'in a private channel'() {
    const channel = add('private');
    hide(channel, first.guild);
    await discuss(first.ada, channel);
  },
  async 'in the parent of a thread where it was asked for'() {
    const channel = add('parent');
    hide(channel, first.guild);
    const thread = bot.sandbox.world.startThread(channel, { ownerId: first.ada, name: 'aside' });
    await discuss(first.ada, thread);
  },
  async 'in a forum'() {
    const forum = add('forum', 15);
    const post = bot.sandbox.world.startThread(forum, { ownerId: first.ada, name: 'look', content: 'Look!' });
    await discuss(first.ada, post);
    hide(forum, first.guild);
  },
};

/** All that Grace can be shown of the paper, as the whole body of what she is sent. */
async function showAll(): Promise<Readonly<Record<string, string>>> {
  const { people, world } = bot.sandbox;
  const dm = world.dms().find(({ userId }) => userId === first.grace)?.id ?? '';
  const text = (body: unknown) => JSON.stringify(body);
  const list = messageOf(await invoke(first.grace, first.papers, 'trending'));
  const [digest] = world.messages(first.papers).map(({ message }) => message);
  if (digest === undefined) throw new Error('no digest');
  const open = (message: typeof list) =>
    people.select(first.grace, { messageId: message.id, customId: selectOf(message).customId, values: [PAPER] });
  const show = async (content: string) => {
    const { id } = await people.say(first.grace, { channelId: first.papers, content });
    return messageOf(await people.useOnMessage(first.grace, { messageId: id, command: 'Show papers' }));
  };
  const complete = (command: string, channelId: string) =>
    people.complete(first.grace, { channelId, command, focused: 'paper', options: { paper: 'Paper 101' } });
  return {
    list: text(list),
    'card of the list': text(messageOf(await open(list))),
    card: text(messageOf(await invoke(first.grace, first.papers, 'paper', { paper: PAPER }))),
    search: text(messageOf(await invoke(first.grace, first.papers, 'search', { query: '"Paper 101"' }))),
    'papers of a message': text(await show(`${PAPER} 2603.00102`)),
    'card of a message': text(await show(PAPER)),
    digest: text(digest),
    'card of the digest': text(messageOf(await open(digest))),
    'list in a DM': text(messageOf(await invoke(first.grace, dm, 'trending'))),
    'card in a DM': text(messageOf(await invoke(first.grace, dm, 'paper', { paper: PAPER }))),
    'search in a DM': text(messageOf(await invoke(first.grace, dm, 'search', { query: '"Paper 101"' }))),
    'choices of /paper': text(await complete('paper', first.papers)),
    'choices of /discuss': text(await complete('discuss', first.papers)),
    'choices in a DM': text(await complete('paper', dm)),
  };
}

/** Whoever presses any control with a `custom_id` of their own making. */
async function forge(userId: string, customId: string): Promise<string> {
  const { apiUrl, token, people } = bot.sandbox;
  const rest = createSenderRest({ token, apiUrl, requestsPerSecond: 1_000 });
  const button = { type: 2, style: 2, label: 'forged', custom_id: customId };
  const body = { content: 'forged', components: [{ type: 1, components: [button] }] };
  const { id } = (await rest.post(Routes.channelMessages(first.papers), { body })) as APIMessage;
  return wordsOf(await people.press(userId, { messageId: id, customId }));
}
const silence = (action: string, threadId: string) =>
  forge(first.grace, encodeCustomId({ command: 'discuss', action, fields: [threadId] }));

const threadIds = () => bot.sandbox.world.threads(first.guild).map(({ id }) => id);
const namesShown = (shown: Readonly<Record<string, string>>, ids: readonly string[]) =>
  Object.entries(shown).flatMap(([name, body]) => (ids.some((id) => body.includes(id)) ? [name] : []));

const OUTDATED = 'This control is out of date. Please use the command again.';
const letAllManage = () =>
  bot.sandbox.world.setRolePermissions(first.guild, first.guild, DEFAULT_PERMISSIONS | PermissionFlagsBits.ManageGuild);

describe('a discussion that somebody cannot see', () => {
  it.each(Object.entries(HIDDEN))(
    '%s is on no list, card or choice of theirs, nor told by a control',
    async (_, make) => {
      await make();
      const ids = threadIds();
      expect(ids.length).toBeGreaterThan(0);
      await bot.moveTo('2026-03-11T09:00:05Z');
      const shown = await showAll();
      expect(namesShown(shown, ids)).toEqual([]);
      // What she opens is another, which all see.
      const opened = JSON.stringify(messageOf(await discuss(first.grace, first.papers)));
      expect(ids.filter((id) => opened.includes(id))).toEqual([]);
      expect(threadIds()).toHaveLength(ids.length + 1);
      for (const threadId of ids) {
        for (const action of ['hush', 'heed']) expect(await silence(action, threadId)).toBe(OUTDATED);
      }
      // Not even who manages the server learns of it, or changes it, from where it is hidden.
      letAllManage();
      for (const threadId of ids) expect(await silence('hush', threadId)).toBe(OUTDATED);
      expect(await bot.database.db.selectFrom('discussion').select('hushed_at').distinct().execute()).toEqual([
        { hushed_at: null },
      ]);
    },
  );

  it('would be found by this test: one that she sees is on lists and cards', async () => {
    await discuss(first.ada, first.general);
    await bot.moveTo('2026-03-11T09:00:05Z');
    const places =
      'list, card of the list, card, search, papers of a message, card of a message, digest, card of the digest';
    expect(namesShown(await showAll(), threadIds()).join(', ')).toBe(places);
    const [threadId = ''] = threadIds();
    expect(await silence('hush', threadId)).toContain(`**Manage Threads** in <#${first.general}>`);
    letAllManage();
    expect(await silence('hush', threadId)).toContain('No more updates');
  });
});
