import { PermissionFlagsBits } from 'discord-api-types/v10';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { OptionValue } from '../../../src/sandbox/people/commands.ts';
import { DEFAULT_PERMISSIONS } from '../../../src/sandbox/world/permissions.ts';
import { savePapers } from '../../../src/store/papers/papers.ts';
import { listSubscriptions } from '../../../src/store/servers/subscriptions.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { buttonOf, isEphemeral, messageOf, selectOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { holdList } from '../../support/papers/lists.ts';
import { counted, day, manyCounted, paperId } from '../../support/papers/papers.ts';

type Options = Readonly<Record<string, OptionValue>>;

let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];

beforeAll(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z' });
  first = bot.sandbox.world.first;
  for (const [listDay, seed] of [
    ['2026-03-09', 1],
    ['2026-03-10', 2],
  ] as const) {
    await holdList(bot.database.db, listDay, manyCounted(25, seed), bot.clock.now());
  }
});
afterAll(() => bot?.[Symbol.asyncDispose]());

const invoke = (userId: string, command: string, options: Options = {}, channelId = first.general) =>
  bot.sandbox.people.invoke(userId, { channelId, command, options });
const subscribe = (userId: string, options: Options = {}, channelId = first.general) =>
  subscribeBy(bot.sandbox, userId, { channelId, options });
const subscriptions = () => listSubscriptions(bot.database.db, first.guild);

