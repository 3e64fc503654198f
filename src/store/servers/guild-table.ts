import type { Generated } from 'kysely';

/** A server, and what holds for the whole of it. */
export interface GuildTable {
  guild_id: string;
  /** As Discord tells it; absent while only a setting of the server is known. */
  joined_at: Date | null;
  left_at: Date | null;
  /** Since when there is an outage of the server. */
  unavailable_at: Date | null;
  notice_channel_id: string | null;
  /** Where new discussions begin. */
  discussion_channel_id: Generated<string | null>;
  /** Whether its quiet discussions may be archived to make room for a new one. */
  archives_quiet: Generated<boolean>;
  /** Until when one process makes room there. */
  room_claimed_until: Generated<Date | null>;
  room_made_at: Generated<Date | null>;
}
