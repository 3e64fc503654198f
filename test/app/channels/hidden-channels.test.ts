import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setDiscussionChannel, setNoticeChannel } from '../../../src/store/servers/guilds.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { textsOf } from '../../support/discord/discord-rules.ts';
import { buttonOf, messageOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { holdList } from '../../support/papers/lists.ts';
import { manyCounted } from '../../support/papers/papers.ts';

const { ViewChannel } = PermissionFlagsBits;
const NAMELESS = '___hidden___';
const PAPER = '2603.00101';
let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];

beforeEach(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z' });
  first = bot.sandbox.world.first;
  const papers = manyCounted(3, 1);
  for (const listDay of ['2026-03-10', '2026-03-11']) await holdList(bot.database.db, listDay, papers, bot.clock.now());
});
afterEach(() => bot[Symbol.asyncDispose]());

const invoke = (command: string, options: Record<string, string> = {}, channelId = first.general) =>
  bot.sandbox.people.invoke(first.ada, { channelId, command, options });
const subscribe = (channelId: string, options: Record<string, string> = {}) =>
  subscribeBy(bot.sandbox, first.ada, {
    channelId: first.general,
    options: { channel: channelId, time: '09:00', timezone: 'UTC', ...options },
  });
const hide = (channelId: string) =>
  bot.sandbox.world.overwrite(channelId, bot.sandbox.world.applicationId, { deny: ViewChannel });
const show = (channelId: string) => bot.sandbox.world.overwrite(channelId, bot.sandbox.world.applicationId, {});
const said = (channelId: string) =>
  bot.sandbox.world.messages(channelId).map(({ message }) => textsOf(message).join(' '));
const choices = async () =>
  JSON.stringify(
    await bot.sandbox.people.complete(first.ada, {
      channelId: first.general,
      command: 'unsubscribe',
      focused: 'subscription',
      options: { subscription: '' },
    }),
  );

/** All that an admin is shown of the server's channels, as the whole body of each message. */
async function showAll(): Promise<readonly string[]> {
  const panel = messageOf(await invoke('subscriptions'));
  const press = (label: string) =>
    bot.sandbox.people.press(first.ada, { messageId: panel.id, customId: buttonOf(panel, label) });
  const [settings, receipts] = [await press('Server settings'), await press('Receipts')];
  const messages = [panel, messageOf(settings), messageOf(receipts), messageOf(await invoke('status'))];
  return [...messages.map((message) => JSON.stringify(message)), await choices()];
}

describe('a channel that Paperboy does not see', () => {
  it('is shown by its id and never by the name that Discord gives all such channels, until it is seen', async () => {
    const { db } = bot.database;
    await subscribe(first.papers);
    await subscribe(first.papers, { topics: 'robotics' });
    await setDiscussionChannel(db, first.guild, first.papers);
    await setNoticeChannel(db, first.guild, first.papers);
    expect((await showAll()).filter((shown) => shown.includes('#papers'))).toHaveLength(2);
    hide(first.papers);
    await vi.waitFor(async () => expect(await choices()).toContain(`#${first.papers}`));
    const shown = await showAll();
    expect(shown.filter((body) => body.includes(NAMELESS) || body.includes('#papers'))).toEqual([]);
    expect(shown.filter((body) => body.includes(`#${first.papers}`))).toHaveLength(4);
    show(first.papers);
    await vi.waitFor(async () => expect(await choices()).toContain('#papers'));
  });

  it('is not told of by that name when it is deleted', async () => {
    await subscribe(first.papers);
    hide(first.papers);
    bot.sandbox.world.deleteChannel(first.papers);
    await vi.waitFor(() => expect(said(first.general)).toHaveLength(1));
    expect(said(first.general)[0]).toContain(`cannot post in <#${first.papers}> any more.`);
  });

  it.each([
    ['text', 0],
    ['announcements', 5],
    ['a forum', 15],
  ])('of %s is suspended, told of once, and posted to as before once a role shows it', async (_, type) => {
    const { world } = bot.sandbox;
    const readers = world.addRole(first.guild, { name: 'readers' });
    const channel = world.addChannel(first.guild, { name: 'reading', type: type as 0 | 5 | 15 });
    const mine = (roles: readonly string[]) => world.setMember(first.guild, world.applicationId, { roles });
    mine([first.botRole, readers]);
    world.overwrite(channel, first.guild, { deny: ViewChannel });
    world.overwrite(channel, readers, { allow: ViewChannel });
    await subscribe(channel);
    mine([first.botRole]);
    await bot.moveTo('2026-03-11T09:00:05Z');
    expect(said(first.general)).toEqual([expect.stringContaining(`cannot post in <#${channel}> any more`)]);
    expect(wordsOf(await invoke('status'))).toContain('**Suspended**');
    const kinds = () => bot.database.db.selectFrom('destination').select(['kind', 'suspended_reason']).execute();
    const [before] = await kinds();
    expect(before?.suspended_reason).toBe('no-access');
    mine([first.botRole, readers]);
    const posted = () => (type === 15 ? world.threads(first.guild).map(({ parentId }) => parentId) : said(channel));
    await vi.waitFor(() => expect(posted().length).toBeGreaterThan(1), { timeout: 5_000 });
    expect(await kinds()).toEqual([{ kind: before?.kind, suspended_reason: null }]);
    await bot.moveTo('2026-03-11T09:10:05Z');
    expect(said(first.general)).toHaveLength(1);
  });

  it('is no place for discussions: they begin where they are asked for, and an admin hears it', async () => {
    const { world } = bot.sandbox;
    await setDiscussionChannel(bot.database.db, first.guild, first.papers);
    hide(first.papers);
    const words = wordsOf(await invoke('discuss', { paper: PAPER }));
    const [thread] = world.threads(first.guild);
    expect(thread?.parentId).toBe(first.general);
    expect(words).toContain(`<#${thread?.id}>`);
    await bot.moveTo('2026-03-11T08:31:00Z');
    expect(said(first.general).join()).toContain(`cannot begin discussions in <#${first.papers}>`);
  });
});
