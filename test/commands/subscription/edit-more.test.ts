import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_PERMISSIONS } from '../../../src/sandbox/world/permissions.ts';
import type { StoredMessage } from '../../../src/sandbox/world/state.ts';
import { listSubscriptions, removeSubscription } from '../../../src/store/servers/subscriptions.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { buttonOf, formOf, isEphemeral, messageOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { manyCounted } from '../../support/papers/papers.ts';

const BUTTON = 'Channel, topics, threads, mention';

let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];

beforeAll(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z', lists: { '2026-03-10': manyCounted(12) } });
  first = bot.sandbox.world.first;
});
afterAll(() => bot?.[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const { id } of await subscriptions()) await removeSubscription(bot.database.db, first.guild, id);
});

const subscriptions = () => listSubscriptions(bot.database.db, first.guild);
const openPanel = async (userId = first.ada) =>
  messageOf(await bot.sandbox.people.invoke(userId, { channelId: first.general, command: 'subscriptions' }));
const press = (panel: StoredMessage, label: string, userId = first.ada) =>
  bot.sandbox.people.press(userId, { messageId: panel.id, customId: buttonOf(panel, label) });
const subscribe = (options: Readonly<Record<string, string | boolean>> = {}) =>
  subscribeBy(bot.sandbox, first.ada, { channelId: first.general, options });

async function edit(values: Readonly<Record<string, string | readonly string[]>>, userId = first.ada) {
  const { interactionId } = formOf(await press(await openPanel(userId), BUTTON, userId));
  const usual = { topics: 'all', threads: ['on-demand'], mention: [], silent: ['yes'] };
  return await bot.sandbox.people.submit(userId, { interactionId, values: { ...usual, ...values } });
}

describe('the panel', () => {
  it('says how many papers there are for the chosen subscription', async () => {
    await subscribe();
    const panel = await openPanel();
    expect(JSON.stringify(panel.components)).toContain('**Volume**: 12 papers on the one list that is held');
  });

  it('edits what a subscription posts, says each change, and posts nothing', async () => {
    await subscribe();
    const role = bot.sandbox.world.addRole(first.guild, { name: 'readers', permissions: 0n });
    const before = bot.sandbox.world.messages(first.general).length;
    const values = { topics: 'Robotics, agents', threads: ['none'], mention: [role], silent: ['no'] };
    const saved = await edit(values);
    expect(saved.kind).toBe('update');
    expect(wordsOf(saved)).toContain(
      `**Changed**: topics all topics → Agents, Robotics, threads on-demand → none, mention nobody → <@&${role}>, silent yes → no.`,
    );
    expect(wordsOf(saved)).toContain('**Volume**: none on the one list that is held');
    const edited = { topics: ['agents', 'robotics'], threads: 'none', mentionRoleId: role, silent: false };
    expect(await subscriptions()).toMatchObject([{ ...edited, time: '09:00', channelId: first.general }]);
    expect(wordsOf(await edit(values))).toContain('Nothing has changed');
    await edit({});
    expect(await subscriptions()).toMatchObject([{ topics: [], silent: true }]);
    expect((await subscriptions())[0]?.mentionRoleId).toBeUndefined();
    await bot.paperboy.settle();
    expect(bot.sandbox.world.messages(first.general)).toHaveLength(before);
  });

  it('says each change of hour and number too', async () => {
    await subscribe();
    const { interactionId } = formOf(await press(await openPanel(), 'Edit'));
    const values = { time: '10:00', timezone: 'UTC', frequency: ['daily'], papers: ['5'], 'min-upvotes': '0' };
    const saved = await bot.sandbox.people.submit(first.ada, { interactionId, values });
    expect(wordsOf(saved)).toContain('**Changed**: time 09:00 → 10:00, papers 10 → 5.');
  });
});

