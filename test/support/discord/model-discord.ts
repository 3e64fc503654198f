import type { Failure } from '../../../src/domain/outcomes.ts';
import type { Poster } from '../../../src/domain/ports/poster.ts';

/** What happens to the next request, or to the process that sends it. */
export const MISHAPS = [
  'request-lost',
  'answer-lost',
  'rate-limited',
  'blocked',
  'malformed',
  'dies-before',
  'dies-after',
] as const;
export type Mishap = (typeof MISHAPS)[number];

/** Thrown in a process that is dead: nothing that it does afterwards has any effect. */
export class Death extends Error {
  override readonly name = 'Death';
}

export interface ModelMessage {
  readonly id: string;
  readonly channelId: string;
  readonly nonce: string;
  readonly body: string;
  readonly at: Date;
}

/** A Discord by hand, for many channels, that keeps its promises and no others. */
export interface ModelDiscord {
  readonly messages: readonly ModelMessage[];
  /** Nonces with the bodies that were sent under each, whatever came of it. */
  readonly sent: ReadonlyMap<string, ReadonlySet<string>>;
  /** Planned mishaps, one for each request. */
  readonly mishaps: Mishap[];
  /** Channels that refuse what is posted to them. */
  readonly refusing: Set<string>;
  /** Channels that are forums now. */
  readonly forums: Set<string>;
  /** Channels whose history may not be read. */
  readonly unreadable: Set<string>;
  /** As one process sees it. @param die called when a mishap kills that process */
  posterFor(die: () => void): Poster;
}

/** "The past few minutes", as the sandbox takes it. */
const NONCE_MS = 180_000;
/** Of the look for a marker: as `src/discord/poster.ts` has it. */
const CLOCK_MARGIN_MS = 60_000;

const UNKNOWN: Failure = { kind: 'unknown', code: 'ECONNRESET' };
const REFUSED: Failure = { kind: 'suspend', reason: 'missing-permission', code: '50013' };

/** @param now Discord's own clock */
export function createModelDiscord(now: () => Date): ModelDiscord {
  const messages: ModelMessage[] = [];
  const sent = new Map<string, Set<string>>();
  const mishaps: Mishap[] = [];
  const refusing = new Set<string>();
  const unreadable = new Set<string>();
  const forums = new Set<string>();

  function create(channelId: string, body: string, nonce: string): string {
    const known = messages.find(
      (message) => message.nonce === nonce && now().getTime() - message.at.getTime() < NONCE_MS,
    );
    if (known !== undefined) return known.id;
    const id = String(400_000_000_000_000_000n + BigInt(messages.length));
    messages.push({ id, channelId, nonce, body, at: now() });
    return id;
  }

  const posterFor = (die: () => void): Poster => {
    const perish = (): never => {
      die();
      throw new Death();
    };
    const meet = (mishap: Mishap | undefined): Failure | undefined => {
      if (mishap === 'dies-before') perish();
      if (mishap === 'request-lost') return UNKNOWN;
      if (mishap === 'rate-limited') return { kind: 'retry', code: 'rate-limited', afterMs: 20_000 };
      if (mishap === 'blocked') return { kind: 'blocked', code: 'html', afterMs: 60_000 };
      return mishap === 'malformed' ? { kind: 'rejected', code: '50035' } : undefined;
    };
    const poster: Omit<Poster, 'checkChannel' | 'publish'> = {
      async post(channelId, message, { nonce }) {
        const body = JSON.stringify(message);
        sent.set(nonce, (sent.get(nonce) ?? new Set()).add(body));
        const mishap = mishaps.shift();
        const met = meet(mishap);
        if (met !== undefined) return met;
        if (refusing.has(channelId)) return REFUSED;
        if (forums.has(channelId)) return { kind: 'suspend', reason: 'wrong-channel-type', code: '40058' };
        const messageId = create(channelId, body, nonce);
        if (mishap === 'dies-after') perish();
        return mishap === 'answer-lost' ? UNKNOWN : { kind: 'sent', messageId };
      },
      async findMarked(channelId, marker, since) {
        const mishap = mishaps.shift();
        if (mishap === 'dies-before' || mishap === 'dies-after') perish();
        if (mishap === 'blocked')
          return { kind: 'failed', failure: { kind: 'blocked', code: 'html', afterMs: 60_000 } };
        if (mishap !== undefined) return { kind: 'failed', failure: UNKNOWN };
        if (unreadable.has(channelId)) return { kind: 'missing' };
        const found = messages.find(
          (message) =>
            message.channelId === channelId &&
            message.at.getTime() >= since.getTime() - CLOCK_MARGIN_MS &&
            message.body.includes(JSON.stringify(marker)),
        );
        return found === undefined ? { kind: 'missing' } : { kind: 'found', messageId: found.id };
      },
      async createPost(channelId, post) {
        const mishap = mishaps.shift();
        const met = meet(mishap);
        if (met !== undefined) return met;
        if (refusing.has(channelId)) return REFUSED;
        // As every request of the kind: made once more each time it is sent.
        const body = JSON.stringify(post);
        const id = String(400_000_000_000_000_000n + BigInt(messages.length));
        const [, marker = ''] = /"custom_id":"([^"]+)"/.exec(body) ?? [];
        messages.push({ id, channelId, nonce: `post ${marker}`, body, at: now() });
        if (mishap === 'dies-after') perish();
        return mishap === 'answer-lost' ? UNKNOWN : { kind: 'sent', messageId: id };
      },
      findPost: ({ channelId }, marker, since) => poster.findMarked(channelId, marker, since),
      readForum: async (_guildId, channelId) =>
        forums.has(channelId) ? { kind: 'forum', tags: [], demandsTag: false } : { kind: 'none', channelKind: 'text' },
      startThread: async (_channelId, messageId) => ({ kind: 'started', threadId: messageId }),
      readAudience: async (_guildId, channelId) => ({
        kind: 'everybody',
        channelKind: forums.has(channelId) ? 'forum' : 'text',
      }),
    };
    // What else a poster can do, delivery does not ask of it.
    return poster as Poster;
  };
  return { messages, sent, mishaps, refusing, forums, unreadable, posterFor };
}
