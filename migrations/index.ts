import type { Migration } from 'kysely/migration';
import * as papers from './0001-papers.ts';
import * as digests from './0002-digests.ts';
import * as discussions from './0003-discussions.ts';
import * as delivery from './0004-delivery.ts';
import * as guilds from './0005-guilds.ts';
import * as editions from './0006-editions.ts';
import * as search from './0007-search.ts';
import * as plainOrder from './0008-plain-order.ts';
import * as arxiv from './0009-arxiv.ts';
import * as ownTopics from './0010-own-topics.ts';
import * as drafts from './0011-drafts.ts';
import * as forums from './0012-forums.ts';
import * as threads from './0013-threads.ts';
import * as threadPosts from './0014-thread-posts.ts';
import * as topicMatching from './0016-topic-matching.ts';
import * as postedMessages from './0017-posted-messages.ts';
import * as quietThreads from './0018-quiet-threads.ts';
import * as periods from './0019-periods.ts';
import * as narrowSearch from './0020-narrow-search.ts';

/** The schema's history in order. A migration that was released is never changed: a new one follows it. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-papers': papers,
  '0002-digests': digests,
  '0003-discussions': discussions,
  '0004-delivery': delivery,
  '0005-guilds': guilds,
  '0006-editions': editions,
  '0007-search': search,
  '0008-plain-order': plainOrder,
  '0009-arxiv': arxiv,
  '0010-own-topics': ownTopics,
  '0011-drafts': drafts,
  '0012-forums': forums,
  '0013-threads': threads,
  '0014-thread-posts': threadPosts,
  '0016-topic-matching': topicMatching,
  '0017-posted-messages': postedMessages,
  '0018-quiet-threads': quietThreads,
  '0019-periods': periods,
  '0020-narrow-search': narrowSearch,
};
