import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { listSubscriptions } from '../../src/store/servers/subscriptions.ts';
import { listOwnTopics, saveOwnTopic } from '../../src/store/servers/topics.ts';
import { buttonOf, formOf, isEphemeral, messageOf, wordsOf } from '../support/discord/replies.ts';
import { useTopicsBot } from './topic/topics-bot.ts';

const setting = useTopicsBot();
const { invoke, press, subscribe, create, dm } = setting;
const own = () => listOwnTopics(setting.bot.database.db, setting.first.guild);

describe('/topics create', () => {
  it('shows what the topic would have caught, and saves nothing before Save', async () => {
    const draft = await create('Moving  robots', '“robots that” OR fish  -swim');
    const words = wordsOf(draft);
    expect(isEphemeral(messageOf(draft))).toBe(true);
    expect(words).toContain('New topic: **Moving robots**');
    expect(words).toContain('> "robots that" OR fish -swim');
    expect(words).toContain('On the last 2 lists it would have caught **2 papers**: 1 a day, from 1 to 1.');
    expect(words).toContain('[Robots That Walk 1](https://huggingface.co/papers/2603.00011) · 10 March');
    expect(words.indexOf('Walk 1')).toBeLessThan(words.indexOf('Walk 0'));
    expect(await own()).toEqual([]);
    const saved = await press(draft, 'Save');
    expect(saved.kind).toBe('update');
    expect(wordsOf(saved)).toContain('Saved: **Moving robots**');
    expect(await own()).toEqual([{ name: 'Moving robots', query: '"robots that" OR fish -swim' }]);
    expect(setting.bot.logLines.join('\n')).toContain('"topic created"');
    expect(setting.bot.logLines.join('\n')).not.toContain('Moving');
  });

  it('is changed in a form until it fits, also if it is too long for a button, or cancelled', async () => {
    const long = `robots ${'OR walking '.repeat(8).trim()}`;
    const draft = await create('Robots', long);
    const { modal, interactionId } = formOf(await press(draft, 'Change'));
    expect(JSON.stringify(modal)).toContain(long);
    const refused = await setting.bot.sandbox.people.submit(setting.first.ada, {
      interactionId,
      values: { name: 'Robots', query: 'robots OR' },
    });
    expect(wordsOf(refused)).toContain('> robots **►** OR');
    const again = formOf(await press(draft, 'Change'));
    const changed = await setting.bot.sandbox.people.submit(setting.first.ada, {
      interactionId: again.interactionId,
      values: { name: 'Fish', query: 'fish' },
    });
    expect(changed.kind).toBe('update');
    expect(messageOf(changed).id).toBe(messageOf(draft).id);
    expect(wordsOf(changed)).toContain('New topic: **Fish**');
    expect(wordsOf(await press(changed, 'Cancel'))).toContain('Nothing was changed');
    expect(await own()).toEqual([]);
    const saved = await create('Robots', long);
    await press(saved, 'Save');
    expect(await own()).toEqual([{ name: 'Robots', query: long }]);
  });

  it('of a name that there is offers to change it, and names the subscriptions that choose by it', async () => {
    await press(await create('Robots', 'robots'), 'Save');
    await subscribe({ topics: 'robots' });
    const draft = await create('ROBOTS', 'fish');
    const words = wordsOf(draft);
    expect(words).toContain('This server has a topic **Robots** already');
    expect(words).toContain(`<#${setting.first.general}> at 09:00 UTC: Robots`);
    expect(wordsOf(await press(draft, 'Save'))).toContain('Changed: **Robots**');
    expect(await own()).toEqual([{ name: 'Robots', query: 'fish' }]);
  });

  it('asks again if somebody made one of that name meanwhile', async () => {
    const [mine, theirs] = [await create('Robots', 'robots'), await create('robots', 'fish')];
    await press(theirs, 'Save');
    const asked = await press(mine, 'Save');
    expect(wordsOf(asked)).toContain('This server has a topic **robots** already');
    expect(await own()).toEqual([{ name: 'robots', query: 'fish' }]);
    await press(asked, 'Save');
    expect(await own()).toEqual([{ name: 'robots', query: 'robots' }]);
  });

  it.each([
    ['Robots', ' ', 'no word in this'],
    ['Robots', 'the of and', 'nearly every paper'],
    ['Robots', '-video -audio', 'only says what to leave out'],
    ['Robots', 'is:code upvotes:>20', 'only says what to leave out'],
    ['Robots', 'x'.repeat(6_000), 'longer than a search'],
    ['Robots', 'a robot "that walks', '**►** "that walks'],
    ['Robots', 'robots autor:Hinton', 'Did you mean `author:`'],
    ['Robots', "🤖 % _ \\ ' ", 'no word in this'],
    ['a, b', 'robots', 'cannot be a topic’s name'],
    ['own:x', 'robots', 'cannot be a topic’s name'],
    ['🤖', 'robots', 'cannot be a topic’s name'],
    ['x'.repeat(33), 'robots', 'cannot be a topic’s name'],
    ['All', 'robots', 'every server has'],
    ['reinforcement Learning', 'robots', 'every server has'],
  ])('answers %j, %j with a sentence', async (name, query, said) => {
    const reply = await create(name, query);
    expect(wordsOf(reply)).toContain(said);
    expect(isEphemeral(messageOf(reply))).toBe(true);
  });

  it.each([
    ["O'Neill_%\\", "robot's % _ \\ '"],
    ['سلام דבר', 'الروبوت OR רובוט OR robots'],
    ['**[x](y.z)** @everyone <@1>', 'robots OR @everyone "[x](http://y.z)"'],
    ['a🤖', 'robots 🤖'],
  ])('takes %j, %j, and shows it as text everywhere', async (name, query) => {
    const saved = await press(await create(name, query), 'Save');
    expect(wordsOf(saved)).toContain('Saved');
    const [topic] = await own();
    const shown = [
      saved,
      await invoke(setting.first.ada, 'topics list'),
      await invoke(setting.first.ada, 'topics show', { topic: topic?.name ?? '' }),
      await subscribe({ topics: topic?.name ?? '' }),
      await invoke(setting.first.ada, 'subscriptions'),
      await invoke(setting.first.ada, 'trending', { topic: topic?.name ?? '' }),
      await invoke(setting.first.ada, 'search', { query: 'robots', topic: topic?.name ?? '' }),
      await invoke(setting.first.ada, 'topics delete', { topic: topic?.name ?? '' }),
    ];
    for (const reply of shown) {
      expect(wordsOf(reply)).not.toContain('went wrong');
      expect(wordsOf(reply)).not.toMatch(/[^\\]\]\((http:\/\/)?y\.z|[^\\]<@1>/);
      expect(wordsOf(reply)).not.toContain('@everyone');
    }
  });

  it('and every other change takes Manage Server at each press', async () => {
    const needs = 'You need the permission **Manage Server**';
    expect(wordsOf(await create('Robots', 'robots', setting.first.grace))).toContain(needs);
    await press(await create('Robots', 'robots'), 'Save');
    expect(wordsOf(await invoke(setting.first.grace, 'topics delete', { topic: 'Robots' }))).toContain(needs);
    const shown = await invoke(setting.first.grace, 'topics show', { topic: 'Robots' });
    expect(() => buttonOf(messageOf(shown), 'Delete')).toThrow();
    expect(wordsOf(shown)).not.toContain('subscription');
    // Whoever had the right when a control was made may have lost it by the time it is pressed.
    const { world } = setting.bot.sandbox;
    const manager = world.addRole(setting.first.guild, {
      name: 'manager',
      permissions: PermissionFlagsBits.ManageGuild,
    });
    const marta = world.addMember(setting.first.guild, { name: 'Marta', roles: [manager] });
    const fresh = await create('Fish', 'fish', marta);
    const changing = await create('Robots', 'fish', marta);
    const his = await invoke(marta, 'topics show', { topic: 'Robots' });
    const asked = await invoke(marta, 'topics delete', { topic: 'Robots' });
    const form = formOf(await press(changing, 'Change', marta));
    world.setMember(setting.first.guild, marta, { roles: [] });
    for (const [reply, label] of [
      [fresh, 'Save'],
      [fresh, 'Change'],
      [changing, 'Save'],
      [his, 'Change'],
      [his, 'Delete'],
      [asked, 'Delete'],
    ] as const) {
      expect(wordsOf(await press(reply, label, marta)), label).toContain(needs);
    }
    const values = { name: 'Fish', query: 'fish' };
    const sent = await setting.bot.sandbox.people.submit(marta, { interactionId: form.interactionId, values });
    expect(wordsOf(sent)).toContain(needs);
    expect(await own()).toEqual([{ name: 'Robots', query: 'robots' }]);
  });

  it('works in servers alone', async () => {
    const reply = await invoke(setting.first.ada, 'topics create', { name: 'Robots', query: 'robots' }, dm());
    expect(wordsOf(reply)).toContain('servers only');
    expect(wordsOf(await invoke(setting.first.ada, 'topics show', { topic: 'agents' }, dm()))).toContain('Agents');
  });
});

