import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OptionValue } from '../../src/sandbox/people/commands.ts';
import type { Reply } from '../../src/sandbox/people/reply.ts';
import { DEFAULT_PERMISSIONS } from '../../src/sandbox/world/permissions.ts';
import type { StoredMessage } from '../../src/sandbox/world/state.ts';
import { listSubscriptions, removeSubscription } from '../../src/store/servers/subscriptions.ts';
import { startTestBot, type TestBot } from '../support/bot/bot.ts';
import { textsOf } from '../support/discord/discord-rules.ts';
import { buttonOf, formOf, isEphemeral, messageOf, wordsOf } from '../support/discord/replies.ts';
import { subscribeBy } from '../support/discord/subscribing.ts';
import { holdList } from '../support/papers/lists.ts';
import { ABOUT_AGENTS, counted, manyCounted, paperId } from '../support/papers/papers.ts';

const AT = '2026-03-11T08:30:00Z';
type Options = Readonly<Record<string, OptionValue>>;

let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];

beforeAll(async () => {
  bot = await startTestBot({ at: AT });
  first = bot.sandbox.world.first;
});
afterAll(() => bot?.[Symbol.asyncDispose]());
beforeEach(async () => {
  for (const { id } of await subscriptions()) await removeSubscription(bot.database.db, first.guild, id);
  await bot.database.db.deleteFrom('subscription_draft').execute();
});

const subscriptions = () => listSubscriptions(bot.database.db, first.guild);
const drafts = () => bot.database.db.selectFrom('subscription_draft').selectAll().execute();
const seconds = (at: string) => Date.parse(at) / 1000;
const draft = (options: Options = {}, userId = first.ada): Promise<Reply> =>
  bot.sandbox.people.invoke(userId, { channelId: first.general, command: 'subscribe', options });
const press = (message: StoredMessage, label: string, userId = first.ada) =>
  bot.sandbox.people.press(userId, { messageId: message.id, customId: buttonOf(message, label) });
const adjust = async (message: StoredMessage, values: Readonly<Record<string, string | readonly string[]>>) => {
  const { interactionId } = formOf(await press(message, 'Adjust'));
  const usual = { topics: 'all', when: '09:00 UTC', frequency: ['daily'], papers: ['10'], 'min-upvotes': '0' };
  return await bot.sandbox.people.submit(first.ada, { interactionId, values: { ...usual, ...values } });
};

it('/subscribe with an empty store says that lists are being read, and can be saved', async () => {
  const shown = await draft();
  expect(wordsOf(shown)).toContain('no list has been read yet');
  expect(wordsOf(shown)).toContain('Lists are being read');
  expect(() => buttonOf(messageOf(shown), 'Preview')).toThrow();
  expect(wordsOf(await press(messageOf(shown), 'Save'))).toContain('is subscribed');
});

