import type { ListDay } from '../../domain/list-day.ts';
import type { Counts, RankedPaper } from '../../domain/paper.ts';
import { selectPapers, toCounts, toRankedPaper } from '../papers/rows.ts';
import type { Db } from '../schema.ts';

/** A paper of a posted digest: as it is now, with its place in the digest, and what it had when that was planned. */
export interface PostedPaper {
  readonly now: RankedPaper;
  readonly posted: Counts;
}

export interface PostedDigest {
  readonly plannedAt: Date;
  readonly listDays: readonly ListDay[];
  readonly papers: readonly PostedPaper[];
}

/** The digest that a message of a server carries. @returns undefined if it carries none, or that was forgotten */
export async function findPostedDigest(
  db: Db,
  guildId: string,
  message: { readonly channelId: string; readonly id: string },
): Promise<PostedDigest | undefined> {
  const digest = await db
    .selectFrom('delivery_part')
    .innerJoin('delivery', 'delivery.id', 'delivery_part.delivery_id')
    .innerJoin('digest', 'digest.id', 'delivery.digest_id')
    .select(['digest.edition_id', 'digest.planned_at', 'digest.list_days'])
    .where('delivery_part.message_id', '=', message.id)
    .where('delivery.channel_id', '=', message.channelId)
    .where('delivery.guild_id', '=', guildId)
    .executeTakeFirst();
  if (digest === undefined || digest.edition_id === null) return undefined;
  const rows = await selectPapers(db)
    .innerJoin('edition_paper', 'edition_paper.paper_id', 'paper.id')
    .select([
      'edition_paper.position',
      'edition_paper.upvotes as posted_upvotes',
      'edition_paper.comments as posted_comments',
      'edition_paper.github_stars as posted_github_stars',
    ])
    .where('edition_paper.edition_id', '=', digest.edition_id)
    .orderBy('edition_paper.position')
    .execute();
  return {
    plannedAt: digest.planned_at,
    listDays: digest.list_days,
    papers: rows.map((row) => ({
      now: toRankedPaper(row, row.position),
      posted: toCounts({
        upvotes: row.posted_upvotes,
        comments: row.posted_comments,
        github_stars: row.posted_github_stars,
      }),
    })),
  };
}
