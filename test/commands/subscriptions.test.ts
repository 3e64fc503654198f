import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoredMessage } from '../../src/sandbox/world/state.ts';
import { saveList } from '../../src/store/papers/lists.ts';
import { findNoticeChannel } from '../../src/store/servers/guilds.ts';
import { listSubscriptions, removeSubscription } from '../../src/store/servers/subscriptions.ts';
import { startTestBot, type TestBot } from '../support/bot/bot.ts';
import { buttonOf, channelSelectOf, formOf, isEphemeral, messageOf, wordsOf } from '../support/discord/replies.ts';
import { subscribeBy } from '../support/discord/subscribing.ts';
import { day, manyCounted } from '../support/papers/papers.ts';

let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];

beforeAll(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z' });
  first = bot.sandbox.world.first;
  await hold('2026-03-09', 1);
  await hold('2026-03-10', 2);
});
afterAll(() => bot?.[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const { id } of await subscriptions()) await removeSubscription(bot.database.db, first.guild, id);
});

const subscriptions = () => listSubscriptions(bot.database.db, first.guild);
const hold = (listDay: string, seed: number) =>
  saveList(bot.database.db, {
    day: day(listDay),
    source: 'Hugging Face',
    papers: manyCounted(25, seed),
    rejected: 0,
    at: bot.clock.now(),
  });

async function subscribe(options: Readonly<Record<string, string | number>> = {}): Promise<string> {
  await subscribeBy(bot.sandbox, first.ada, { channelId: first.general, options });
  const made = (await subscriptions()).at(-1);
  if (made === undefined) throw new Error('nothing was subscribed');
  return made.id;
}

async function openPanel(userId = first.ada, channelId = first.general): Promise<StoredMessage> {
  return messageOf(await bot.sandbox.people.invoke(userId, { channelId, command: 'subscriptions' }));
}

const press = (panel: StoredMessage, label: string, userId = first.ada) =>
  bot.sandbox.people.press(userId, { messageId: panel.id, customId: buttonOf(panel, label) });

const posted = () => bot.sandbox.world.messages(first.general).length;
const seconds = (at: string) => Date.parse(at) / 1000;

describe('the panel', () => {
  it('says what the chosen subscription is, does, and does next', async () => {
    await subscribe({ time: '09:00' });
    const fresh = wordsOf(
      await bot.sandbox.people.invoke(first.ada, { channelId: first.general, command: 'subscriptions' }),
    );
    expect(fresh).toContain('**Active**');
    expect(fresh).not.toContain('Last post');
    expect(fresh).toContain(
      `Next: <t:${seconds('2026-03-11T09:00:00Z')}:f>, <t:${seconds('2026-03-12T09:00:00Z')}:f>, <t:${seconds('2026-03-13T09:00:00Z')}:f>`,
    );
    await bot.moveTo('2026-03-11T09:02:30Z');
    const panel = messageOf(await press(await openPanel(), 'Receipts'));
    const [message] = bot.sandbox.world.messages(first.general).slice(-1);
    const link = `https://discord.com/channels/${first.guild}/${first.general}/${message?.message.id}`;
    expect(isEphemeral(panel)).toBe(true);
    expect(JSON.stringify(panel.components)).toContain(`posted: ${link}, 2 min after its hour`);
    expect(JSON.stringify(panel.components)).toContain('list of Tuesday, 10 March 2026');
    const after = JSON.stringify((await openPanel()).components);
    expect(after).toContain(`Last post, <t:${seconds('2026-03-11T09:00:00Z')}:f>: ${link}, 2 min after its hour`);
    expect(after).not.toContain('Last slot');
  });

  it('says why a slot posted nothing, and when the next list is complete', async () => {
    await subscribe({ time: '10:00' });
    await press(await openPanel(), 'Post now');
    await bot.moveTo('2026-03-11T10:00:30Z');
    const words = JSON.stringify((await openPanel()).components);
    expect(words).toContain('nothing posted: no list had become complete since the one of Tuesday, 10 March 2026');
    expect(words).toContain(`The next is complete <t:${seconds('2026-03-12T02:00:00Z')}:f>`);
  });

  it('says what a channel without its history is promised, in /subscribe too', async () => {
    bot.sandbox.world.overwrite(first.general, first.botRole, { deny: PermissionFlagsBits.ReadMessageHistory });
    const made = await subscribeBy(bot.sandbox, first.ada, { channelId: first.general });
    expect(wordsOf(made)).toContain('*at least* once');
    expect(JSON.stringify((await openPanel()).components)).toContain('*at least* once');
    expect(JSON.stringify((await openPanel(first.ada, first.papers)).components)).not.toContain('*at least* once');
    bot.sandbox.world.overwrite(first.general, first.botRole, {});
    expect(JSON.stringify((await openPanel()).components)).not.toContain('*at least* once');
  });

  it('is its person’s, its server’s, and an hour’s', async () => {
    await subscribe();
    const panel = await openPanel();
    const at = bot.clock.now().toISOString();
    await bot.moveTo(new Date(bot.clock.now().getTime() + 3_700_000).toISOString());
    for (const label of ['Receipts', 'Pause', 'Edit'])
      expect(wordsOf(await press(panel, label))).toContain('out of date');
    expect((await subscriptions())[0]?.pausedAt).toBeUndefined();
    await bot.moveTo(at);
  });
});

