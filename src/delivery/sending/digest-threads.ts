import type { Poster } from '../../domain/ports/poster.ts';
import { addThreads } from '../../render/papers/digest-threads.ts';
import type { Claim } from '../../store/delivery/deliveries.ts';
import type { Db } from '../../store/schema.ts';
import { type DigestThread, listDigestThreads } from '../../store/threads/digest-threads.ts';

/** Of as many channels it is asked who sees them, so that a digest never waits for many answers. */
const MOST_ASKED = 3;

/**
 * A list's body with links to the discussions that the server has of its papers: to those in the channel itself, and in
 * channels that everybody sees, as Discord says now. What it does not say counts as hidden, and holds up nothing.
 * Without the number of messages: a digest is read for days.
 *
 * Found anew by each try, for what was open at the first may be hidden by the next. A message is found again by its nonce
 * and its marker, neither of which depends on this.
 */
export async function linkToThreads(
  { db, poster }: { readonly db: Db; readonly poster: Poster },
  { guildId, channelId, digestId, publishes }: Claim,
  body: object,
): Promise<object> {
  // Followers read it in servers of their own.
  if (publishes) return body;
  const known = await listDigestThreads(db, { guildId, digestId });
  const open = new Set<string>();
  const elsewhere = known.filter((thread) => thread.scope === '' && thread.channelId !== channelId);
  for (const asked of [...new Set(elsewhere.map((thread) => thread.channelId))].slice(0, MOST_ASKED)) {
    const audience = await poster.readAudience(guildId, asked);
    if (audience.kind === 'everybody') open.add(asked);
  }
  const isHere = (thread: DigestThread) => thread.channelId === channelId;
  // The channel's own last, so that they stand in the place of the others.
  const shown = [...elsewhere.filter((thread) => open.has(thread.channelId)), ...known.filter(isHere)];
  if (shown.length === 0) return body;
  return addThreads(body, new Map(shown.map(({ position, threadId }) => [position, { guildId, threadId }])));
}
