import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Complaint } from '../../../src/domain/errors.ts';
import type { RankedPaper } from '../../../src/domain/paper.ts';
import type { Receipt } from '../../../src/domain/receipt.ts';
import { SLOT_OUTCOMES, SUSPENSION_REASONS, type Subscription } from '../../../src/domain/subscription.ts';
import { BUILT_IN_TOPICS } from '../../../src/domain/topics/built-in-topics.ts';
import { renderApology, renderComplaint } from '../../../src/render/complaint.ts';
import { renderHelp } from '../../../src/render/help.ts';
import { choiceName } from '../../../src/render/message/choice.ts';
import { threadName } from '../../../src/render/message/thread-name.ts';
import { renderCard, renderStarter } from '../../../src/render/papers/card.ts';
import { renderDigest } from '../../../src/render/papers/digest.ts';
import { renderDiscussion } from '../../../src/render/papers/discussion.ts';
import { renderTrending } from '../../../src/render/papers/trending.ts';
import { renderAdjustForm } from '../../../src/render/servers/adjust-form.ts';
import { wordChanges } from '../../../src/render/servers/changes.ts';
import { renderCancelled, renderDraft } from '../../../src/render/servers/draft.ts';
import { renderEditForm } from '../../../src/render/servers/edit-form.ts';
import { renderEditMoreForm } from '../../../src/render/servers/edit-more-form.ts';
import { renderReceipts } from '../../../src/render/servers/receipts.ts';
import { renderServerSettings } from '../../../src/render/servers/server-settings.ts';
import { renderStatus } from '../../../src/render/servers/status.ts';
import { renderPosted, renderRemoved, renderSubscribed } from '../../../src/render/servers/subscribed.ts';
import {
  type PanelIds,
  renderNoSubscriptions,
  renderSubscriptionList,
} from '../../../src/render/servers/subscriptions.ts';
import { readChoices } from '../../../src/sandbox/validation/choices.ts';
import { numberComponents, readAnswer, readEdit, readNewMessage } from '../../../src/sandbox/validation/message.ts';
import { readModal } from '../../../src/sandbox/validation/modal.ts';
import { readThreadFromMessage } from '../../../src/sandbox/validation/thread.ts';
import { walkComponents } from '../../../src/sandbox/world/text.ts';
import { hostileText } from '../../support/papers/hostile.ts';
import { day, paperId, ranked } from '../../support/papers/papers.ts';
import { many, refusals } from './refusals.ts';

const V2 = 32_768;
const EPHEMERAL = 64;
const ID = '123456789012345678';
const tuesday = day('2026-03-10');
const at = new Date('2026-03-10T12:00:00Z');

/** Every way in which a body of ours reaches Discord. */
function expectTaken(body: { readonly flags: number; readonly components: readonly object[] }): void {
  const sent = JSON.parse(JSON.stringify(body));
  const placeholder = { flags: EPHEMERAL | 128, content: '', embeds: [], components: [] };
  const older = { flags: V2, content: '', embeds: [], components: [{ type: 10, content: 'old' }] };
  expect(refusals(() => readNewMessage({ ...sent, nonce: 'x'.repeat(25), enforce_nonce: true }))).toEqual([]);
  expect(refusals(() => readAnswer({ ...sent, flags: sent.flags | EPHEMERAL }))).toEqual([]);
  expect(refusals(() => readAnswer(sent, { updates: older }))).toEqual([]);
  expect(refusals(() => readEdit(sent, placeholder))).toEqual([]);
  // Nothing of it is something that Discord does not know.
  expect(JSON.parse(JSON.stringify(readNewMessage(sent)))).toEqual(sent);
  const read = readNewMessage(sent).components ?? [];
  expect(walkComponents(numberComponents(read)).map(({ id }) => id)).toEqual(
    walkComponents(read).map((_, index) => index + 1),
  );
}

const papers = fc
  .record({
    title: hostileText,
    abstract: fc.array(hostileText, { maxLength: 20 }).map((parts) => parts.join(' ').repeat(20)),
    summary: fc.option(hostileText, { nil: undefined }),
    authors: fc.array(hostileText, { maxLength: 30 }),
    organization: fc.option(hostileText, { nil: undefined }),
    githubRepo: fc.option(fc.constant('owner/name'), { nil: undefined }),
    projectPage: fc.option(fc.webUrl({ withFragments: true, withQueryParameters: true }), { nil: undefined }),
  })
  .map((facts) => ranked(facts as Partial<RankedPaper['paper']>));

const lists = fc.array(papers, { maxLength: 10 }).map((list) =>
  list.map((one, index) => ({
    ...one,
    rank: index + 1,
    paper: { ...one.paper, id: paperId(`2603.${String(index + 1).padStart(5, '0')}`) },
  })),
);

