import { describe, expect, it } from 'vitest';
import { createPoster } from '../../src/discord/poster.ts';
import { createSenderRest } from '../../src/discord/rest.ts';
import type { RankedPaper } from '../../src/domain/paper.ts';
import type { PackedMessage } from '../../src/render/message/packer.ts';
import { threadName } from '../../src/render/message/thread-name.ts';
import { renderCard, renderStarter } from '../../src/render/papers/card.ts';
import { renderDigest } from '../../src/render/papers/digest.ts';
import { parseListItem } from '../../src/source/hugging-face-schema.ts';
import { listHeldDays } from '../../src/store/papers/lists.ts';
import { listTrending } from '../../src/store/papers/trending.ts';
import { createTestDatabase } from '../support/database/database.ts';
import { startTestSandbox } from '../support/discord/sandbox.ts';
import { silentLog } from '../support/log.ts';
import { holdList } from '../support/papers/lists.ts';
import { day } from '../support/papers/papers.ts';
import { hasShared, oddCases, recordedDays } from '../support/shared.ts';

const at = new Date('2026-05-01T12:00:00Z');
const PER_PAGE = 10;

describe.runIf(hasShared('data', 'huggingface'))('recorded papers', () => {
  it('of every day pass through ingest, rendering and Discord without one refusal', { timeout: 120_000 }, async () => {
    await using setting = await open();
    for (const recorded of recordedDays()) {
      const listDay = day(recorded.day);
      await holdList(setting.db, listDay, read(recorded.list), at);
      for (let offset = 0; ; offset += PER_PAGE) {
        const { papers, total } = await listTrending(setting.db, { days: [listDay], offset, limit: PER_PAGE });
        if (papers.length === 0) break;
        const marker = `v1|paper|open|${recorded.day}|${offset}`;
        await setting.post(
          renderDigest({ days: [listDay], missed: [], topics: [], papers, total, marker, silent: true, late: false }),
        );
      }
    }
    expect(
      await listHeldDays(
        setting.db,
        recordedDays().map((recorded) => day(recorded.day)),
      ),
    ).toHaveLength(64);
    setting.expectAllTaken();
  });

  it('that break naive code get a row, a card and a thread', { timeout: 120_000 }, async () => {
    await using setting = await open();
    const papers = read(oddCases());
    expect(oddCases()).toHaveLength(107);
    await holdList(setting.db, '2026-04-30', papers, at);
    const { papers: ranked } = await listTrending(setting.db, { days: [day('2026-04-30')], offset: 0, limit: 200 });
    expect(ranked).toHaveLength(new Set(papers.map(({ paper }) => paper.id)).size);
    for (const paper of ranked) await setting.discuss(paper);
    setting.expectAllTaken();
  });
});

function read(list: readonly unknown[]) {
  const papers = list.map(parseListItem).filter((item) => item !== undefined);
  expect(papers).toHaveLength(list.length);
  return [...new Map(papers.map((item) => [item.paper.id, item])).values()];
}

/** A store, a Discord, and what sends to it. */
async function open() {
  const stack = new AsyncDisposableStack();
  const { db } = stack.use(await createTestDatabase());
  const sandbox = stack.use(await startTestSandbox({ now: () => at }));
  const rest = createSenderRest({ token: sandbox.token, apiUrl: sandbox.apiUrl, requestsPerSecond: 10_000 });
  const poster = createPoster(rest, { botId: sandbox.world.applicationId, log: silentLog });
  const channelId = sandbox.world.first.papers;
  let sent = 0;
  const post = async (body: PackedMessage): Promise<string> => {
    sent += 1;
    const outcome = await poster.post(channelId, body, { nonce: `n${sent}` });
    expect(outcome).toMatchObject({ kind: 'sent' });
    return outcome.kind === 'sent' ? outcome.messageId : '';
  };
  return {
    db,
    post,
    async discuss(paper: RankedPaper) {
      await post(renderCard({ paper, discussId: `v1|discuss|open|${paper.paper.id}` }));
      const anchorId = await post(renderStarter({ paper, marker: `v1|paper|show|${paper.paper.id}` }));
      const started = await poster.startThread(channelId, anchorId, threadName(paper.paper.title));
      expect(started).toEqual({ kind: 'started', threadId: anchorId });
    },
    expectAllTaken() {
      expect(sandbox.requests.entries.filter(({ status }) => status === undefined || status >= 300)).toEqual([]);
      expect(sandbox.world.messages(channelId).flatMap(({ pings }) => pings)).toEqual([]);
      sandbox.expectDescribed();
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
