import type { Generated, Kysely, Transaction } from 'kysely';
import type { ChannelKind } from '../domain/channel-kind.ts';
import type { ListDay } from '../domain/list-day.ts';
import type { NoticeKind, NoticePlace } from '../domain/notice.ts';
import type { PaperId } from '../domain/paper-id.ts';
import type { Frequency, SlotOutcome, SuspensionReason, ThreadMode } from '../domain/subscription.ts';
import type { DeliveryPartTable, DeliveryTable, PublicationTable } from './delivery/tables.ts';
import type { DiscussionTable, ThreadFactTable, ThreadPostTable } from './discussion-schema.ts';
import type { ServerTopicTable } from './schema-topics.ts';
import type { SubscriptionDraftTable } from './servers/draft-table.ts';
import type { GuildTable } from './servers/guild-table.ts';

/** The tables as the newest migration leaves them. `null` is PostgreSQL's word for absence and stays in this folder. */
export interface Schema {
  readonly paper: PaperTable;
  readonly arxiv_paper: ArxivPaperTable;
  readonly listing: ListingTable;
  readonly list_read: ListReadTable;
  readonly observation: ObservationTable;
  readonly paper_score: PaperScoreTable;
  readonly paper_search: PaperSearchTable;
  readonly search_word: SearchWordTable;
  /** One row at most. */
  readonly topic_matching: { is_only: Generated<boolean>; version: string };
  readonly server_topic: ServerTopicTable;
  readonly subscription: SubscriptionTable;
  readonly subscription_draft: SubscriptionDraftTable;
  readonly digest: DigestTable;
  readonly edition: EditionTable;
  readonly edition_paper: EditionPaperTable;
  readonly shown: ShownTable;
  readonly delivery: DeliveryTable;
  readonly delivery_part: DeliveryPartTable;
  readonly publication: PublicationTable;
  readonly discussion: DiscussionTable;
  readonly thread_fact: ThreadFactTable;
  readonly thread_post: ThreadPostTable;
  readonly missed_list: MissedListTable;
  readonly destination: DestinationTable;
  readonly pace: PaceTable;
  readonly breaker: BreakerTable;
  readonly guild: GuildTable;
  readonly notice: NoticeTable;
  readonly direct_message_slot: DirectMessageSlotTable;
}

/** The database, or a transaction in it: every store function takes one first. */
export type Db = Kysely<Schema> | Transaction<Schema>;

export interface PaperTable {
  id: PaperId;
  title: string;
  abstract: string;
  authors: readonly string[];
  published_at: Date | null;
  summary: string | null;
  keywords: readonly string[];
  organization: string | null;
  github_repo: string | null;
  project_page: string | null;
  /** Of arXiv, the primary one first; empty if no source told them. */
  categories: readonly string[];
  topics: readonly string[];
  /** Known from arXiv alone. */
  only_on_arxiv: Generated<boolean>;
  first_seen_at: Date;
  changed_at: Date;
}

interface ArxivPaperTable {
  paper_id: PaperId;
  /** When arXiv last answered; absent while it was never asked. */
  looked_at: Date | null;
  /** Until when one process is asking. */
  claimed_until: Date | null;
  /** Absent if arXiv did not know the paper. */
  version: number | null;
  version_at: Date | null;
  comment: string | null;
  journal_reference: string | null;
  withdrawn: Generated<boolean>;
}

interface ListingTable {
  list_day: ListDay;
  paper_id: PaperId;
  first_seen_at: Date;
  /** Whether the paper stood on an earlier list, as `saveList` finds out. */
  again: Generated<boolean>;
}

interface ListReadTable {
  list_day: ListDay;
  source: string;
  read_at: Date;
  papers: number;
  rejected: number;
}

interface CountColumns {
  upvotes: number;
  comments: number | null;
  github_stars: number | null;
}

interface ObservationTable extends CountColumns {
  paper_id: PaperId;
  observed_at: Date;
}