describe('/topics list and show', () => {
  it('page through all topics, the server’s own first', async () => {
    expect(wordsOf(await invoke(setting.first.grace, 'topics list'))).toContain('none yet');
    await press(await create('Robots', 'robots'), 'Save');
    let page = await invoke(setting.first.grace, 'topics list');
    expect(wordsOf(page)).toMatch(/own\*\*\n- \*\*Robots\*\* · robots/);
    const seen = [wordsOf(page)];
    for (let turn = 1; turn < 4; turn += 1) {
      page = await press(page, 'Next', setting.first.grace);
      seen.push(wordsOf(page));
    }
    const all = seen.join('\n');
    expect(all).toContain('page 4 of 4');
    for (const name of ['Agents', 'Graphs', 'Music', 'Inference and systems']) expect(all).toContain(`**${name}** ·`);
  });

  it('tell what a topic is, catches, and who chooses by it', async () => {
    await press(await create('Robots', 'robots'), 'Save');
    await subscribe({ topics: 'agents, robots', time: '10:30' });
    const shown = await invoke(setting.first.ada, 'topics show', { topic: 'robots' });
    expect(wordsOf(shown)).toContain('On the last 2 lists it caught **4 papers**: 2 a day, from 2 to 2.');
    expect(wordsOf(shown)).toContain(`- <#${setting.first.general}> at 10:30 UTC: Agents, Robots`);
    const { modal, interactionId } = formOf(await press(shown, 'Change'));
    expect(JSON.stringify(modal)).toContain('"value":"robots"');
    const changed = await setting.bot.sandbox.people.submit(setting.first.ada, {
      interactionId,
      values: { query: 'fish' },
    });
    expect(wordsOf(changed)).toContain('already');
    expect(wordsOf(await invoke(setting.first.grace, 'topics show', { topic: 'robotics' }))).toContain(
      'robots and embodied',
    );
    expect(wordsOf(await invoke(setting.first.grace, 'topics show', { topic: 'robotz' }))).toContain(
      'Did you mean `Robots`',
    );
    expect(wordsOf(await invoke(setting.first.grace, 'topics show', { topic: 'all' }))).toContain('is no topic');
  });

  it('say of a topic whose query can no longer be read what is wrong, and offer to change it', async () => {
    const topic = { name: 'Old', query: 'robots autor:Hinton', createdBy: setting.first.ada };
    await saveOwnTopic(setting.bot.database.db, setting.first.guild, topic, setting.bot.clock.now());
    const shown = await invoke(setting.first.ada, 'topics show', { topic: 'Old' });
    const words = wordsOf(shown);
    expect(words).toContain('> robots autor:Hinton');
    expect(words).toContain('catches nothing');
    expect(words).toContain('Did you mean `author:`?');
    expect(formOf(await press(shown, 'Change'))).toBeDefined();
    expect(wordsOf(await press(shown, 'Delete'))).toContain('Old');
  });
});