describe('a draft', () => {
  beforeAll(async () => {
    const hold = (listDay: string, papers: ReturnType<typeof manyCounted>) =>
      holdList(bot.database.db, listDay, papers, bot.clock.now());
    await hold('2026-03-09', manyCounted(7, 1));
    await hold('2026-03-10', [
      ...manyCounted(12, 2),
      counted({ id: paperId('2603.00999'), title: 'Agents act', ...ABOUT_AGENTS }, { upvotes: 55 }),
    ]);
    // Of a list that is not complete nothing is foretold.
    await hold('2026-03-11', manyCounted(30, 3));
  });

  it('says what it will be, the digest as it would have been, how many a day, and when; nothing is saved', async () => {
    const shown = await draft({ timezone: 'Europe/Berlin', papers: 5 });
    expect(isEphemeral(messageOf(shown))).toBe(true);
    const words = wordsOf(shown);
    expect(words).toContain(`Not saved yet: a subscription of <#${first.general}>`);
    expect(words).toContain('all topics, up to 5 papers');
    expect(words).toContain('about 10 a day on the last 2 lists (7 to 13); a digest has the first 5 of them.');
    expect(words).toContain('**The digest of Tuesday, 10 March 2026** would have been the first 5 of 13 papers:');
    expect(words).toContain('1. [Paper 201](https://huggingface.co/papers/2603.00201) · 100 upvotes');
    expect(words).not.toContain('Paper 206');
    const next = ['2026-03-12', '2026-03-13', '2026-03-14'].map((each) => `<t:${seconds(`${each}T08:00:00Z`)}:f>`);
    expect(words).toContain(`**Next**: ${next.join(', ')}`);
    expect(words).toMatch(/In Europe\/Berlin: Thu,? 12 March.*09:00; Fri/);
    const [kept] = await drafts();
    expect(words).toContain(`kept until <t:${Math.floor(Number(kept?.expires_at) / 1000)}:t>`);
    expect(words).not.toContain('Missing');
    expect(await subscriptions()).toEqual([]);
  });

  it('shows the digest in full, as it is posted once it is saved', async () => {
    const shown = messageOf(await draft({ topics: 'agents' }));
    const preview = await press(shown, 'Preview');
    expect(isEphemeral(messageOf(preview))).toBe(true);
    await press(shown, 'Save');
    await bot.moveTo('2026-03-11T09:00:10Z');
    const posted = bot.sandbox.world.messages(first.general).at(-1)?.message;
    expect(wordsOf(preview)).toContain('Agents act');
    expect(textsOf(messageOf(preview))).toEqual(textsOf(posted ?? {}));
    await bot.moveTo(AT);
  });

  it('that nothing fits says so, and what would bring some', async () => {
    const words = wordsOf(await draft({ topics: 'agents', 'min-upvotes': 90 }));
    expect(words).toContain('**Volume**: none on the last 2 lists.');
    expect(words).toContain('Without a minimum of upvotes: about 1 a day on the last 2 lists (0 to 1).');
    expect(words).toContain('With all topics: about 9 a day on the last 2 lists (7 to 11).');
    expect(words).toContain('would have been empty');
    const far = wordsOf(await draft({ topics: 'agents', 'min-upvotes': 9_999 }));
    expect(far).toContain('Without a minimum of upvotes: about');
    expect(far).not.toContain('With all topics');
  });

  it('is saved once, however often and at once it is pressed', async () => {
    const shown = messageOf(await draft());
    const said = (await Promise.all([press(shown, 'Save'), press(shown, 'Save')])).map(wordsOf);
    expect(said.filter((words) => words.includes('is subscribed'))).toHaveLength(1);
    expect(said.filter((words) => words.includes('no longer there'))).toHaveLength(1);
    expect(await subscriptions()).toHaveLength(1);
    expect(await drafts()).toEqual([]);
  });

  it('of what the channel has already says what would change, and changes it; two at once make one', async () => {
    const { world } = bot.sandbox;
    const manager = world.addRole(first.guild, { name: 'manager', permissions: PermissionFlagsBits.ManageGuild });
    const marta = world.addMember(first.guild, { name: 'Marta', roles: [manager] });
    const [hers, his] = [messageOf(await draft({ papers: 10 })), messageOf(await draft({ papers: 5 }, marta))];
    const made = wordsOf(await press(hers, 'Save'));
    expect(made).toContain('is subscribed');
    expect(made).toContain('The first digest is the newest complete list');
    const changed = wordsOf(await press(his, 'Save', marta));
    expect(changed).toContain('that subscription has been changed');
    expect(changed).not.toContain('The first digest');
    expect(await subscriptions()).toMatchObject([{ papers: 5 }]);
    const words = wordsOf(await draft({ time: '10:30', mention: manager }));
    expect(words).toContain('Saving changes that subscription: ');
    expect(words).toContain(`time 09:00 → 10:30, papers 5 → 10, mention nobody → <@&${manager}>, silent yes → no.`);
    expect(wordsOf(await draft({ papers: 5 }))).toContain('nothing, it is the same');
  });

  it('is adjusted in a form, keeps what the form does not ask, and the old one is gone', async () => {
    const shown = messageOf(await draft({ threads: 'none', papers: 5 }));
    const after = await adjust(shown, {
      topics: 'Agents',
      when: '7:15  europe/berlin',
      frequency: ['weekly-friday'],
      papers: ['3'],
    });
    expect(after.kind).toBe('update');
    expect(wordsOf(after)).toContain('Agents, up to 3 papers · at **07:15** Europe/Berlin, every Friday');
    expect(wordsOf(after)).toContain('would have been 1 paper');
    expect(wordsOf(await press(messageOf(after), 'Save'))).toContain('is subscribed');
    expect(await subscriptions()).toMatchObject([
      { topics: ['agents'], time: '07:15', timezone: 'Europe/Berlin', papers: 3, threads: 'none' },
    ]);
  });

  it.each([
    [{ topics: 'robotisc' }, 'is no topic'],
    [{ when: '25:00 UTC' }, 'is no time of day'],
    [{ when: '09:00 Berlin' }, 'is no time zone'],
    [{ 'min-upvotes': 'many' }, 'cannot be `min-upvotes`'],
  ])('that is adjusted to %j stays as it was', async (values, said) => {
    const shown = messageOf(await draft({ papers: 5 }));
    const before = await drafts();
    const refused = await adjust(shown, values);
    expect(isEphemeral(messageOf(refused))).toBe(true);
    expect(wordsOf(refused)).toContain(said);
    expect(await drafts()).toEqual(before);
    expect(wordsOf(await press(shown, 'Save'))).toContain('is subscribed');
    expect(await subscriptions()).toMatchObject([{ papers: 5 }]);
  });

  it('is cancelled without a trace', async () => {
    const shown = messageOf(await draft());
    const cancelled = await press(shown, 'Cancel');
    expect(cancelled.kind).toBe('update');
    expect(wordsOf(cancelled)).toContain('nothing was saved');
    expect([await drafts(), await subscriptions()]).toEqual([[], []]);
  });

  it('that has expired is not there for any control', async () => {
    const shown = messageOf(await draft());
    await bot.moveTo('2026-03-11T09:10:00Z');
    for (const label of ['Adjust', 'Preview', 'Save', 'Cancel']) {
      expect(wordsOf(await press(shown, label))).toContain('run `/subscribe` again');
    }
    expect(await subscriptions()).toEqual([]);
    await bot.moveTo(AT);
  });

  it('is not there for another server', async () => {
    const { world, people } = bot.sandbox;
    const other = world.addGuild({ name: 'Elsewhere', ownerId: first.ada });
    const channelId = world.addChannel(other, { name: 'papers' });
    const mine = messageOf(await draft());
    const theirs = messageOf(await people.invoke(first.ada, { channelId, command: 'subscribe' }));
    const stored = world.ephemeral(first.ada, channelId).at(-1);
    const text = JSON.stringify(stored?.message.components).replace(buttonOf(theirs, 'Save'), buttonOf(mine, 'Save'));
    if (stored !== undefined) stored.message = { ...stored.message, components: JSON.parse(text) };
    const refused = await people.press(first.ada, { messageId: theirs.id, customId: buttonOf(mine, 'Save') });
    expect(wordsOf(refused)).toContain('no longer there');
    expect(await drafts()).toHaveLength(2);
  });
});