function trending(list: readonly RankedPaper[], shared: boolean) {
  return renderTrending({
    period: 'week',
    days: [tuesday, day('2026-03-09')],
    papers: list,
    total: 300,
    page: 2,
    pages: 30,
    growing: true,
    readAt: at,
    source: 'Hugging Face',
    shared,
    ids: { open: 'v1|paper|open', previous: 'v1|p', next: 'v1|n', share: 'v1|s' },
    topic: 'Speech and audio',
    discussions: { guildId: ID, threads: new Map(list.map(({ paper }) => [paper.id, TALK])) },
  });
}

const TALK = { guildId: ID, threadId: ID, messageCount: 14, isArchived: false, isLocked: false };

const subscription: Subscription = {
  id: 's0',
  guildId: ID,
  channelId: ID,
  topics: ['agents'],
  papers: 10,
  minUpvotes: 5,
  threads: 'on-demand',
  silent: true,
  publishes: false,
  time: '09:00',
  timezone: 'Europe/Berlin',
  frequency: 'daily',
  nextAt: at,
  coveredThrough: tuesday,
  changedAt: new Date('2026-03-10T08:00:00Z'),
};

/** A draft in which everything that can be said is said. */
function draft(list: readonly RankedPaper[], known: boolean) {
  const spread = { total: 56, least: 2, most: 7 };
  const volume = { lists: 14, fitting: known ? spread : { total: 0, least: 0, most: 0 }, posted: spread };
  const everyTopic = BUILT_IN_TOPICS.map(({ slug }) => slug);
  return renderDraft({
    subscription: { ...subscription, topics: everyTopic, timezone: 'America/Argentina/ComodRivadavia' },
    existing: { ...subscription, channelId: '1', time: '10:00', mentionRoleId: ID, pausedAt: at, silent: false },
    days: [tuesday, day('2026-03-09')],
    papers: list,
    total: 300,
    volume,
    loosened: { withoutMinimum: volume, withAllTopics: volume },
    nextSlots: [at, at, at],
    missing: ['View Channel', 'Send Messages', 'Create Public Threads', 'Send Messages in Threads'],
    readsHistory: false,
    reachesRole: false,
    expiresAt: at,
    ids: { save: 'a', adjust: 'b', preview: 'c', cancel: 'd' },
  });
}

