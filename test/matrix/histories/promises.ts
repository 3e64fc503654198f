import { expect } from 'vitest';
import { completeAt } from '../../../src/domain/list-day.ts';
import { latestSlot } from '../../../src/domain/schedule.ts';
import type { Db } from '../../../src/store/schema.ts';
import { type Outcome, UNREADABLE } from './history.ts';

/** All that holds of every history. */
export async function expectPromises(db: Db, outcome: Outcome): Promise<void> {
  expectNoPaperTwice(outcome);
  expectEachDigestOnce(outcome);
  expectOneBodyANonce(outcome);
  expectNothingAfterRemoval(outcome);
  expect(outcome.sentInPause, 'sent while it was paused').toEqual([]);
  await expectOneDigestASlot(db);
  await expectNoDayLost(db, outcome);
}

/** The messages of a channel, without what could not be found again where nothing may be read. */
function messagesOf({ discord }: Outcome, channelId: string) {
  const all = discord.messages.filter((message) => message.channelId === channelId);
  return channelId === UNREADABLE ? [...new Map(all.map((message) => [message.nonce, message])).values()] : all;
}

function channelsOf({ discord }: Outcome): readonly string[] {
  return [...new Set(discord.messages.map(({ channelId }) => channelId))];
}

function papersIn(body: string): readonly string[] {
  return [...new Set([...body.matchAll(/\/papers\/(\d{4}\.\d{5})/g)].map(([, id = '']) => id))];
}

function expectNoPaperTwice(outcome: Outcome): void {
  for (const channelId of channelsOf(outcome)) {
    const papers = messagesOf(outcome, channelId).flatMap(({ body }) => papersIn(body));
    expect(papers, `papers of ${channelId}`).toEqual([...new Set(papers)]);
  }
}

function expectEachDigestOnce(outcome: Outcome): void {
  for (const channelId of channelsOf(outcome)) {
    const nonces = messagesOf(outcome, channelId).map(({ nonce }) => nonce);
    expect(nonces, `digests of ${channelId}`).toEqual([...new Set(nonces)]);
  }
}

/**
 * Whoever tries again sends what was frozen, with links to the discussions that there are by then; only a body that
 * Discord does not take is replaced, once.
 */
function expectOneBodyANonce({ discord }: Outcome): void {
  for (const bodies of discord.sent.values()) {
    const rendered = [...bodies].filter((body) => !body.includes('"content":"Papers of'));
    const frozen = new Set(rendered.map((body) => body.replace(DISCUSSION, '')));
    expect(frozen.size, 'bodies sent for one message').toBeLessThanOrEqual(1);
  }
}

/** At the end of a row. */
const DISCUSSION = / · \[Discussion\]\(https:\/\/discord\.com\/channels\/\d+\/\d+\)/g;

function expectNothingAfterRemoval({ discord, cancelled }: Outcome): void {
  for (const marker of cancelled) {
    expect(discord.messages.filter(({ body }) => body.includes(JSON.stringify(marker)))).toEqual([]);
  }
}

async function expectOneDigestASlot(db: Db): Promise<void> {
  const rows = await db.selectFrom('digest').select(['subscription_id', 'slot_at']).execute();
  const slots = rows
    .filter(({ subscription_id }) => subscription_id !== null)
    .map((row) => `${row.subscription_id} ${row.slot_at.toISOString()}`);
  expect(slots).toEqual([...new Set(slots)]);
}

/**
 * Each list that was complete at a slot of a subscription is in a message of its channel, or of one that it was moved
 * from, or led to by one, or all of its papers that fit stand there already.
 */
async function expectNoDayLost(db: Db, outcome: Outcome): Promise<void> {
  const rows = await db
    .selectFrom('digest')
    .innerJoin('delivery', 'delivery.digest_id', 'digest.id')
    .innerJoin('delivery_part', 'delivery_part.delivery_id', 'delivery.id')
    .select(['digest.subscription_id', 'digest.list_days', 'delivery_part.nonce', 'delivery_part.marker'])
    .execute();
  const listings = await db
    .selectFrom('listing')
    .innerJoin('paper', 'paper.id', 'listing.paper_id')
    .select(['listing.list_day', 'paper.id', 'paper.topics'])
    .execute();
  for (const subscription of outcome.subscriptions.filter(({ isRemoved }) => !isRemoved)) {
    const messages = [...new Set(subscription.channelIds)].flatMap((channelId) => messagesOf(outcome, channelId));
    const posted = new Set(messages.map(({ nonce }) => nonce));
    // A forum's post has no nonce; one that leads to a discussion elsewhere stands for it.
    const isPosted = ({ nonce, marker }: { nonce: string; marker: string }) =>
      posted.has(nonce) || posted.has(`post ${marker}`) || posted.has(`post ${marker.replace(/post$/, 'lead')}`);
    const served = new Set(
      rows.filter((row) => row.subscription_id === subscription.id && isPosted(row)).flatMap((row) => row.list_days),
    );
    const shown = new Set(messages.flatMap(({ body }) => papersIn(body)));
    const lastSlot = latestSlot({ ...subscription.wish, timezone: 'UTC' }, outcome.endedAt);
    for (const listDay of outcome.published) {
      if (listDay <= subscription.coveredThrough || completeAt(listDay) > lastSlot) continue;
      const fitting = listings.filter(
        (row) =>
          row.list_day === listDay &&
          (subscription.topics.length === 0 || subscription.topics.some((topic) => row.topics.includes(topic))),
      );
      const isShown = fitting.every(({ id }) => shown.has(id));
      expect(served.has(listDay) || isShown, `the list of ${listDay} in ${subscription.channelIds.join()}`).toBe(true);
    }
  }
}
