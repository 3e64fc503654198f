import { InteractionResponseType, InteractionType, MessageFlags, MessageType } from 'discord-api-types/v10';
import { z } from 'zod';
import { refusal } from '../api-error.ts';
import { readChoices } from '../validation/choices.ts';
import { invalidForm } from '../validation/form.ts';
import { type MessageInput, readAnswer, readDeferral, readEdit } from '../validation/message.ts';
import { readModal } from '../validation/modal.ts';
import type { Core } from '../world/core.ts';
import { addMessage, editMessage, removeMessage } from '../world/messages.ts';
import type { MessageState } from '../world/state.ts';
import { viewUser } from '../world/views.ts';
import { hasMessage, type Interaction } from './interactions.ts';
import { isOwnAppOnly, MOST_FOLLOW_UPS, mustBePrivate } from './own-app.ts';

const {
  ChannelMessageWithSource,
  DeferredChannelMessageWithSource,
  DeferredMessageUpdate,
  UpdateMessage,
  ApplicationCommandAutocompleteResult,
  Modal,
} = InteractionResponseType;

const responseSchema = z.object({ type: z.number().int(), data: z.unknown().optional() });
const DATA = ['data'];

/**
 * The bot's first answer to an interaction. What is refused leaves it unanswered.
 *
 * Source: discord-api-docs, interactions/receiving-and-responding › Interaction Callback Type.
 *
 * @throws ApiError 50035
 */
export function respond(core: Core, interaction: Interaction, body: unknown): void {
  const { type, data } = readResponse(interaction, body);
  switch (type) {
    case ChannelMessageWithSource: {
      const message = answerWith(core, interaction, readAnswer(data, { at: DATA }));
      interaction.original = message;
      interaction.settle({ kind: 'message', message });
      break;
    }
    case DeferredChannelMessageWithSource: {
      const flags = readDeferral(data).flags ?? 0;
      interaction.original = answerWith(core, interaction, undefined, (flags & MessageFlags.Ephemeral) !== 0);
      break;
    }
    case DeferredMessageUpdate:
      setPressed(interaction);
      break;
    case UpdateMessage: {
      const message = setPressed(interaction);
      const input = readAnswer(data ?? {}, { updates: message.message, at: DATA });
      editMessage(core, message, { input, isAnswer: true });
      interaction.settle({ kind: 'update', message });
      break;
    }
    case ApplicationCommandAutocompleteResult:
      interaction.settle({ kind: 'choices', choices: readChoices(data, { type: interaction.focusedType }) });
      break;
    case Modal:
      interaction.modal = readModal(data);
      interaction.settle({ kind: 'modal', modal: interaction.modal, interactionId: interaction.id });
      break;
  }
  interaction.response = type;
}

/** Changes the answer that `@original` names. @throws ApiError 10008 if there is none */
export function editOriginal(core: Core, interaction: Interaction, body: unknown): MessageState {
  const message = findOriginal(interaction);
  const isDeferred = interaction.response === DeferredChannelMessageWithSource;
  editMessage(core, message, { input: readEdit(body, message.message), isAnswer: true });
  interaction.settle({ kind: isDeferred ? 'message' : 'update', message });
  return message;
}

/** Takes the answer away. */
export function deleteOriginal(core: Core, interaction: Interaction): void {
  removeMessage(core, findOriginal(interaction));
  delete interaction.original;
}

/** @throws ApiError 10008 if there is no answer that is a message */
export function findOriginal({ original }: Interaction): MessageState {
  if (original === undefined) throw refusal('unknownMessage');
  return original;
}

/**
 * Another message after the answer. The first one after a deferral takes the placeholder's place.
 *
 * @throws ApiError 40094 if a person's own app has sent as many as it may
 */
export function followUp(core: Core, interaction: Interaction, body: unknown): MessageState {
  const input = readAnswer(body);
  const { original, response } = interaction;
  const isWaiting = ((original?.message.flags ?? 0) & MessageFlags.Loading) !== 0;
  if (response === DeferredChannelMessageWithSource && original !== undefined && isWaiting) {
    return editOriginal(core, interaction, body);
  }
  if (isOwnAppOnly(interaction) && interaction.followUps >= MOST_FOLLOW_UPS) throw refusal('tooManyFollowUps');
  const message = answerWith(core, interaction, input);
  interaction.followUps += 1;
  interaction.settle({ kind: 'message', message });
  return message;
}

function readResponse(interaction: Interaction, body: unknown) {
  const { success, data } = responseSchema.safeParse(body);
  if (!success) throw invalidForm([{ path: ['type'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }]);
  if (!legalTypes(interaction).includes(data.type)) {
    const message = `Value must be one of (${legalTypes(interaction).join(', ')}).`;
    throw invalidForm([{ path: ['type'], code: 'BASE_TYPE_CHOICES', message }]);
  }
  return { type: data.type as InteractionResponseType, data: data.data };
}

function legalTypes(interaction: Interaction): readonly number[] {
  const { type } = interaction;
  if (type === InteractionType.ApplicationCommandAutocomplete) return [ApplicationCommandAutocompleteResult];
  return [
    ChannelMessageWithSource,
    DeferredChannelMessageWithSource,
    ...(hasMessage(interaction) ? [DeferredMessageUpdate, UpdateMessage] : []),
    ...(type === InteractionType.ModalSubmit ? [] : [Modal]),
  ];
}

function setPressed(interaction: Interaction): MessageState {
  const { pressed } = interaction;
  if (pressed === undefined) throw new Error('an interaction that came from no message');
  interaction.original = pressed;
  return pressed;
}

/** @param input absent for the placeholder of a deferred answer */
function answerWith(
  core: Core,
  interaction: Interaction,
  input: MessageInput | undefined,
  isEphemeral = ((input?.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
): MessageState {
  const { userId, channelId, target, response } = interaction;
  if (core.state.channels[channelId] === undefined) throw refusal('unknownChannel');
  const botId = core.state.application.id;
  const isFirst = response === undefined;
  const isPrivate = isEphemeral || mustBePrivate(core, interaction);
  return addMessage(core, {
    channelId,
    authorId: botId,
    ...(input !== undefined && { input }),
    ...(isPrivate && { visibleTo: userId }),
    type: answerType(interaction),
    ...(isFirst && target !== undefined && 'message' in target && { refersTo: target.message.message }),
    answer: { application_id: botId, webhook_id: botId, interaction_metadata: viewMetadata(core, interaction) },
  });
}

function answerType({ commandName, target }: Interaction): MessageType {
  if (commandName === undefined) return MessageType.Default;
  return target === undefined ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand;
}

/** discord-api-docs, resources/message › Message Interaction Metadata Object */
function viewMetadata(core: Core, { id, type, userId, owners, commandName, target }: Interaction) {
  return {
    id,
    type,
    user: viewUser(core.state, userId),
    authorizing_integration_owners: owners,
    ...(commandName !== undefined && { name: commandName }),
    ...(target !== undefined &&
      ('message' in target
        ? { target_message_id: target.message.message.id }
        : { target_user: viewUser(core.state, target.userId) })),
  } as NonNullable<MessageState['message']['interaction_metadata']>;
}
