import { listSubscriptions, removeSubscription } from '../../../src/store/servers/subscriptions.ts';
import { startTestBot, type TestBot } from '../../support/bot/bot.ts';
import { holdList } from '../../support/papers/lists.ts';
import { counted, paperId } from '../../support/papers/papers.ts';

/** A bot with two lists. In each a robot walks, a robot swims, a fish swims, and somebody takes a walk. */
export async function startTopicsBot(): Promise<TestBot> {
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
export async function forgetTopics({ database: { db } }: TestBot, guildId: string): Promise<void> {
  for (const { id } of await listSubscriptions(db, guildId)) await removeSubscription(db, guildId, id);
  await db.deleteFrom('server_topic').execute();
}
