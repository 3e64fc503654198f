import { owePlaceNotice, oweThreadsFullNotice } from '../delivery/notices/notices.ts';
import { askingOnce } from '../delivery/posting/ask-once.ts';
import { type Attempt, type SendingContext, sendWhileOwed } from '../delivery/posting/breaker.ts';
import { type Placement, placeDiscussion, type Spot } from '../delivery/servers/discussion-place.ts';
import { retryDelayMs } from '../domain/backoff.ts';
import { type Complaint, UserError } from '../domain/errors.ts';
import type { Failure } from '../domain/outcomes.ts';
import type { PaperId } from '../domain/paper-id.ts';
import type { HeldUp } from '../domain/thread-room.ts';
import { errorFields } from '../log.ts';
import {
  claimDiscussion,
  claimOwedDiscussion,
  type Discussion,
  type DiscussionKey,
  dropDiscussion,
  FOR_PRESSES_ONLY,
  findDiscussion,
  oweDiscussions,
  postponeDiscussion,
  postponeDiscussionsOf,
} from '../store/servers/discussions.ts';
import { confineDiscussion, type KnownThread, listKnownThreads } from '../store/threads/knowledge.ts';
import type { DiscussionContext } from './context.ts';
import { heldUpBy } from './held-up.ts';
import { awayFromHidden, isHiddenSince } from './hidden-since.ts';
import { make, type NotMade } from './make.ts';

/** Longer than the anchor's post and the thread's start with every timeout on their way. */
const LEASE_MS = 45_000;
/** How long the second of two people waits for the first one's press to be done. */
const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 150;

/** Where somebody asks for a paper's discussion. */
export interface DiscussionPlace {
  readonly guildId: string;
  /** The channel that is to carry it if it has to be made; never a thread. */
  readonly channelId: string;
  readonly paperId: PaperId;
}

/** What a press has led to. */
export interface Opened {
  readonly threadId: string;
  /** The place that the server has chosen for discussions, if it could not be used. */
  readonly lostPlaceId?: string;
}

/**
 * Finds the thread in which a paper is discussed, as far as everybody who sees the channel may see it: a private channel
 * has its own alone. Discord is asked anew who sees the thread's channel: one that everybody saw when the discussion was
 * opened may be hidden by now, and then the discussion belongs to that channel.
 *
 * @returns undefined if there is none to be led to
 */
export async function findThread(context: DiscussionContext, place: DiscussionPlace): Promise<KnownThread | undefined> {
  const { db } = context;
  const { guildId, channelId, paperId } = place;
  const scope = await readScope(context, place);
  const known = await listKnownThreads(db, { guildId, paperIds: [paperId] });
  const here =
    known.find((thread) => thread.scope === scope && scope !== '') ??
    known.find((thread) => thread.channelId === channelId);
  // This channel was hidden since: what was everybody's is its own now.
  if (scope !== '' && here?.scope === '') await confineDiscussion(db, { guildId, paperId, channelId });
  if (scope !== '' || here !== undefined) return here;
  for (const thread of known) {
    const audience = await context.poster.readAudience(guildId, thread.channelId);
    if (audience.kind === 'everybody') return thread;
    // Whatever else keeps Discord from saying it, nobody is shown what they may not see, and nothing is made twice.
    if (audience.kind === 'failed' && audience.failure.kind !== 'suspend') throw new UserError({ code: 'busy' });
    if (thread.scope === '') await confineDiscussion(db, { guildId, paperId, channelId: thread.channelId });
  }
  return undefined;
}

/**
 * Opens a paper's discussion, or finds the one that there is. However many people ask at once, in however many
 * processes, there is one: the first makes it, the others wait for that and are given the same.
 *
 * Where the server has chosen a place for discussions, it begins there; if it cannot, here, and an admin is told once.
 *
 * @param refusalHere why none can begin in the channel itself, if that is known: then no anchor is left there that
 * cannot have its thread
 * @throws UserError if Discord refuses, with what to do about it
 */
