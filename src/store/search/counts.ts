import { type RawBuilder, sql } from 'kysely';

/**
 * What joins to `paper_search as found` the upvotes that queries ask for, as `scored`.
 *
 * @param countedAt the instant whose upvotes are asked for: none where nothing was seen by then; absent for those of now
 */
export function joinUpvotes(countedAt?: Date): RawBuilder<unknown> {
  if (countedAt === undefined) return sql`join paper_score as scored on scored.paper_id = found.paper_id`;
  return sql`cross join lateral (
    select coalesce((
      select upvotes from observation where observation.paper_id = found.paper_id and observed_at <= ${countedAt}
      order by observed_at desc limit 1
    ), 0) as upvotes
  ) as scored`;
}
