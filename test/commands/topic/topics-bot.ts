import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { OptionValue } from '../../../src/sandbox/people/commands.ts';
import type { Reply } from '../../../src/sandbox/people/reply.ts';
import { listSubscriptions, removeSubscription } from '../../../src/store/servers/subscriptions.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { buttonOf, messageOf } from '../../support/discord/replies.ts';
import { subscribeBy } from '../../support/discord/subscribing.ts';
import { holdList } from '../../support/papers/lists.ts';
import { counted, paperId } from '../../support/papers/papers.ts';

type Options = Readonly<Record<string, OptionValue>>;

/** The bot of a file's tests, and what people do there; before each test nobody has a topic or a subscription. */
export function useTopicsBot() {
  let bot: TestBot;
  beforeAll(async () => {
    bot = await startTopicsBot();
  });
  afterAll(() => bot?.[Symbol.asyncDispose]());
  beforeEach(() => forgetTopics(bot, bot.sandbox.world.first.guild));

  const first = () => bot.sandbox.world.first;
  const invoke = (userId: string, command: string, options: Options = {}, channelId = first().general) =>
    bot.sandbox.people.invoke(userId, { channelId, command, options });
  return {
    get bot() {
      return bot;
    },
    get first() {
      return first();
    },
    invoke,
    press: (reply: Reply, label: string, userId = first().ada) =>
      bot.sandbox.people.press(userId, { messageId: messageOf(reply).id, customId: buttonOf(messageOf(reply), label) }),
    /** Ada's, in *general*. */
    subscribe: (options: Options) => subscribeBy(bot.sandbox, first().ada, { channelId: first().general, options }),
    create: (name: string, query: string, userId = first().ada) => invoke(userId, 'topics create', { name, query }),
    /** The channel in which Ada and the bot write to each other. */
    dm: () => bot.sandbox.world.dms().find(({ userId }) => userId === first().ada)?.id ?? '',
  };
}

/** A bot with two lists. In each a robot walks, a robot swims, a fish swims, and somebody takes a walk. */
async function startTopicsBot(): Promise<TestBot> {
  const bot = await startTestBot({ at: '2026-03-11T08:30:00Z' });
  const titles = ['Robots That Walk', 'Robots That Swim', 'Swimming Fish', 'A Walk'];
  for (const [index, listDay] of ['2026-03-09', '2026-03-10'].entries()) {
    const papers = titles.map((title, place) =>
      counted(
        { id: paperId(`2603.000${index}${place + 1}`), title: `${title} ${index}`, abstract: '' },
        { upvotes: 40 - 10 * place },
      ),
    );
    await holdList(bot.database.db, listDay, papers, bot.clock.now());
  }
  return bot;
}

/** Takes away a server's subscriptions, and all topics of servers' own. */
async function forgetTopics({ database: { db } }: TestBot, guildId: string): Promise<void> {
  for (const { id } of await listSubscriptions(db, guildId)) await removeSubscription(db, guildId, id);
  await db.deleteFrom('server_topic').execute();
}
