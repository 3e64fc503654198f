import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { StoredMessage } from '../../src/sandbox/world/state.ts';
import { startTestBot, type TestBot } from '../support/bot/bot.ts';
import { textsOf } from '../support/discord/discord-rules.ts';
import { buttonOf, isEphemeral, messageOf, selectOf, wordsOf } from '../support/discord/replies.ts';
import { subscribeBy } from '../support/discord/subscribing.ts';
import { startReplay } from '../support/papers/replay.ts';
import { hasShared, recordedDays } from '../support/shared.ts';

describe.runIf(hasShared('replay', 'papers.mjs'))('Paperboy on recorded lists', () => {
  it('posts the newest complete list, then the next, and opens a discussion from each', {
    timeout: 60_000,
  }, async () => {
    await using replay = await startReplay('2026-03-10');
    await using bot = await startTestBot({ at: '2026-03-10T08:30:00Z', settings: { HUGGINGFACE_URL: replay.url } });
    await bot.paperboy.settle();
    const { sandbox } = bot;
    const { ada, papers } = sandbox.world.first;
    const reply = await subscribeBy(sandbox, ada, {
      channelId: papers,
      options: { time: '09:00', timezone: 'UTC' },
    });
    expect(wordsOf(reply)).toContain('is subscribed');

    await bot.moveTo('2026-03-10T09:00:10Z');
    const [first] = digests(bot);
    expect(linkedIds(first)).toEqual(topOf('2026-03-09'));
    expect(textsOf(first ?? {})[0]).toContain('Monday, 9 March 2026');

    await replay.set({ today: '2026-03-11' });
    await bot.moveTo('2026-03-11T09:00:10Z');
    const [, second, ...more] = digests(bot);
    expect(more).toEqual([]);
    expect(textsOf(second ?? {})[0]).toContain('Tuesday, 10 March 2026');
    const ids = linkedIds(second);
    expect(ids).toHaveLength(10);
    expect(ids.filter((id) => linkedIds(first).includes(id))).toEqual([]);

    if (first === undefined) throw new Error('nothing was posted');
    // The first list again, with what its papers have by now.
    const more100 = sql<number>`upvotes + 100`;
    await bot.database.db.updateTable('paper_score').set({ upvotes: more100 }).execute();
    const numbers = await sandbox.people.press(ada, {
      messageId: first.id,
      customId: buttonOf(first, 'Numbers as of now'),
    });
    expect(isEphemeral(messageOf(numbers))).toBe(true);
    expect(wordsOf(numbers)).toContain('# 45 → 145 upvotes · 1 comment');
    expect(selectOf(messageOf(numbers)).values).toEqual(topOf('2026-03-09'));

    const { grace, linus } = sandbox.world.first;
    for (const [digest, person] of [
      [first, grace],
      [second, linus],
    ] as const) {
      const threadId = await discussFirst(bot, person, digest);
      const thread = sandbox.world.threads(sandbox.world.first.guild).find(({ id }) => id === threadId);
      expect(thread).toMatchObject({ parentId: papers, name: expect.stringMatching(/^.{1,100}$/u) });
    }
  });
});

/** The digests in the channel *papers*, oldest first. */
function digests({ sandbox }: TestBot): readonly StoredMessage[] {
  return sandbox.world
    .messages(sandbox.world.first.papers)
    .map(({ message }) => message)
    .filter((message) => textsOf(message)[0]?.startsWith('## Papers of'));
}

function linkedIds(message: StoredMessage | undefined): readonly string[] {
  return textsOf(message ?? {}).flatMap(
    (text) => /^\*\*\d+\.\*\* \[[^\]]+\]\(\S+\/papers\/([\d.]+)\)/.exec(text)?.[1] ?? [],
  );
}

/** The ten most upvoted of a recorded day, ties broken as everywhere: comments, then the newer id. */
function topOf(day: string): readonly string[] {
  interface Item {
    readonly paper: { readonly id: string; readonly upvotes: number };
    readonly numComments: number;
  }
  const list = (recordedDays().find((recorded) => recorded.day === day)?.list ?? []) as readonly Item[];
  return list
    .toSorted(
      (a, b) =>
        b.paper.upvotes - a.paper.upvotes || b.numComments - a.numComments || (a.paper.id < b.paper.id ? 1 : -1),
    )
    .slice(0, 10)
    .map(({ paper }) => paper.id);
}

/** Opens the first paper of a digest and presses *Discuss*. @returns the thread's id */
async function discussFirst(
  { sandbox }: TestBot,
  person: string,
  digest: StoredMessage | undefined,
): Promise<string | undefined> {
  if (digest === undefined) throw new Error('no digest');
  const { customId, values } = selectOf(digest);
  const card = messageOf(
    await sandbox.people.select(person, { messageId: digest.id, customId, values: values.slice(0, 1) }),
  );
  const reply = await sandbox.people.press(person, { messageId: card.id, customId: buttonOf(card, 'Discuss') });
  return /<#(\d+)>/.exec(wordsOf(reply))?.[1];
}