describe('bodies of the bot', () => {
  it('with papers are taken, whatever the papers say', () => {
    fc.assert(
      fc.property(lists, fc.boolean(), (list, shared) => {
        expectTaken(trending(list, shared));
        expectTaken(
          renderDigest({
            missed: [],
            days: [tuesday],
            topics: ['agents'],
            papers: list,
            total: 99,
            marker: 'm',
            silent: shared,
            late: true,
            mentionRoleId: ID,
          }),
        );
        expectTaken(draft(list, shared));
        for (const paper of list.slice(0, 3)) {
          expectTaken(renderCard({ paper, discussId: 'd' }));
          expectTaken(renderCard({ paper, discussion: TALK }));
          expectTaken(renderStarter({ paper, marker: 'm' }));
          expectTaken(renderDiscussion({ paper, threadId: ID, state: shared ? 'opened' : 'locked' }));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('make names of threads and choices that are taken', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 25 }), (titles) => {
        for (const title of titles)
          expect(refusals(() => readThreadFromMessage({ name: threadName(title) }))).toEqual([]);
        const choices = titles.map((title) => ({ name: choiceName(title), value: '2603.00001' }));
        expect(refusals(() => readChoices({ choices }))).toEqual([]);
      }),
    );
  });

  it('about subscriptions are taken', () => {
    const ids: PanelIds = {
      choose: 'choose',
      preview: 'preview',
      postNow: 'postNow',
      edit: 'edit',
      editMore: 'editMore',
      pause: 'pause',
      resume: 'resume',
      remove: 'remove',
      receipts: 'receipts',
      publish: 'publish',
      unpublish: 'unpublish',
      settings: 'settings',
    };
    const settings = {
      ...{ discussions: 'd', clearDiscussions: 'c', notices: 'n', clearNotices: 'x' },
      ...{ archiveQuiet: 'a', keepQuiet: 'k' },
    };
    const channelName = () => 'x'.repeat(100);
    const room = { archivesQuiet: true, lacksManageThreads: true };
    const chosen = { noticeChannelId: ID, discussionChannelId: ID };
    expectTaken(renderServerSettings({ channelName, ids: settings, ...room, ...chosen }));
    expectTaken(renderServerSettings({ channelName, ids: settings, ...room, archivesQuiet: false }));
    const suspended = SUSPENSION_REASONS.map((reason) => ({ reason, since: at }));
    const receipts: readonly Receipt[] = SLOT_OUTCOMES.map((outcome) => ({
      id: 'd',
      channelId: ID,
      slotAt: at,
      outcome,
      listDays: many(30, () => tuesday),
      messageIds: [ID, ID],
      sentAt: new Date(at.getTime() + 7_500_000),
      owed: { dueAt: at, failure: 'unknown ECONNRESET' },
    }));
    for (const [index, receipt] of receipts.entries()) {
      const each = {
        ...subscription,
        pausedAt: at,
        waitingSlotAt: at,
        ...(suspended[index] && { suspended: suspended[index] }),
      };
      const selected = {
        subscription: each,
        next: [at, at, at],
        latest: receipt,
        lastPost: { ...receipt, slotAt: new Date(0) },
        newer: { source: 'Hugging Face', list: { kind: 'unpublished', day: tuesday } },
        lacksHistory: true,
        volume: { lists: 14, fitting: { total: 56, least: 2, most: 7 }, posted: { total: 50, least: 2, most: 5 } },
        changes: wordChanges(each, { ...each, topics: [], time: '10:00', papers: 3, mentionRoleId: ID, silent: false }),
      } as const;
      const subscriptions = many(25, (number) => ({ ...each, id: `s${number}` }));
      const panel = { subscriptions, selected, channelName, ids };
      expectTaken(renderSubscriptionList(panel));
      expectTaken(renderReceipts({ subscription: each, receipts: many(5, () => receipt) }));
      const standings = subscriptions.map((one) => ({ subscription: one, owed: receipt, lastPost: receipt }));
      expectTaken(renderStatus({ sources: [], sendingPausedUntil: at, server: { all: false, standings } }));
    }
    expectTaken(renderNoSubscriptions(ids));
    for (const created of [true, false]) {
      expectTaken(renderSubscribed({ subscription, created, nextSlots: [at, at, at], readsHistory: !created, ids }));
    }
    const form = renderEditForm(subscription, { customId: 'f', mostPapers: 10 });
    expect(refusals(() => readModal(form))).toEqual([]);
    const adjusting = renderAdjustForm(subscription, { customId: 'f', mostPapers: 10 });
    expect(refusals(() => readModal(adjusting))).toEqual([]);
    for (const isKnown of [true, false]) {
      const editingMore = renderEditMoreForm({ ...subscription, mentionRoleId: ID }, { customId: 'f', isKnown });
      expect(refusals(() => readModal(editingMore))).toEqual([]);
    }
    expectTaken(renderCancelled(ID));
    expectTaken(renderRemoved(subscription));
    expectTaken(renderPosted(subscription));
  });

  it('that complain, apologise and help are taken', () => {
    const given = 'x'.repeat(6_000);
    const nearest = ['agents', 'reasoning'];
    const permissions = ['Manage Server'];
    const complaints: readonly Complaint[] = [
      { code: 'bad-day', given },
      { code: 'no-list', day: tuesday, hasBegun: true },
      { code: 'bad-time', given },
      { code: 'bad-timezone', given, nearest },
      { code: 'bad-number', name: 'min-upvotes', given, min: 0, max: 100_000 },
      { code: 'bad-topic', given, nearest, isOneOfSeveral: true },
      { code: 'one-topic', given },
      { code: 'bad-paper', given },
      { code: 'unknown-paper', paperId: paperId('2603.00001') },
      { code: 'source-unavailable', source: 'Hugging Face' },
      { code: 'too-many-lookups', retryAt: at },
      { code: 'cooldown', retryAt: at },
      { code: 'you-may-not', permissions, channelId: ID },
      { code: 'bot-may-not', permissions, channelId: ID },
      { code: 'wrong-channel-type', channelId: ID },
      { code: 'bad-mention', reason: 'everyone' },
      { code: 'bad-mention', reason: 'not-mentionable' },
      { code: 'bad-mention', reason: 'gone' },
      { code: 'channel-gone' },
      { code: 'topics-taken', channelId: ID },
      { code: 'draft-gone' },
      { code: 'subscription-not-found' },
      { code: 'too-many-subscriptions', limit: 25 },
      { code: 'nothing-to-post' },
      { code: 'no-paper-in-message' },
      { code: 'servers-only' },
      { code: 'no-threads-here' },
      { code: 'too-many-threads' },
      { code: 'busy' },
      { code: 'outdated' },
    ];
    for (const complaint of complaints) expectTaken(renderComplaint(complaint));
    expectTaken(renderApology('a1b2c3'));
    expectTaken(renderHelp(many(7, (index) => ({ name: `command${index}`, description: 'x'.repeat(100) }))));
  });
});
