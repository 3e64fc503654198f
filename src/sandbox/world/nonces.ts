import { findMessage } from './access.ts';
import type { Core } from './core.ts';
import type { MessageState } from './state.ts';

/** What was written a short while ago, by its nonce. discord-api-docs, resources/message › Create Message, `enforce_nonce` */
export interface Nonces {
  /**
   * The message that the author wrote with this nonce, in whichever channel.
   *
   * @throws ApiError 10008 if it has been deleted: discord-api-docs issue 6647
   */
  find(authorId: string, nonce: string | number): MessageState | undefined;
  remember(authorId: string, nonce: string | number, written: MessageState): void;
}

export function createNonces(core: Core): Nonces {
  const { nonces } = core.state;
  let sweptAt = Number.NEGATIVE_INFINITY;
  const isForgotten = (at: string) => Math.abs(core.now().getTime() - Date.parse(at)) >= core.nonceMs;

  /** Once a window: with each message it would cost more the more there are. */
  function sweep(): void {
    const at = core.now().getTime();
    if (Math.abs(at - sweptAt) < core.nonceMs) return;
    sweptAt = at;
    for (const [key, known] of Object.entries(nonces)) if (isForgotten(known.at)) delete nonces[key];
  }

  return {
    find(authorId, nonce) {
      const known = nonces[keyOf(authorId, nonce)];
      return known === undefined || isForgotten(known.at)
        ? undefined
        : findMessage(core, known.channelId, known.messageId);
    },
    remember(authorId, nonce, { message }) {
      sweep();
      const at = core.now().toISOString();
      nonces[keyOf(authorId, nonce)] = { channelId: message.channel_id, messageId: message.id, at };
    },
  };
}

function keyOf(authorId: string, nonce: string | number): string {
  return `${authorId} ${nonce}`;
}
