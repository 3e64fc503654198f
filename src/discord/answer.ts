import type { REST } from 'discord.js';
import { type APIInteraction, InteractionResponseType, MessageFlags, Routes } from 'discord-api-types/v10';
import type { AnswerBody, ModalBody, Visibility } from './command.ts';
import { discordCode } from './meaning.ts';

/** An unanswered interaction is deferred after this, well inside the three seconds that Discord waits. */
const DEFER_AFTER_MS = 1_500;
const ALREADY_ANSWERED = 40060;

/** The one answer to one interaction: given at once, or deferred in time and given when it is there. */
export interface Answer {
  /** Gives the answer. At most once. */
  send(body: AnswerBody): Promise<void>;
  /** Opens a form, of the kind `modal` alone. At most once. */
  open(form: ModalBody): Promise<void>;
  /** Says, to the person alone, why there is no answer. Instead of the answer, or after it failed. */
  refuse(body: AnswerBody): Promise<void>;
  /** Stops the timer. */
  close(): void;
}

export interface AnswerManner {
  /** `modal` is never deferred: a form can only be the first answer. */
  readonly kind: 'reply' | 'update' | 'modal';
  /** Of a reply: fixed when it is deferred, so it must be known beforehand. */
  readonly visibility: Visibility;
}

/** Starts the clock on an interaction: unless it is answered soon, it is deferred, if it can be. */
export function createAnswer(rest: REST, interaction: APIInteraction, manner: AnswerManner): Answer {
  let deferred: Promise<void> | undefined;
  const timer = setTimeout(() => {
    if (manner.kind === 'modal') return;
    deferred = respond(rest, interaction, deferral(manner));
    // Whoever sends the answer awaits it and hears of the failure; until then nobody does.
    deferred.catch(() => undefined);
  }, DEFER_AFTER_MS);

  return {
    async send(body) {
      clearTimeout(timer);
      if (deferred === undefined) {
        await respond(rest, interaction, immediate(manner, body));
        return;
      }
      await deferred;
      await editOriginal(rest, interaction, body);
    },
    open: (form) => respond(rest, interaction, { type: InteractionResponseType.Modal, data: form }),
    async refuse(body) {
      clearTimeout(timer);
      if (deferred === undefined) {
        await respond(rest, interaction, immediate({ kind: 'reply', visibility: 'private' }, body));
        return;
      }
      await deferred;
      if (manner.kind === 'reply' && manner.visibility === 'private')
        return await editOriginal(rest, interaction, body);
      // What was deferred for everybody shall not become somebody's private mishap.
      if (manner.kind === 'reply') await rest.delete(original(interaction), { auth: false });
      await rest.post(Routes.webhook(interaction.application_id, interaction.token), {
        auth: false,
        body: asPrivate(body),
      });
    },
    close: () => clearTimeout(timer),
  };
}

function deferral({ kind, visibility }: AnswerManner): object {
  if (kind === 'update') return { type: InteractionResponseType.DeferredMessageUpdate };
  const flags = visibility === 'private' ? { flags: MessageFlags.Ephemeral } : {};
  return { type: InteractionResponseType.DeferredChannelMessageWithSource, data: flags };
}

function immediate({ kind, visibility }: AnswerManner, body: AnswerBody): object {
  if (kind === 'update') return { type: InteractionResponseType.UpdateMessage, data: body };
  const data = visibility === 'private' ? asPrivate(body) : body;
  return { type: InteractionResponseType.ChannelMessageWithSource, data };
}

function asPrivate(body: AnswerBody): AnswerBody {
  return { ...body, flags: (body.flags ?? 0) | MessageFlags.Ephemeral };
}

async function respond(rest: REST, interaction: APIInteraction, body: object): Promise<void> {
  try {
    await rest.post(Routes.interactionCallback(interaction.id, interaction.token), { auth: false, body });
  } catch (error) {
    // The library repeats a callback whose answer it lost; then Discord says that it had arrived.
    if (discordCode(error) !== ALREADY_ANSWERED) throw error;
  }
}

async function editOriginal(rest: REST, interaction: APIInteraction, body: AnswerBody): Promise<void> {
  await rest.patch(original(interaction), { auth: false, body });
}

function original(interaction: APIInteraction): `/${string}` {
  return Routes.webhookMessage(interaction.application_id, interaction.token, '@original');
}
