import type { Generated } from 'kysely';
import type { PaperId } from '../domain/paper-id.ts';
import type { FactKind } from '../domain/thread-facts.ts';

/** The one place in a server where a paper is discussed. */
export interface DiscussionTable {
  guild_id: string;
  paper_id: PaperId;
  scope: string;
  channel_id: string;
  /** Whether it is a forum's post; else a thread that is started from the anchor. */
  is_post: Generated<boolean>;
  /** `gone`: somebody deleted it; whoever asks next makes a new one. */
  state: 'owed' | 'open' | 'given-up' | 'gone';
  due_at: Date;
  claimed_until: Date | null;
  attempts: Generated<number>;
  sending_at: Date | null;
  anchor_id: string | null;
  thread_id: string | null;
  reason: string | null;
  created_at: Date;
  /** As Discord counts them, the starter left out; absent until it was asked. */
  message_count: number | null;
  archived: Generated<boolean>;
  locked: Generated<boolean>;
  /** When the count was last asked for, or told. */
  counted_at: Date | null;
  opened_at: Date | null;
  /** Of the thread's newest message, whoever wrote it, as Discord last told it. */
  last_message_at: Date | null;
  /** How often it was lost and made anew. */
  remade: Generated<number>;
  /** Of which state of the paper the facts stand in `thread_fact`. */
  facts_stamp: string | null;
  /** Since when somebody wants no lines there. */
  hushed_at: Date | null;
  last_line_at: Date | null;
}

/** What a discussion has heard, or is to hear, of its paper. */
export interface ThreadFactTable {
  thread_id: string;
  guild_id: string;
  kind: FactKind;
  detail: string;
  found_at: Date;
  /** `known`: nobody is to be told; `owed`: not in a line yet; `told`: in the line `post_id`. */
  state: 'known' | 'owed' | 'told';
  post_id: string | null;
}

/** What Paperboy says in a discussion. */
export interface ThreadPostTable {
  id: string;
  thread_id: string;
  guild_id: string;
  paper_id: PaperId;
  kind: 'abstract' | 'line';
  part: number;
  marker: string;
  body: object;
  state: 'owed' | 'sent' | 'given-up';
  due_at: Date;
  claimed_until: Date | null;
  attempts: Generated<number>;
  sending_at: Date | null;
  sent_at: Date | null;
  message_id: string | null;
  reason: string | null;
  created_at: Date;
}