describe('saving a draft', () => {
  const { SendMessages, ViewChannel, MentionEveryone } = PermissionFlagsBits;

  it('looks again at what Paperboy may do in the channel, here and elsewhere', async () => {
    const { world } = bot.sandbox;
    for (const channelId of [first.general, first.readingGroup]) {
      const shown = messageOf(await draft({ channel: channelId }));
      world.overwrite(channelId, first.botRole, { deny: SendMessages });
      expect(wordsOf(await press(shown, 'Save'))).toContain('Paperboy needs the permission **Send Messages**');
      world.overwrite(channelId, first.botRole, { deny: ViewChannel });
      expect(wordsOf(await press(shown, 'Save'))).toContain('**View Channel**');
      world.overwrite(channelId, first.botRole, {});
      expect(wordsOf(await press(shown, 'Save'))).toContain('is subscribed');
    }
    expect(await subscriptions()).toHaveLength(2);
  });

  it('takes the rights of whoever presses as they are then', async () => {
    const { world } = bot.sandbox;
    const manager = world.addRole(first.guild, { name: 'editor', permissions: PermissionFlagsBits.ManageGuild });
    const otto = world.addMember(first.guild, { name: 'Otto', roles: [manager] });
    const shown = messageOf(await draft({ channel: first.readingGroup }, otto));
    world.overwrite(first.readingGroup, manager, { deny: SendMessages });
    expect(wordsOf(await press(shown, 'Save', otto))).toContain('You need the permission **Send Messages**');
    world.overwrite(first.readingGroup, manager, {});
    world.setRolePermissions(first.guild, manager, 0n);
    expect(wordsOf(await press(shown, 'Save', otto))).toContain('You need the permission **Manage Server**');
    expect(await subscriptions()).toEqual([]);
  });

  it('asks to try again while Discord does not say what is allowed elsewhere, and keeps the draft', async () => {
    const shown = messageOf(await draft({ channel: first.readingGroup }));
    const path = '/channels/{channel_id}';
    const fault = bot.sandbox.faults.inject({ kind: 'status', status: 500, when: 'before', method: 'GET', path });
    expect(wordsOf(await press(shown, 'Save'))).toContain('Please try again');
    fault.clear();
    expect(wordsOf(await press(shown, 'Save'))).toContain('is subscribed');
  });

  it('refuses a channel that is gone meanwhile', async () => {
    const { world } = bot.sandbox;
    const channel = world.addChannel(first.guild, { name: 'short-lived' });
    const shown = messageOf(await draft({ channel }));
    world.deleteChannel(channel);
    expect(wordsOf(await press(shown, 'Save'))).toContain('This channel is gone');
    expect(await subscriptions()).toEqual([]);
  });

  it('refuses a role that is gone, or that may no longer be mentioned', async () => {
    const { world } = bot.sandbox;
    const manager = world.addRole(first.guild, { name: 'host', permissions: PermissionFlagsBits.ManageGuild });
    const mina = world.addMember(first.guild, { name: 'Mina', roles: [manager] });
    const readers = world.addRole(first.guild, { name: 'readers', permissions: 0n });
    const shown = messageOf(await draft({ mention: readers }, mina));
    world.setRolePermissions(first.guild, first.guild, DEFAULT_PERMISSIONS & ~MentionEveryone);
    expect(wordsOf(await press(shown, 'Save', mina))).toContain('You may not mention this role');
    expect(wordsOf(await draft({ mention: readers }))).toContain(`<@&${readers}> would be named, and not notified`);
    world.setRolePermissions(first.guild, first.guild, DEFAULT_PERMISSIONS);
    world.deleteRole(first.guild, readers);
    expect(wordsOf(await press(shown, 'Save', mina))).toContain('The role that was to be mentioned is gone');
    expect(await subscriptions()).toEqual([]);
  });

  it('keeps to the most that a server can have, and still changes what there is', { timeout: 60_000 }, async () => {
    const offered = { channelId: first.general, command: 'subscribe', focused: 'topics', options: {} };
    const topics = await bot.sandbox.people.complete(first.ada, offered);
    for (const { value } of topics.slice(0, 24)) {
      await subscribeBy(bot.sandbox, first.ada, { channelId: first.general, options: { topics: String(value) } });
    }
    expect(await subscriptions()).toHaveLength(24);
    const one = messageOf(await draft({ channel: first.papers }));
    const two = messageOf(await draft({ channel: first.readingGroup }));
    expect(wordsOf(await press(one, 'Save'))).toContain('is subscribed');
    expect(wordsOf(await press(two, 'Save'))).toContain('as many as there can be');
    expect(wordsOf(await draft())).toContain('as many as there can be');
    expect(await subscriptions()).toHaveLength(25);
    expect(wordsOf(await draft({ channel: first.papers, papers: 3 }))).toContain('papers 10 → 3');
  });
});
