import { type ChannelKind, formOf } from '../../../src/domain/channel-kind.ts';
import type { SendOutcome } from '../../../src/domain/outcomes.ts';
import type { Poster } from '../../../src/domain/ports/poster.ts';

export interface FakePoster extends Poster {
  readonly messages: { readonly id: string; readonly channelId: string; readonly body: object; readonly at: Date }[];
  /** Of channels that are no text channels. */
  readonly kinds: Map<string, ChannelKind>;
  readonly published: readonly string[];
  /** Requests to post, whatever came of them. */
  readonly tries: number;
  /** The next posts fail: before it is done, or after, as if only the answer were lost. An error is thrown. */
  failNext(when: 'before' | 'after', outcome: SendOutcome | Error, times?: number): void;
  /** As when Discord's window has passed. */
  forgetNonces(): void;
  /** All text of a message. */
  text(index: number): string;
}

/** A channel server by hand: it keeps what is posted, once for each nonce, and fails when it is told to. */
export function createFakePoster(now: () => Date): FakePoster {
  const messages: FakePoster['messages'] = [];
  const nonces = new Map<string, string>();
  const kinds: FakePoster['kinds'] = new Map();
  const published: string[] = [];
  let failure: { when: 'before' | 'after'; outcome: SendOutcome | Error; times: number } | undefined;
  let tries = 0;

  const fail = (outcome: SendOutcome | Error): SendOutcome => {
    if (failure !== undefined) failure.times -= 1;
    if (failure?.times === 0) failure = undefined;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };

  const poster: FakePoster = {
    messages,
    kinds,
    published,
    get tries() {
      return tries;
    },
    failNext(when, outcome, times = 1) {
      failure = { when, outcome, times };
    },
    forgetNonces: () => nonces.clear(),
    text: (index) => JSON.stringify(messages[index]?.body),
    async post(channelId, body, { nonce }) {
      tries += 1;
      if (failure?.when === 'before') return fail(failure.outcome);
      if (formOf(kinds.get(channelId)) === 'posts')
        return { kind: 'suspend', reason: 'wrong-channel-type', code: '40058' };
      const id = nonces.get(nonce) ?? String(400000000000000000n + BigInt(messages.length));
      if (!nonces.has(nonce)) messages.push({ id, channelId, body, at: now() });
      nonces.set(nonce, id);
      return failure === undefined ? { kind: 'sent', messageId: id } : fail(failure.outcome);
    },
    async findMarked(channelId, marker, since) {
      const found = messages.find(
        (message) =>
          message.channelId === channelId && message.at >= since && JSON.stringify(message.body).includes(marker),
      );
      return found === undefined ? { kind: 'missing' } : { kind: 'found', messageId: found.id };
    },
    async createPost(channelId, post) {
      tries += 1;
      if (failure?.when === 'before') return fail(failure.outcome);
      const id = String(400000000000000000n + BigInt(messages.length));
      messages.push({ id, channelId, body: post, at: now() });
      return failure === undefined ? { kind: 'sent', messageId: id } : fail(failure.outcome);
    },
    findPost: async ({ channelId }, marker, since) => poster.findMarked(channelId, marker, since),
    readForum: async (_guildId, channelId) => {
      const channelKind = kinds.get(channelId) ?? 'text';
      return formOf(channelKind) === 'posts'
        ? { kind: 'forum', tags: [], demandsTag: false }
        : { kind: 'none', channelKind };
    },
    async publish(_channelId, messageId) {
      tries += 1;
      if (failure?.when === 'before') {
        const outcome = fail(failure.outcome);
        if (outcome.kind !== 'sent') return outcome;
      }
      published.push(messageId);
      return { kind: 'published' };
    },
    startThread: async (_channelId, messageId) => ({ kind: 'started', threadId: messageId }),
    checkChannel: async () => ({ kind: 'usable' }),
    readAudience: async (_guildId, channelId) => ({
      kind: 'everybody',
      channelKind: kinds.get(channelId) ?? 'text',
    }),
  };
  return poster;
}
