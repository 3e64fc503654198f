import { describe, expect, it } from 'vitest';
import { listSubscriptions } from '../../../src/store/servers/subscriptions.ts';
import { findOwnTopic, saveOwnTopic } from '../../../src/store/servers/topics.ts';
import { formOf, wordsOf } from '../../support/discord/replies.ts';
import { day, paperId } from '../../support/papers/papers.ts';
import { OTHER_GUILD } from '../../support/papers/subscriptions.ts';
import { useTopicsBot } from './topics-bot.ts';

const setting = useTopicsBot();
const { invoke, press, subscribe, create, dm } = setting;
const keepElsewhere = (name: string, query: string) =>
  saveOwnTopic(setting.bot.database.db, OTHER_GUILD, { name, query, createdBy: '1' }, setting.bot.clock.now());

describe('own topics elsewhere', () => {
  it('keep /trending, its pages and its movement, and /search to what they match', async () => {
    await press(await create('Robots', '"robots that" upvotes:>30'), 'Save');
    const list = wordsOf(await invoke(setting.first.grace, 'trending', { topic: 'robots', period: 'week' }));
    expect(list).toContain('· Robots');
    expect(list).toContain('2 papers');
    expect(list).not.toContain('Swim');
    const found = wordsOf(await invoke(setting.first.grace, 'search', { query: 'walk', topic: 'own:Robots' }));
    expect(found).toContain('Walk');
    expect(found).not.toContain('A **Walk**');
  });

  it('are chosen by in a draft of /subscribe, its preview and its form, and refused once they are gone', async () => {
    await press(await create('Robots no', 'robots'), 'Save');
    const draft = await invoke(setting.first.ada, 'subscribe', { topics: 'robots no' });
    expect(wordsOf(draft)).toContain('about 2 a day on the last 2 lists');
    expect(wordsOf(draft)).toContain('[Robots That Walk 1]');
    const preview = wordsOf(await press(draft, 'Preview'));
    expect(preview).toContain('Robots That Swim 1');
    expect(preview).toContain('matches *Robots no*');
    expect(preview).not.toContain('Fish');
    const { modal, interactionId } = formOf(await press(draft, 'Adjust'));
    expect(JSON.stringify(modal)).toContain('"value":"Robots no"');
    const values = { topics: 'Agents, ROBOTS no', when: '09:00 UTC', frequency: ['daily'], papers: ['10'] };
    const adjusted = await setting.bot.sandbox.people.submit(setting.first.ada, {
      interactionId,
      values: { ...values, 'min-upvotes': '0' },
    });
    expect(wordsOf(adjusted)).toContain('Agents, Robots no');
    await press(await invoke(setting.first.ada, 'topics delete', { topic: 'robots no' }), 'Delete');
    expect(wordsOf(await press(adjusted, 'Save'))).toContain('“Robots no” is no topic');
    expect(await listSubscriptions(setting.bot.database.db, setting.first.guild)).toEqual([]);
  });

  it('are put into a subscription by editing it, and counted', async () => {
    await press(await create('Robots', 'robots'), 'Save');
    await subscribe({});
    const panel = await invoke(setting.first.ada, 'subscriptions');
    const open = async () => formOf(await press(panel, 'Channel, topics, threads, mention'));
    const values = { topics: 'robots', threads: ['on-demand'], mention: [], silent: ['yes'] };
    const { interactionId } = await open();
    const edited = wordsOf(await setting.bot.sandbox.people.submit(setting.first.ada, { interactionId, values }));
    expect(edited).toContain('topics all topics → Robots');
    expect(edited).toContain('**Volume**: about 2 a day on the last 2 lists');
    const [subscription] = await listSubscriptions(setting.bot.database.db, setting.first.guild);
    expect(subscription?.topics).toEqual(['own:Robots']);
    expect(JSON.stringify((await open()).modal)).toContain('"value":"Robots"');
  });

  it('of another server are never completed, found, shown or deleted here', async () => {
    await keepElsewhere('Secret walks', 'walk');
    await press(await create('Robots', 'robots'), 'Save');
    const complete = async (command: string, focused: string, typed: string, channelId = setting.first.general) =>
      JSON.stringify(
        await setting.bot.sandbox.people.complete(setting.first.ada, {
          channelId,
          command,
          focused,
          options: { [focused]: typed },
        }),
      );
    for (const typed of ['', 'sec', 'walk', 'own:']) {
      for (const command of ['trending', 'topics show', 'topics delete'])
        expect(await complete(command, 'topic', typed)).not.toContain('Secret');
      expect(await complete('subscribe', 'topics', typed)).not.toContain('Secret');
    }
    expect(await complete('trending', 'topic', 'rob')).toContain('own:Robots');
    expect(await complete('topics delete', 'topic', '')).toContain('own:Robots');
    expect(await complete('subscribe', 'topics', 'agents, rob')).toContain('agents, Robots');
    expect(await complete('trending', 'topic', 'rob', dm())).not.toContain('own:');
    for (const command of ['trending', 'topics show', 'topics delete']) {
      const reply = wordsOf(await invoke(setting.first.ada, command, { topic: 'own:Secret walks' }));
      expect(reply).toContain('is no topic');
    }
    expect(wordsOf(await invoke(setting.first.ada, 'subscribe', { topics: 'secret walks' }))).toContain('is no topic');
    expect(await findOwnTopic(setting.bot.database.db, OTHER_GUILD, 'secret walks')).toBeDefined();
    // The same name here is another topic.
    await press(await create('Secret walks', 'fish'), 'Save');
    expect(wordsOf(await invoke(setting.first.ada, 'topics show', { topic: 'secret walks' }))).toContain('> fish');
    await press(await invoke(setting.first.ada, 'topics delete', { topic: 'secret walks' }), 'Delete');
    expect((await findOwnTopic(setting.bot.database.db, OTHER_GUILD, 'secret walks'))?.query).toBe('walk');
  });

  it('that ask for upvotes ask of an earlier list those that papers had then', async () => {
    await press(await create('Liked robots', 'robots upvotes:>20'), 'Save');
    const { db } = setting.bot.database;
    // As if Tuesday's list had been read on Tuesday, when a paper had few upvotes.
    const tuesday = new Date('2026-03-11T01:00:00Z');
    await db.updateTable('listing').set({ first_seen_at: tuesday }).where('list_day', '=', day('2026-03-10')).execute();
    const listed = db.selectFrom('listing').select('paper_id').where('list_day', '=', day('2026-03-10'));
    await db.updateTable('observation').set({ observed_at: tuesday }).where('paper_id', 'in', listed).execute();
    await db.updateTable('observation').set({ upvotes: 5 }).where('paper_id', '=', paperId('2603.00012')).execute();
    const list = wordsOf(await invoke(setting.first.grace, 'trending', { topic: 'liked robots' }));
    expect(list).toContain('**1.** [Robots That Walk 1]');
    expect(list).toContain('**2.** new · [Robots That Swim 1]');
  });
});