describe('another channel', () => {
  const add = (name: string, type: 0 | 2 | 5 | 15 = 0) => bot.sandbox.world.addChannel(first.guild, { name, type });
  const channelOf = async () => (await subscriptions()).map(({ channelId }) => channelId);

  it('is chosen in the form, in which the present one stands, and is said', async () => {
    await subscribe();
    const { modal, interactionId } = formOf(await press(await openPanel(), BUTTON));
    expect(JSON.stringify(modal)).toContain(`"default_values":[{"id":"${first.general}","type":"channel"}]`);
    const talks = add('talks');
    const values = { channel: [talks], topics: 'all', threads: ['on-demand'], mention: [], silent: ['yes'] };
    const saved = wordsOf(await bot.sandbox.people.submit(first.ada, { interactionId, values }));
    expect(saved).toContain(`**Changed**: channel <#${first.general}> → <#${talks}>.`);
    expect(saved).toContain(`<#${talks}>: all topics`);
    expect(await channelOf()).toEqual([talks]);
    expect(wordsOf(await edit({ channel: [] }))).toContain('Nothing has changed');
    expect(await channelOf()).toEqual([talks]);
  });

  it('gets nothing that was posted, and the panel leads to posts where they are', async () => {
    await subscribe();
    await press(await openPanel(), 'Post now');
    await bot.paperboy.settle();
    const posted = bot.sandbox.world.messages(first.general).at(-1)?.message.id;
    const talks = add('talks');
    const link = `https://discord.com/channels/${first.guild}/${first.general}/${posted}`;
    expect(wordsOf(await edit({ channel: [talks] }))).toContain(link);
    await bot.paperboy.settle();
    expect(bot.sandbox.world.messages(talks)).toEqual([]);
  });

  it('gets at once what the one before refused, in its own form', async () => {
    const { world } = bot.sandbox;
    await subscribe();
    await bot.database.db.updateTable('subscription').set({ papers: 2 }).execute();
    world.overwrite(first.general, first.botRole, { deny: PermissionFlagsBits.SendMessages });
    await press(await openPanel(), 'Post now');
    await bot.paperboy.settle();
    expect(await subscriptions()).toMatchObject([{ suspended: { reason: 'missing-permission' } }]);
    const forum = add('forum', 15);
    const saved = wordsOf(await edit({ channel: [forum] }));
    expect(saved).toContain('**Active**');
    expect(saved).toContain('a post for each paper');
    await bot.paperboy.settle();
    const posts = () => world.threads(first.guild).filter(({ parentId }) => parentId === forum);
    expect(posts()).toHaveLength(2);
    world.overwrite(first.general, first.botRole, {});
    await bot.paperboy.settle();
    expect(posts()).toHaveLength(2);
  });

  it('can be given to a subscription whose own is gone', async () => {
    const channelId = add('short-lived');
    await subscribeBy(bot.sandbox, first.ada, { channelId });
    bot.sandbox.world.deleteChannel(channelId);
    await bot.paperboy.settle();
    const panel = await openPanel();
    expect(JSON.stringify(panel.components)).toContain('choose another under `/subscriptions`');
    expect(JSON.stringify(formOf(await press(panel, BUTTON)).modal)).not.toContain('default_values');
    expect(wordsOf(await edit({ channel: [first.general] }))).toContain('**Active**');
  });

  it('in which Paperboy or the person may not post, or nothing can be posted, is refused', async () => {
    const { world } = bot.sandbox;
    await subscribe();
    const refused = async (channel: string, words: string, userId = first.ada) => {
      const answer = await edit({ channel: [channel] }, userId);
      expect(isEphemeral(messageOf(answer))).toBe(true);
      expect(wordsOf(answer)).toContain(words);
      expect(await channelOf()).toEqual([first.general]);
    };
    await refused(add('voice', 2), 'is of another kind');
    const quiet = add('quiet');
    world.overwrite(quiet, first.botRole, { deny: PermissionFlagsBits.SendMessages });
    await refused(quiet, 'Paperboy needs the permission **Send Messages**');
    const hidden = add('hidden');
    world.overwrite(hidden, first.botRole, { deny: PermissionFlagsBits.ViewChannel });
    await refused(hidden, 'Paperboy needs the permission **View Channel**');
    const manager = world.addRole(first.guild, { name: 'manager', permissions: PermissionFlagsBits.ManageGuild });
    const max = world.addMember(first.guild, { name: 'Max', roles: [manager] });
    const news = add('news', 5);
    world.overwrite(news, first.guild, { deny: PermissionFlagsBits.SendMessages });
    world.overwrite(news, first.botRole, { allow: PermissionFlagsBits.SendMessages });
    await refused(news, `**Send Messages** in <#${news}>`, max);
  });

  it('that has a subscription to the same topics is refused', async () => {
    const talks = add('talks');
    await subscribe();
    await subscribeBy(bot.sandbox, first.ada, { channelId: talks });
    const [chosen, other] = await channelOf();
    const words = wordsOf(await edit({ channel: [other ?? ''] }));
    expect(words).toContain(`<#${other}> has another subscription to the same topics`);
    expect(await channelOf()).toEqual([chosen, other]);
  });
});