describe('/trending', () => {
  it('answers privately with the newest list, pages on, and opens a card', async () => {
    const { people } = bot.sandbox;
    const list = messageOf(await invoke(first.grace, 'trending'));
    expect(isEphemeral(list)).toBe(true);
    expect(selectOf(list).values).toHaveLength(10);
    const next = await people.press(first.grace, { messageId: list.id, customId: buttonOf(list, 'Next') });
    expect(next.kind).toBe('update');
    expect(wordsOf(next)).toContain('page 2 of 3');
    expect(wordsOf(next)).toContain('**11.**');
    const { customId, values } = selectOf(messageOf(next));
    const card = await people.select(first.grace, { messageId: list.id, customId, values: values.slice(0, 1) });
    expect(isEphemeral(messageOf(card))).toBe(true);
    expect(wordsOf(card)).toContain('By Ada Lovelace, Grace Hopper');
  });

  it('leads from a card to papers like it', async () => {
    const { people } = bot.sandbox;
    const titles = ['Gaussian splatting of streets', 'Gaussian splatting of towns'];
    const alike = titles.map((title, index) =>
      counted({ id: paperId(`2602.0000${index + 1}`), title, abstract: 'Splats.' }),
    );
    await savePapers(bot.database.db, alike, { at: bot.clock.now() });
    const card = messageOf(await invoke(first.grace, 'paper', { paper: '2602.00001' }));
    const { customId, values } = selectOf(card);
    expect(values).toEqual(['2602.00002']);
    const other = await people.select(first.grace, { messageId: card.id, customId, values });
    expect(wordsOf(other)).toContain('Gaussian splatting of towns');
  });

  it('says on a card where the paper stands', async () => {
    expect(wordsOf(await invoke(first.grace, 'paper', { paper: '2603.00201' }))).toContain('Rank 1 of 25 on 10 March');
  });

  it('shows a day, a week, a topic', async () => {
    expect(wordsOf(await invoke(first.grace, 'trending', { day: '2026-03-09' }))).toContain('Monday, 9 March 2026');
    expect(wordsOf(await invoke(first.grace, 'trending', { period: 'week' }))).toContain('50 papers');
    expect(wordsOf(await invoke(first.grace, 'trending', { topic: 'Robotics' }))).toContain('No paper of this list');
  });

  it('shows the month that ends with a day without a list, and pages on; a day’s own list must be held', async () => {
    const { people } = bot.sandbox;
    await holdList(bot.database.db, '2026-01-29', manyCounted(1, 8), bot.clock.now());
    await holdList(bot.database.db, '2026-01-30', manyCounted(12, 9), bot.clock.now());
    const saturday = { day: '2026-01-31' };
    const month = await invoke(first.grace, 'trending', { ...saturday, period: 'month' });
    expect(wordsOf(month)).toContain('13 papers');
    const list = messageOf(month);
    const next = await people.press(first.grace, { messageId: list.id, customId: buttonOf(list, 'Next') });
    expect(wordsOf(next)).toContain('page 2 of 2');
    expect(wordsOf(await invoke(first.grace, 'trending', saturday))).toContain('There is no list of 2026-01-31.');
    expect(wordsOf(await invoke(first.grace, 'trending', { day: '2025-12-25', period: 'week' }))).toContain(
      'Paperboy has not read the list of 2025-12-25',
    );
  });

  it('says how papers moved on the week’s list since the day before, and compares nothing with nothing', async () => {
    const { db } = bot.database;
    const before = await invoke(first.grace, 'trending', { period: 'week' });
    expect(wordsOf(before)).not.toMatch(/new ·|▲|▼|places compared/);
    // As if Monday's list had been read on Monday, when its last paper had more upvotes than all others.
    const monday = new Date('2026-03-10T01:00:00Z');
    await db.updateTable('listing').set({ first_seen_at: monday }).where('list_day', '=', day('2026-03-09')).execute();
    const listed = db.selectFrom('listing').select('paper_id').where('list_day', '=', day('2026-03-09'));
    await db.updateTable('observation').set({ observed_at: monday }).where('paper_id', 'in', listed).execute();
    await db.updateTable('observation').set({ upvotes: 500 }).where('paper_id', '=', paperId('2603.00125')).execute();
    const after = wordsOf(await invoke(first.grace, 'trending', { period: 'week' }));
    expect(after).toContain('**1.** new · [Paper 201]');
    expect(after).toContain('places compared with <t:1773108000:R>');
    expect(wordsOf(await invoke(first.grace, 'trending', { day: '2026-03-09' }))).toContain(
      '**1.** ▲1 up · [Paper 101]',
    );
  });

  it('works in a DM', async () => {
    const dm = bot.sandbox.world.dms().find(({ userId }) => userId === first.grace);
    expect(wordsOf(await invoke(first.grace, 'trending', {}, dm?.id ?? ''))).toContain('Trending papers');
  });

  it('completes topics', async () => {
    const asked = { channelId: first.general, command: 'trending', focused: 'topic', options: { topic: 'robo' } };
    const [choice] = await bot.sandbox.people.complete(first.grace, asked);
    expect(choice).toEqual({ name: expect.stringMatching(/^Robotics: /), value: 'robotics' });
  });

  it('is shared with the channel by whoever may write there, and not twice at once', async () => {
    const list = messageOf(await invoke(first.linus, 'trending'));
    const share = () =>
      bot.sandbox.people.press(first.linus, { messageId: list.id, customId: buttonOf(list, 'Share') });
    const shared = messageOf(await share());
    expect(isEphemeral(shared)).toBe(false);
    expect(bot.sandbox.world.messages(first.general).at(-1)?.message.id).toBe(shared.id);
    const again = await share();
    expect(isEphemeral(messageOf(again))).toBe(true);
    expect(wordsOf(again)).toContain('You just did that here');
    const hers = messageOf(await invoke(first.mallory, 'trending'));
    const refused = await bot.sandbox.people.press(first.mallory, {
      messageId: hers.id,
      customId: buttonOf(hers, 'Share'),
    });
    expect(wordsOf(refused)).toContain('You need the permission **Send Messages**');
    expect(isEphemeral(messageOf(refused))).toBe(true);
  });
});

describe('/search', () => {
  it('answers privately, pages on, is shared, whether the query fits into a button or not', async () => {
    const { people } = bot.sandbox;
    for (const query of ['paper', `paper ${'OR study '.repeat(14)}`]) {
      const reply = await invoke(first.grace, 'search', { query });
      const list = messageOf(reply);
      expect(isEphemeral(list)).toBe(true);
      expect(wordsOf(reply)).toContain('**Paper**');
      const next = await people.press(first.grace, { messageId: list.id, customId: buttonOf(list, 'Next') });
      expect(wordsOf(next)).toContain('page 2 of 5');
      expect(wordsOf(next)).toContain('**11.**');
    }
    const none = await invoke(first.ada, 'search', { query: 'paper', since: 'year', topic: 'Video' });
    expect(wordsOf(none)).toContain('No paper that Paperboy holds');
    const hers = messageOf(await invoke(first.ada, 'search', { query: 'paper' }));
    const shared = await people.press(first.ada, { messageId: hers.id, customId: buttonOf(hers, 'Share') });
    expect(isEphemeral(messageOf(shared))).toBe(false);
    expect(wordsOf(shared)).toContain('Search · paper');
  });

  it.each([
    ['the of', 'nearly every paper'],
    ['-paper -study', 'only says what to leave out'],
    ['x'.repeat(6_000), 'longer than a search can be'],
    ['"paper', 'is not closed'],
    ['OR OR OR', '`OR` stands between'],
    ['🤖🤖', 'no word in this'],
    ['الورق', 'No paper that Paperboy holds'],
    ["% _ \\ '", 'no word in this'],
    ['arXiv:2603.99999v2', '`/paper 2603.99999` looks it up'],
    ['2603.99999 paper', 'Try fewer words'],
  ])('%j: a private sentence', async (query, said) => {
    const reply = await invoke(first.ada, 'search', { query });
    expect(isEphemeral(messageOf(reply))).toBe(true);
    expect(wordsOf(reply)).toContain(said);
  });
});

