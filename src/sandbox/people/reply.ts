import type { Outcome } from '../interactions/interactions.ts';
import type { Core } from '../world/core.ts';
import { viewMessage } from '../world/message-view.ts';
import type { Reply } from './people.ts';

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
