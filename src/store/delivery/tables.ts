import type { Generated } from 'kysely';
import type { DigestForm } from '../../domain/channel-kind.ts';
import type { PaperId } from '../../domain/paper-id.ts';

export interface DeliveryTable {
  id: string;
  digest_id: string;
  guild_id: string;
  channel_id: string;
  state: 'owed' | 'settled' | 'given-up';
  /** Whether every paper of the digest is owed a discussion once it is posted. */
  opens_threads: boolean;
  form: Generated<DigestForm>;
  publishes: Generated<boolean>;
  due_at: Date;
  claimed_until: Date | null;
  attempts: Generated<number>;
  reason: string | null;
  settled_at: Date | null;
}

export interface DeliveryPartTable {
  delivery_id: string;
  part: number;
  nonce: string;
  marker: string;
  /** Of a forum's post. */
  paper_id: Generated<PaperId | null>;
  /** Sent instead of the edition's, after Discord refused that as malformed. */
  plain_body: object | null;
  /** The first try of the round that is under way: from here on the message may exist. */
  sending_at: Date | null;
  sent_at: Date | null;
  /** Absent though `sent_at` is known: somebody deleted the message before we learnt its id. */
  message_id: string | null;
}

export interface PublicationTable {
  delivery_id: string;
  part: number;
  channel_id: string;
  message_id: string;
  state: Generated<'owed' | 'published' | 'given-up'>;
  due_at: Date;
  attempts: Generated<number>;
  reason: Generated<string | null>;
  ended_at: Generated<Date | null>;
}