interface PaperScoreTable extends CountColumns {
  paper_id: PaperId;
  /** The first list that the paper stood on; absent for a paper that was never listed. */
  list_day: ListDay | null;
  observed_at: Date;
}

interface PaperSearchTable {
  paper_id: PaperId;
  /** When the paper appeared, as far as that is known. */
  dated_at: Date;
  /** The title as the stems of its words, separated by spaces. */
  title: string;
  /** A tsvector: see `search-words.ts`. */
  words: unknown;
  /** As `paper_score` has them: so no search reads another row for each candidate. */
  upvotes: number;
  /** The paper's `changed_at` that the row was made from. */
  indexed_from: Date;
  version: number;
}

interface SearchWordTable {
  word: string;
}

interface SubscriptionTable {
  id: string;
  guild_id: string;
  channel_id: string;
  topics: readonly string[];
  time: string;
  timezone: string;
  frequency: Frequency;
  papers: number;
  min_upvotes: number;
  threads: ThreadMode;
  mention_role_id: string | null;
  silent: boolean;
  created_by: string;
  created_at: Date;
  changed_at: Date;
  next_at: Date;
  covered_through: ListDay;
  suspended_reason: SuspensionReason | null;
  suspended_at: Date | null;
  /** A slot that found no list, and is served when the list arrives. */
  waiting_slot_at: Date | null;
  paused_at: Date | null;
  publish: Generated<boolean>;
}

interface DigestTable {
  id: string;
  subscription_id: string | null;
  guild_id: string;
  channel_id: string;
  slot_at: Date;
  list_days: readonly ListDay[];
  outcome: SlotOutcome;
  planned_at: Date;
  /** Absent if nothing is posted. */
  edition_id: string | null;
}

interface EditionTable {
  id: string;
  /** By the number of the part; see `MARKER_PLACE`. */
  bodies: readonly object[];
}

interface EditionPaperTable extends CountColumns {
  edition_id: string;
  position: number;
  paper_id: PaperId;
}

interface ShownTable {
  channel_id: string;
  paper_id: PaperId;
  digest_id: string | null;
  shown_at: Date;
}

interface MissedListTable {
  subscription_id: string;
  list_day: ListDay;
}

interface DestinationTable {
  channel_id: string;
  guild_id: string;
  /** Absent while it is not known. */
  kind: Generated<ChannelKind | null>;
  /** Until when one sender has the channel for itself. */
  busy_until: Date | null;
  suspended_reason: SuspensionReason | null;
  /** Discord's code. */
  suspended_code: string | null;
  suspended_at: Date | null;
  recheck_at: Date | null;
  /** How often it was looked at again in vain. */
  rechecks: number;
  /** When a look was last brought forward because the gateway said that the channel is mended. */
  hastened_at: Date | null;
}

interface PaceTable {
  name: string;
  next_at: Date;
}

interface BreakerTable {
  name: string;
  open_until: Date;
  failures: number;
  reason: string;
}

interface NoticeTable {
  id: string;
  kind: NoticeKind;
  guild_id: string;
  /** The channel that it is about; of a welcome, the server. */
  subject_id: string;
  /** Whom to write to if the server has no place for it; forgotten once it has ended. */
  subscriber_id: string | null;
  marker: string;
  body: object;
  state: 'owed' | 'sent' | 'given-up';
  due_at: Date;
  claimed_until: Date | null;
  attempts: Generated<number>;
  /** Where it is being sent, or was. */
  place: NoticePlace | null;
  /** The channel of `place`. */
  target_id: string | null;
  sending_at: Date | null;
  sent_at: Date | null;
  /** Absent though `sent_at` is known: somebody deleted the message before we learnt its id. */
  message_id: string | null;
  reason: string | null;
  created_at: Date;
}

interface DirectMessageSlotTable {
  slot: number;
  free_at: Date;
}
