import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/sandbox/people/reply.ts';
import { listOwnTopics, saveOwnTopic } from '../../../src/store/servers/topics.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { buttonOf, formOf, messageOf, wordsOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';

let bot: TestBot;
let first: TestBot['sandbox']['world']['first'];

beforeAll(async () => {
  bot = await startTestBot({ at: '2026-03-11T08:30:00Z' });
  first = bot.sandbox.world.first;
});
afterAll(() => bot?.[Symbol.asyncDispose]());
beforeEach(async () => {
  await bot.database.db.deleteFrom('subscription').execute();
  await bot.database.db.deleteFrom('server_topic').execute();
  const robots = { name: 'Robots', query: 'robots', createdBy: first.ada };
  await saveOwnTopic(bot.database.db, first.guild, robots, bot.clock.now());
});

const ask = (command: string) =>
  bot.sandbox.people.invoke(first.ada, { channelId: first.general, command, options: { topic: 'robots' } });
const press = (reply: Reply, label: string) =>
  bot.sandbox.people.press(first.ada, { messageId: messageOf(reply).id, customId: buttonOf(messageOf(reply), label) });
const submit = (interactionId: string, values: Readonly<Record<string, string>>) =>
  bot.sandbox.people.submit(first.ada, { interactionId, values });
const own = () => listOwnTopics(bot.database.db, first.guild);

describe('a topic that there is', () => {
  it('is changed without its name, so that nobody makes a second one in place of another name', async () => {
    const { modal, interactionId } = formOf(await press(await ask('topics show'), 'Change'));
    expect(modal.components).toHaveLength(1);
    const draft = await submit(interactionId, { query: 'fish' });
    expect(wordsOf(draft)).toContain(
      'This server has a topic **Robots** already\n> robots\n*Save* changes it to:\n> fish',
    );
    await press(draft, 'Save');
    expect(await own()).toEqual([{ name: 'Robots', query: 'fish' }]);
  });

  it('is not made again by a form that was open while it was deleted', async () => {
    const { interactionId } = formOf(await press(await ask('topics show'), 'Change'));
    await press(await ask('topics delete'), 'Delete');
    expect(wordsOf(await submit(interactionId, { query: 'fish' }))).toContain('out of date');
    expect(await own()).toEqual([]);
  });

  it('that somebody else has changed or deleted since the draft was shown is shown anew, and not overwritten', async () => {
    const create = (query: string) =>
      bot.sandbox.people.invoke(first.ada, {
        channelId: first.general,
        command: 'topics create',
        options: { name: 'Robots', query },
      });
    const [mine, late, theirs] = [await create('fish'), await create('fish'), await create('walking')];
    await press(theirs, 'Save');
    const asked = await press(mine, 'Save');
    expect(wordsOf(asked)).toContain('already\n> walking\n*Save* changes it to:\n> fish');
    expect(await own()).toEqual([{ name: 'Robots', query: 'walking' }]);
    expect(wordsOf(await press(asked, 'Save'))).toContain('Changed: **Robots**');
    await press(await ask('topics delete'), 'Delete');
    expect(wordsOf(await press(late, 'Save'))).toContain('New topic: **Robots**');
    expect(await own()).toEqual([]);
  });

  it('that cannot be deleted tells how its subscription gets other topics', async () => {
    await subscribeBy(bot.sandbox, first.ada, { channelId: first.general, options: { topics: 'robots' } });
    expect(wordsOf(await ask('topics delete'))).toContain(
      'Give them other topics in `/subscriptions`, under *Channel, topics, threads, mention*, or remove them',
    );
  });
});