describe('/topics delete', () => {
  it('names the subscriptions, asks, and leaves them their other topics', async () => {
    await press(await create('Robots', 'robots'), 'Save');
    await subscribe({ topics: 'agents, robots' });
    const ask = () => invoke(setting.first.ada, 'topics delete', { topic: 'robots' });
    const asked = await ask();
    expect(wordsOf(asked)).toContain(`lose it, and keep their other topics:\n- <#${setting.first.general}>`);
    expect(wordsOf(await press(asked, 'Keep'))).toContain('Nothing was changed');
    const [again, late] = [await ask(), await ask()];
    expect(wordsOf(await press(again, 'Delete'))).toContain('Deleted: **Robots**');
    expect(await own()).toEqual([]);
    expect((await listSubscriptions(setting.bot.database.db, setting.first.guild)).map(({ topics }) => topics)).toEqual(
      [['agents']],
    );
    expect(wordsOf(await press(late, 'Delete'))).toContain('out of date');
    expect(wordsOf(await ask())).toContain('is no topic');
  });

  it('is refused while a subscription has no other topic, also if it came between question and answer', async () => {
    await press(await create('Robots', 'robots'), 'Save');
    const asked = await invoke(setting.first.ada, 'topics delete', { topic: 'robots' });
    await subscribe({ topics: 'robots' });
    for (const reply of [
      await press(asked, 'Delete'),
      await invoke(setting.first.ada, 'topics delete', { topic: 'robots' }),
    ]) {
      expect(wordsOf(reply)).toContain('cannot be deleted yet');
      expect(wordsOf(reply)).toContain(`<#${setting.first.general}> at 09:00 UTC`);
    }
    expect(await own()).toHaveLength(1);
  });

  it('leaves built-in topics alone', async () => {
    expect(wordsOf(await invoke(setting.first.ada, 'topics delete', { topic: 'agents' }))).toContain(
      'every server has',
    );
  });
});