describe('titles that are completed', () => {
  const complete = (typed: string) =>
    bot.sandbox.people.complete(first.grace, {
      ...{ channelId: first.general, command: 'paper', focused: 'paper' },
      options: { paper: typed },
    });

  it('are found by what was typed, without its control characters', async () => {
    const found = await complete('Paper 101');
    expect(found[0]).toEqual({ name: 'Paper 101', value: '2603.00101' });
    expect(await complete('\u0000Paper\u0007101\u0000')).toEqual(found);
  });

  it('are none, and no fault, if the store takes longer than anybody waits', async () => {
    await bot.database.db.transaction().execute(async (tx) => {
      await sql`lock table paper in access exclusive mode`.execute(tx);
      expect(await complete('Paper 101')).toEqual([]);
    });
    expect(bot.logLines.join()).not.toContain('autocompletion failed');
  });
});

describe('bad input', () => {
  it.each([
    ['trending', { day: 'yesterday' }, 'no day of a list', '2026-03-10'],
    ['trending', { day: '2026-02-30' }, 'no day of a list', '2026-03-10'],
    ['trending', { day: '2026-03-08' }, 'no list of 2026-03-08', 'Monday to Friday'],
    ['trending', { day: '2027-03-08' }, 'no list of 2027-03-08', 'Monday to Friday'],
    ['trending', { day: '2025-03-10' }, 'not read the list', 'https://huggingface.co/papers/date/2025-03-10'],
    ['trending', { topic: 'robotisc' }, 'no topic', 'robotics'],
    ['paper', { paper: 'not a paper' }, 'names no paper', '2603.07660'],
    ['paper', { paper: '2603.99999' }, 'does not answer', 'try again'],
    ['discuss', { paper: '](https://evil.example) @everyone' }, 'names no paper', '2603.07660'],
    ['subscribe', { time: '25:00' }, 'no time of day', '09:00'],
    ['subscribe', { timezone: 'Berlin' }, 'no time zone', 'Europe/Berlin'],
    ['subscribe', { topics: 'agents, robotisc' }, 'no topic', 'robotics'],
  ] as const)('/%s %j: a private sentence, with an example', async (command, options, said, example) => {
    const reply = await invoke(first.ada, command, options);
    expect(isEphemeral(messageOf(reply))).toBe(true);
    expect(wordsOf(reply)).toContain(said);
    expect(wordsOf(reply)).toContain(example);
    expect(await subscriptions()).toEqual([]);
  });

  it('of a control that an older version made: says so', async () => {
    const list = messageOf(await invoke(first.grace, 'trending'));
    const stored = bot.sandbox.world.ephemeral(first.grace, first.general).at(-1);
    const text = JSON.stringify(stored?.message.components).replaceAll('v1|trending|share', 'v0|trending|share');
    if (stored !== undefined) stored.message = { ...stored.message, components: JSON.parse(text) };
    const reply = await bot.sandbox.people.press(first.grace, {
      messageId: list.id,
      customId: buttonOf(list, 'Share').replace('v1', 'v0'),
    });
    expect(wordsOf(reply)).toContain('out of date');
  });
});