export async function openDiscussion(
  context: DiscussionContext,
  place: DiscussionPlace,
  { refusalHere }: { refusalHere?: Complaint } = {},
): Promise<Opened> {
  const { scope, here, spot, lostPlaceId } = await readPlacement(context, place);
  const { guildId, paperId } = place;
  const key = { guildId, paperId, scope };
  const openIn = async (chosen: Spot) => {
    if (chosen.channelId === here.channelId && refusalHere !== undefined) throw new UserError(refusalHere);
    return await openAt(context, key, chosen);
  };
  if (lostPlaceId !== undefined) await tellOfLostPlace(context, guildId, lostPlaceId);
  try {
    const threadId = await openIn(spot);
    return { threadId, ...(lostPlaceId !== undefined && { lostPlaceId }) };
  } catch (error) {
    const isRefused = error instanceof UserError && REFUSALS.has(error.complaint.code);
    if (!isRefused || spot.channelId === here.channelId) throw error;
    await tellOfLostPlace(context, guildId, spot.channelId);
    return { threadId: await openIn(here), lostPlaceId: spot.channelId };
  }
}

/** What an admin has to mend. */
const REFUSALS = new Set<UserError['complaint']['code']>(['bot-may-not', 'no-threads-here', 'no-tag-fits']);

async function tellOfLostPlace({ db, now, log }: DiscussionContext, guildId: string, channelId: string): Promise<void> {
  log.warn('place for discussions not usable', { guildId, channelId });
  await owePlaceNotice(db, { guildId, channelId, at: now() });
}

