import { randomBytes } from 'node:crypto';
import { type InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import { refusal } from '../api-error.ts';
import type { Modal } from '../validation/modal.ts';
import type { Core } from '../world/core.ts';
import type { Owners } from '../world/installs.ts';
import { isInGuild } from '../world/place.ts';
import type { ChannelState, MessageState } from '../world/state.ts';
import { viewInteraction } from './payload.ts';

/** How the bot answered, once it has: an answer that was deferred is waited for. */
export type Outcome =
  | { readonly kind: 'message'; readonly message: MessageState }
  | { readonly kind: 'update'; readonly message: MessageState }
  | { readonly kind: 'choices'; readonly choices: readonly { name: string; value: string | number }[] }
  | { readonly kind: 'modal'; readonly modal: Modal; readonly interactionId: string }
  /** It did not, in time. */
  | { readonly kind: 'none' };

export type Target = { readonly message: MessageState } | { readonly userId: string };

/** One interaction, from the press to the end of its token. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly userId: string;
  readonly channelId: string;
  /** Through whom the app is there. */
  readonly owners: Owners;
  /** By the sandbox's clock. */
  readonly createdAt: Date;
  /** The name of the command that was typed or chosen. */
  readonly commandName: string | undefined;
  /** The type of the option that is being typed: of an autocompletion. */
  readonly focusedType: number | undefined;
  /** On what a command of a menu was used. */
  readonly target: Target | undefined;
  /** The message whose component was pressed, or from which the modal was opened. */
  readonly pressed: MessageState | undefined;
  /** What the bot's first answer was; absent until then. */
  response?: InteractionResponseType;
  /** What `@original` names. */
  original?: MessageState;
  /** Messages after the answer, so far. */
  followUps: number;
  /** The modal that was opened by it. */
  modal?: Modal;
  readonly outcome: Promise<Outcome>;
  readonly settle: (outcome: Outcome) => void;
}

export interface NewInteraction {
  readonly type: InteractionType;
  readonly userId: string;
  readonly channel: ChannelState;
  readonly owners: Owners;
  readonly data: object;
  readonly commandName?: string | undefined;
  readonly target?: Target | undefined;
  readonly pressed?: MessageState | undefined;
  readonly message?: object | undefined;
}

/** Every interaction whose token can still be used. */
export interface Interactions {
  /** Delivers an interaction to the bot, unless nobody who has installed it is concerned. */
  open(wanted: NewInteraction): Interaction;
  /** @throws ApiError 10062 if there is none, or the bot took longer than it may */
  findUnanswered(id: string, token: string): Interaction;
  /** @throws ApiError 50027 if the token is too old, 10015 if nothing was answered yet */
  findAnswered(token: string): Interaction;
  find(id: string): Interaction | undefined;
  /** The channel of the interaction that has the token. */
  channelOf(token: string): string | undefined;
}

/** discord-api-docs, interactions/receiving-and-responding › Followup Messages. */
export const TOKEN_LASTS_MS = 15 * 60_000;

/** @param answerMs how long the bot may take for its first answer; Discord's is three seconds */
export function createInteractions(core: Core, { answerMs }: { answerMs: number }): Interactions {
  const byId = new Map<string, Interaction>();
  const byToken = new Map<string, Interaction>();
  const age = ({ createdAt }: Interaction) => core.now().getTime() - createdAt.getTime();

  function forgetOld(): void {
    for (const interaction of byId.values()) {
      if (age(interaction) <= 2 * TOKEN_LASTS_MS) return;
      byId.delete(interaction.id);
      byToken.delete(interaction.token);
    }
  }

  return {
    open(wanted) {
      forgetOld();
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      const interaction: Interaction = {
        id: core.newId(),
        token: randomBytes(60).toString('base64url'),
        type: wanted.type,
        userId: wanted.userId,
        channelId: wanted.channel.id,
        owners: wanted.owners,
        createdAt: core.now(),
        followUps: 0,
        commandName: wanted.commandName,
        focusedType: focusedTypeIn(wanted.data),
        target: wanted.target,
        pressed: wanted.pressed,
        outcome: promise,
        settle: resolve,
      };
      byId.set(interaction.id, interaction);
      byToken.set(interaction.token, interaction);
      // Nobody is kept waiting, whatever the bot does; what was deferred may take as long as its token lasts.
      setTimeout(() => interaction.response ?? resolve({ kind: 'none' }), answerMs).unref();
      setTimeout(() => resolve({ kind: 'none' }), TOKEN_LASTS_MS).unref();
      if (Object.keys(wanted.owners).length === 0) return interaction;
      core.emit({
        t: 'INTERACTION_CREATE',
        d: viewInteraction(core, { ...wanted, id: interaction.id, token: interaction.token }),
        channelId: wanted.channel.id,
        ...(isInGuild(wanted.channel) && { guildId: wanted.channel.guildId }),
      });
      return interaction;
    },
    findUnanswered(id, token) {
      const found = byId.get(id);
      if (found === undefined || found.token !== token) throw refusal('unknownInteraction');
      if (found.response !== undefined) throw refusal('alreadyAcknowledged');
      if (age(found) > answerMs) throw refusal('unknownInteraction');
      return found;
    },
    findAnswered(token) {
      const found = byToken.get(token);
      if (found === undefined || age(found) > TOKEN_LASTS_MS) throw refusal('invalidWebhookToken');
      if (found.response === undefined) throw refusal('unknownWebhook');
      return found;
    },
    find: (id) => byId.get(id),
    channelOf: (token) => byToken.get(token)?.channelId,
  };
}

interface TypedOption {
  readonly type?: number;
  readonly focused?: boolean;
  readonly options?: readonly TypedOption[];
}

/** On whichever level it stands: application-commands › Autocomplete. */
function focusedTypeIn({ options = [] }: TypedOption): number | undefined {
  for (const option of options) {
    const found = option.focused === true ? option.type : focusedTypeIn(option);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether it came from a component: only then a message can be updated. */
export function hasMessage({ type, pressed }: Interaction): boolean {
  return type === InteractionType.MessageComponent || (type === InteractionType.ModalSubmit && pressed !== undefined);
}