describe('/subscribe', () => {
  it('is for those who manage the server', async () => {
    await expect(invoke(first.grace, 'subscribe')).rejects.toThrow('You may not use /subscribe here.');
    const offered = bot.sandbox.people.commands(first.grace, first.general).map(({ name }) => name);
    expect(offered).toEqual(['discuss', 'help', 'paper', 'search', 'status', 'topics', 'trending']);
  });

  it('names each permission that Paperboy lacks, and saves nothing', async () => {
    const { ViewChannel, SendMessages, CreatePublicThreads } = PermissionFlagsBits;
    bot.sandbox.world.overwrite(first.readingGroup, first.botRole, { deny: SendMessages | CreatePublicThreads });
    const reply = await invoke(first.ada, 'subscribe', { channel: first.readingGroup });
    expect(wordsOf(reply)).toContain('**Send Messages** and **Create Public Threads**');
    const draft = messageOf(reply);
    const save = { messageId: draft.id, customId: buttonOf(draft, 'Save') };
    const refused = await bot.sandbox.people.press(first.ada, save);
    expect(wordsOf(refused)).toContain(
      'Paperboy needs the permissions **Send Messages** and **Create Public Threads**',
    );
    bot.sandbox.world.overwrite(first.readingGroup, first.botRole, { deny: ViewChannel });
    const hidden = await invoke(first.ada, 'subscribe', { channel: first.readingGroup, threads: 'none' });
    expect(wordsOf(hidden)).toContain('**View Channel**');
    bot.sandbox.world.overwrite(first.readingGroup, first.botRole, {});
    expect(await subscriptions()).toEqual([]);
  });

  it('refuses everyone, and roles that the asker could not mention', async () => {
    const everyone = await invoke(first.ada, 'subscribe', { mention: first.guild });
    expect(wordsOf(everyone)).toContain('never mentions everyone');
    const { world } = bot.sandbox;
    world.setRolePermissions(first.guild, first.guild, DEFAULT_PERMISSIONS & ~PermissionFlagsBits.MentionEveryone);
    const manager = world.addRole(first.guild, {
      name: 'manager',
      permissions: PermissionFlagsBits.ManageGuild,
    });
    const marta = world.addMember(first.guild, { name: 'Marta', roles: [manager] });
    const refused = await invoke(marta, 'subscribe', { mention: manager });
    expect(wordsOf(refused)).toContain('may not mention this role');
    expect(await subscriptions()).toEqual([]);
  });

  it('saves, edits the one with the same topics, shows the panel, posts now once, and removes', async () => {
    const { people, world } = bot.sandbox;
    const made = await subscribe(first.ada, { topics: 'all', timezone: 'Europe/Berlin', papers: 5 });
    expect(wordsOf(made)).toContain('is subscribed');
    const edited = await subscribe(first.ada, { time: '10:30' });
    expect(wordsOf(edited)).toContain('subscribed to the same topics already');
    expect(await subscriptions()).toMatchObject([{ time: '10:30', timezone: 'Europe/Berlin', papers: 10 }]);

    const panel = messageOf(await invoke(first.ada, 'subscriptions'));
    const pressed = (label: string, userId = first.ada) =>
      people.press(userId, { messageId: panel.id, customId: buttonOf(panel, label) });
    const before = world.messages(first.general).length;
    const preview = await pressed('Preview');
    expect(isEphemeral(messageOf(preview))).toBe(true);
    expect(world.messages(first.general)).toHaveLength(before);
    expect(wordsOf(await pressed('Post now'))).toContain('On its way');
    expect(wordsOf(await pressed('Post now'))).toContain('You just did that here');
    await bot.paperboy.settle();
    expect(world.messages(first.general)).toHaveLength(before + 1);
    expect(world.messages(first.general).at(-1)?.pings).toEqual([]);

    const asked = { channelId: first.general, command: 'unsubscribe', focused: 'subscription', options: {} };
    const [choice] = await people.complete(first.ada, asked);
    expect(choice?.name).toContain('#general · 10:30 Europe/Berlin, daily · all topics');
    const removed = await invoke(first.ada, 'unsubscribe', { subscription: String(choice?.value) });
    expect(wordsOf(removed)).toContain('Removed');
    expect(wordsOf(await pressed('Preview'))).toContain('no such subscription any more');
    expect(await subscriptions()).toEqual([]);
  });

  it('does not know another server’s subscription', async () => {
    const other = bot.sandbox.world.addGuild({ name: 'Other', ownerId: first.linus });
    const channel = bot.sandbox.world.addChannel(other, { name: 'papers' });
    await subscribe(first.linus, {}, channel);
    const [theirs] = await listSubscriptions(bot.database.db, other);
    const reply = await invoke(first.ada, 'unsubscribe', { subscription: theirs?.id ?? '' });
    expect(wordsOf(reply)).toContain('no such subscription');
    expect(await listSubscriptions(bot.database.db, other)).toHaveLength(1);
  });
});

describe('/help', () => {
  it('lists the commands that there are', async () => {
    const words = wordsOf(await invoke(first.grace, 'help'));
    for (const { data } of commands) {
      expect(words).toContain('description' in data ? `**/${data.name}** ${data.description}` : `**${data.name}**`);
    }
  });
});