async function openAt(context: DiscussionContext, key: DiscussionKey, spot: Spot): Promise<string> {
  const { db, now } = context;
  const at = now();
  // Not due to a tick while the person's own request is about to open it: only if this process dies meanwhile.
  await oweDiscussions(db, [key], { ...spot, at, dueAt: new Date(at.getTime() + LEASE_MS), revives: true });
  const giveUpAt = performance.now() + WAIT_MS;
  while (performance.now() < giveUpAt) {
    const found = await findDiscussion(db, key);
    if (found?.threadId !== undefined) return found.threadId;
    const claim = await claimDiscussion(db, key, { at: now(), leaseMs: LEASE_MS });
    if (claim !== undefined) return await makeNow(context, await awayFromHidden(context, claim, spot));
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new UserError({ code: 'busy' });
}

/**
 * Opens the discussions that digests owe (`threads: always`), until none is due, sending is blocked, or `signal` stops
 * it. One that fails is kept for a later try and holds up no other. @returns how many were opened
 */
export async function openOwedDiscussions(
  context: DiscussionContext & SendingContext,
  signal: AbortSignal,
): Promise<number> {
  const asking = { ...context, poster: askingOnce(context.poster, context.now) };
  return await sendWhileOwed(context, signal, () => openOne(asking));
}

async function openOne(context: DiscussionContext): Promise<Attempt> {
  const { db, now, log } = context;
  const owed = await claimOwedDiscussion(db, { at: now(), leaseMs: LEASE_MS });
  if (owed === undefined) return 'nothing';
  try {
    const isHidden = await isHiddenSince(context, owed);
    if (typeof isHidden === 'object') {
      await postponeDiscussion(db, owed, { dueAt: retryAt(now(), owed, isHidden), reason: 'audience unknown' });
      return isHidden;
    }
    const claim = isHidden ? { ...owed, scope: owed.channelId } : owed;
    if (isHidden && !(await confineDiscussion(db, owed))) return REFUSED;
    const made = await make(context, claim);
    return made.kind === 'started' ? 'done' : await keepOwed(context, claim, made);
  } catch (error) {
    // A fault of ours with this one must not keep the next from being opened; its lease gives it back.
    log.error('discussion failed', { guildId: owed.guildId, paperId: owed.paperId, ...errorFields(error) });
    return { kind: 'unknown', code: 'fault' };
  }
}

async function keepOwed(context: DiscussionContext, claim: Discussion, made: NotMade): Promise<Attempt> {
  const dueAt = retryAt(context.now(), claim, made);
  await postponeDiscussion(context.db, claim, { dueAt, reason: made.kind });
  const why = heldUpBy(made);
  if (why !== undefined) await afterHeldUp(context, claim, { dueAt, why });
  // Discord has spoken of this one place: that says nothing against sending elsewhere.
  return made.kind === 'too-many-threads' || made.kind === 'deleted' ? REFUSED : made;
}

/** No other thread of the server is tried meanwhile, nor an anchor left standing without one. Somebody hears of it, once. */
async function afterHeldUp(
  { db, now }: DiscussionContext,
  { guildId, channelId }: Discussion,
  { dueAt, why }: { dueAt: Date; why: HeldUp },
): Promise<void> {
  await postponeDiscussionsOf(db, guildId, dueAt);
  await oweThreadsFullNotice(db, { guildId, channelId, at: now(), why });
}

const REFUSED: Failure = { kind: 'rejected', code: 'no-thread' };

async function makeNow(context: DiscussionContext, claim: Discussion): Promise<string> {
  const first = await make(context, claim);
  // Somebody has deleted the anchor before it had its thread: another one is made, once.
  const made = first.kind === 'deleted' ? await make(context, withoutAnchor(claim)) : first;
  if (made.kind === 'started') return made.threadId;
  // Somebody waits for this one: it is not retried behind their back. An anchor that stands is kept for the next press.
  if (claim.anchorId === undefined && made.kind === 'suspend') await dropDiscussion(context.db, claim);
  else await postponeDiscussion(context.db, claim, { dueAt: FOR_PRESSES_ONLY, reason: made.kind });
  const why = heldUpBy(made);
  const again = made.kind === 'retry' ? (made.afterMs ?? 0) : THREADS_RECHECK_MS;
  if (why !== undefined) await afterHeldUp(context, claim, { dueAt: new Date(context.now().getTime() + again), why });
  throw new UserError(complaintOf(made, claim));
}

function withoutAnchor({ anchorId: _anchor, sendingAt: _sending, ...claim }: Discussion): Discussion {
  return { ...claim, remade: claim.remade + 1 };
}

/** `''` for a channel that everybody in the server can see, else the channel's own id. */
async function readScope({ poster }: DiscussionContext, { guildId, channelId }: DiscussionPlace): Promise<string> {
  const audience = await poster.readAudience(guildId, channelId);
  if (audience.kind === 'everybody') return '';
  if (audience.kind === 'some') return channelId;
  throw new UserError(complaintOf(audience.failure, { channelId }));
}

async function readPlacement(context: DiscussionContext, place: DiscussionPlace): Promise<Placement> {
  const placed = await placeDiscussion(context, place);
  if (placed.kind === 'failed') throw new UserError(complaintOf(placed.failure, place));
  return placed;
}

const THREADS_RECHECK_MS = 6 * 3_600_000;

function retryAt(at: Date, { attempts }: Discussion, made: NotMade): Date {
  const refused = made.kind === 'suspend' || (made.kind !== 'retry' && heldUpBy(made) !== undefined);
  const hopeless = !refused && (made.kind === 'rejected' || made.kind === 'deleted');
  if (hopeless) return FOR_PRESSES_ONLY;
  const askedFor = made.kind === 'retry' ? (made.afterMs ?? 0) : 0;
  return new Date(at.getTime() + (refused ? THREADS_RECHECK_MS : Math.max(askedFor, retryDelayMs(attempts))));
}

function complaintOf(made: NotMade, { channelId, isPost = false }: { channelId: string; isPost?: boolean }) {
  if (made.kind === 'too-many-threads') return { code: 'too-many-threads' } as const;
  if (made.kind !== 'suspend') return { code: 'busy' } as const;
  if (made.reason === 'wrong-channel-type' || made.reason === 'channel-gone')
    return { code: 'no-threads-here' } as const;
  if (made.reason === 'tag-required') return { code: 'no-tag-fits', channelId } as const;
  return { code: 'bot-may-not', permissions: isPost ? POST_PERMISSIONS : THREAD_PERMISSIONS, channelId } as const;
}

const POST_PERMISSIONS = ['View Channel', 'Send Messages', 'Read Message History'];
/** As Discord's channel settings name them. */
const THREAD_PERMISSIONS = ['View Channel', 'Send Messages', 'Create Public Threads', 'Read Message History'];
