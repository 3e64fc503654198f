/** A topic that a server made for itself. */
export interface ServerTopicTable {
  guild_id: string;
  /** The name as names are compared. */
  key: string;
  name: string;
  query: string;
  created_by: string;
  created_at: Date;
  changed_at: Date;
}