describe('an edit that cannot be', () => {
  it('of a topic that is none is refused in a private sentence', async () => {
    await subscribe();
    const refused = await edit({ topics: 'robotisc', silent: ['no'] });
    expect(isEphemeral(messageOf(refused))).toBe(true);
    expect(wordsOf(refused)).toContain('is no topic');
    expect(await subscriptions()).toMatchObject([{ topics: [], silent: true }]);
  });

  it('to topics that another subscription of the channel has is refused', async () => {
    await subscribe();
    await subscribe({ topics: 'agents' });
    expect(wordsOf(await edit({ topics: 'agents' }))).toContain('another subscription to the same topics');
    expect((await subscriptions()).map(({ topics }) => topics)).toEqual([[], ['agents']]);
  });

  it('to a role that the person may not mention, or that everybody has, is refused', async () => {
    const { world } = bot.sandbox;
    const manager = world.addRole(first.guild, { name: 'manager', permissions: PermissionFlagsBits.ManageGuild });
    const marta = world.addMember(first.guild, { name: 'Marta', roles: [manager] });
    await subscribe();
    world.setRolePermissions(first.guild, first.guild, DEFAULT_PERMISSIONS & ~PermissionFlagsBits.MentionEveryone);
    expect(wordsOf(await edit({ mention: [manager] }, marta))).toContain('You may not mention this role');
    world.setRolePermissions(first.guild, first.guild, DEFAULT_PERMISSIONS);
    expect(wordsOf(await edit({ mention: [first.guild] }))).toContain('never mentions everyone');
    expect((await subscriptions())[0]?.mentionRoleId).toBeUndefined();
  });

  it('to threads for which Paperboy lacks a right names it', async () => {
    const { world } = bot.sandbox;
    await subscribe({ threads: 'none' });
    world.overwrite(first.general, first.botRole, { deny: PermissionFlagsBits.CreatePublicThreads });
    expect(wordsOf(await edit({ threads: ['always'] }))).toContain('**Create Public Threads**');
    expect(wordsOf(await edit({ threads: ['none'], silent: ['no'] }))).toContain('silent yes → no');
    world.overwrite(first.general, first.botRole, {});
  });

  it('of a subscription that was removed meanwhile, or of a channel that is gone, says so', async () => {
    const { world } = bot.sandbox;
    const channelId = world.addChannel(first.guild, { name: 'short-lived' });
    await subscribeBy(bot.sandbox, first.ada, { channelId });
    const { interactionId } = formOf(await press(await openPanel(), BUTTON));
    world.deleteChannel(channelId);
    const values = { topics: 'agents', threads: ['on-demand'], mention: [], silent: ['yes'] };
    const gone = await bot.sandbox.people.submit(first.ada, { interactionId, values });
    expect(wordsOf(gone)).toContain('This channel is gone');
    const panel = await openPanel();
    for (const { id } of await subscriptions()) await removeSubscription(bot.database.db, first.guild, id);
    expect(wordsOf(await press(panel, BUTTON))).toContain('no such subscription');
  });
});