describe('pausing', () => {
  it('keeps what is owed, and resuming serves it', async () => {
    await subscribe({ time: '12:00', topics: 'all' });
    const before = posted();
    const paused = await press(await openPanel(), 'Pause');
    expect(paused.kind).toBe('update');
    expect(wordsOf(paused)).toContain('**Paused** since');
    await hold('2026-03-11', 3);
    await bot.moveTo('2026-03-12T12:00:30Z');
    expect(posted()).toBe(before);
    const panel = await openPanel();
    expect(JSON.stringify(panel.components)).toContain('Next, once it is resumed');
    const resumed = await press(panel, 'Resume');
    expect(wordsOf(resumed)).toContain('**Active**');
    await bot.paperboy.settle();
    expect(posted()).toBe(before + 1);
  });

  it('keeps what is posted by hand as well', async () => {
    await subscribe({ time: '23:00' });
    await hold('2026-03-11', 4);
    await press(await openPanel(), 'Pause');
    const before = posted();
    expect(wordsOf(await press(await openPanel(), 'Post now'))).toContain('until you resume');
    await bot.paperboy.settle();
    expect(posted()).toBe(before);
    expect(JSON.stringify((await openPanel()).components)).toContain('kept until the subscription is resumed');
    await press(await openPanel(), 'Resume');
    await bot.paperboy.settle();
    expect(posted()).toBe(before + 1);
  });
});

describe('editing', () => {
  it('shows what there is in a form, saves all of it, and posts nothing again', async () => {
    await subscribe({ time: '09:00', papers: 5 });
    const before = posted();
    const panel = await openPanel();
    const { modal, interactionId } = formOf(await press(panel, 'Edit'));
    expect(modal.title).toBe('Edit the subscription');
    expect(JSON.stringify(modal)).toContain('"value":"09:00"');
    const saved = await bot.sandbox.people.submit(first.ada, {
      interactionId,
      values: { time: '9:45', timezone: 'europe/berlin', frequency: ['weekdays'], papers: ['7'], 'min-upvotes': '3' },
    });
    expect(saved.kind).toBe('update');
    expect(messageOf(saved).id).toBe(panel.id);
    expect(wordsOf(saved)).toContain('at **09:45** Europe/Berlin, on weekdays');
    const [edited] = await subscriptions();
    expect(edited).toMatchObject({ papers: 7, minUpvotes: 3, nextAt: new Date('2026-03-13T08:45:00Z') });
    await bot.paperboy.settle();
    expect(posted()).toBe(before);
  });

  it.each([
    ['time', '25:00', 'no time of day'],
    ['timezone', 'Berlin', 'no time zone'],
    ['min-upvotes', 'many', 'whole number from 0 to 100000'],
    ['min-upvotes', '100001', 'whole number from 0 to 100000'],
  ])('refuses %s %s in a private sentence, and saves nothing', async (name, value, said) => {
    const id = await subscribe({ time: '09:00' });
    const [before] = await subscriptions();
    const { interactionId } = formOf(await press(await openPanel(), 'Edit'));
    const given = {
      time: '10:00',
      timezone: 'UTC',
      frequency: ['daily'],
      papers: ['3'],
      'min-upvotes': '1',
      [name]: value,
    };
    const refused = await bot.sandbox.people.submit(first.ada, { interactionId, values: given });
    expect(isEphemeral(messageOf(refused))).toBe(true);
    expect(wordsOf(refused)).toContain(said);
    expect((await subscriptions()).find((each) => each.id === id)).toEqual(before);
  });

  it('of a subscription that was removed meanwhile says so, before and after the form', async () => {
    const id = await subscribe();
    const panel = await openPanel();
    const { interactionId } = formOf(await press(panel, 'Edit'));
    await removeSubscription(bot.database.db, first.guild, id);
    expect(wordsOf(await press(panel, 'Edit'))).toContain('no such subscription');
    const values = { time: '10:00', timezone: 'UTC', frequency: ['daily'], papers: ['3'], 'min-upvotes': '1' };
    const sent = await bot.sandbox.people.submit(first.ada, { interactionId, values });
    expect(wordsOf(sent)).toContain('no such subscription');
  });
});

describe('the notice channel', () => {
  it('is chosen among channels to which person and bot can post, and can be taken back', async () => {
    await subscribe();
    const panel = messageOf(await press(await openPanel(), 'Server settings'));
    const choose = (channelId: string) =>
      bot.sandbox.people.select(first.ada, {
        messageId: panel.id,
        customId: channelSelectOf(panel, 'Where trouble is told…'),
        values: [channelId],
      });
    const chosen = () => findNoticeChannel(bot.database.db, first.guild);
    bot.sandbox.world.overwrite(first.readingGroup, first.botRole, { deny: PermissionFlagsBits.SendMessages });
    expect(wordsOf(await choose(first.readingGroup))).toContain('Paperboy needs the permission **Send Messages**');
    bot.sandbox.world.overwrite(first.readingGroup, first.botRole, {});
    expect(await chosen()).toBeUndefined();
    const forum = bot.sandbox.world.addChannel(first.guild, { name: 'ideas', type: ChannelType.GuildForum });
    await expect(choose(forum)).rejects.toThrow('a channel of this kind cannot be chosen');
    await expect(choose('100000000000000001')).rejects.toThrow('there is no such channel');

    const told = await choose(first.readingGroup);
    expect(told.kind).toBe('update');
    expect(wordsOf(told)).toContain(`<#${first.readingGroup}>`);
    expect(await chosen()).toBe(first.readingGroup);

    const back = await press(messageOf(told), 'Tell trouble elsewhere');
    expect(wordsOf(back)).toContain('system channel');
    expect(await chosen()).toBeUndefined();
  });
});
