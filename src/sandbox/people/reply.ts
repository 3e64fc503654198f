import type { Interactions, Outcome } from '../interactions/interactions.ts';
import type { Modal } from '../validation/modal.ts';
import type { Core } from '../world/core.ts';
import { viewMessage } from '../world/message-view.ts';
import type { StoredMessage } from '../world/state.ts';

/** What comes back to a person. An answer that the bot deferred is waited for. */
export type Reply =
  /** A new message, for them alone or for everybody. */
  | { readonly kind: 'message'; readonly message: StoredMessage }
  /** The message whose component they pressed has changed. */
  | { readonly kind: 'update'; readonly message: StoredMessage }
  | { readonly kind: 'modal'; readonly modal: Modal; readonly interactionId: string }
  /** The bot did not answer in time. */
  | { readonly kind: 'none' };

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

export interface PeopleContext {
  readonly core: Core;
  readonly interactions: Interactions;
}

/** What the bot did, as the person's client shows it. */
export function readReply(core: Core, outcome: Outcome): Reply {
  switch (outcome.kind) {
    case 'message':
    case 'update':
      return { kind: outcome.kind, message: viewMessage(core, outcome.message) };
    case 'modal':
      return outcome;
    default:
      return { kind: 'none' };
  }
}
