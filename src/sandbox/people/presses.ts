import { ComponentType, InteractionType, PermissionFlagsBits } from 'discord-api-types/v10';
import { checkModalValues, type Modal } from '../validation/modal.ts';
import { canSee, isThread } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { viewMessage } from '../world/message-view.ts';
import { holds, permissionsIn } from '../world/permissions.ts';
import type { MessageState, ThreadState } from '../world/state.ts';
import { type AnyComponent, walkComponents } from '../world/text.ts';
import { viewChosenChannel } from './commands.ts';
import type { PeopleContext, Reply } from './reply.ts';
import { readReply } from './reply.ts';

export async function press(
  context: PeopleContext,
  userId: string,
  { messageId, customId }: { messageId: string; customId: string },
): Promise<Reply> {
  const pressed = findVisible(context.core, userId, messageId);
  const component = findComponent(pressed, customId, ComponentType.Button);
  return await open(context, userId, pressed, {
    component_type: component.type,
    id: component.id,
    custom_id: customId,
  });
}

export async function select(
  context: PeopleContext,
  userId: string,
  { messageId, customId, values }: { messageId: string; customId: string; values: readonly string[] },
): Promise<Reply> {
  const pressed = findVisible(context.core, userId, messageId);
  const component = findComponent(pressed, customId, ComponentType.StringSelect, ComponentType.ChannelSelect);
  const [min, max] = [Number(component.min_values ?? 1), Number(component.max_values ?? 1)];
  const isOfChannels = component.type === ComponentType.ChannelSelect;
  const resolved = isOfChannels ? resolveChannels(context.core, userId, component, values) : undefined;
  if (!isOfChannels) demandOffered(component, values);
  if (new Set(values).size !== values.length) throw new Error('This was chosen twice.');
  if (values.length < min || values.length > max) throw new Error(`Choose ${min === max ? min : `${min} to ${max}`}.`);
  return await open(context, userId, pressed, {
    component_type: component.type,
    id: component.id,
    custom_id: customId,
    values,
    ...(resolved !== undefined && { resolved }),
  });
}

function demandOffered({ options }: AnyComponent, values: readonly string[]): void {
  const offered = Array.isArray(options) ? options.map((option) => option.value) : [];
  if (!values.every((value) => offered.includes(value))) throw new Error('This is not one of the options.');
}

/** What stands behind the ids of channels that were chosen. @throws Error with a sentence if one is not to be chosen */
function resolveChannels(core: Core, userId: string, component: AnyComponent, values: readonly string[]): object {
  const types = Array.isArray(component.channel_types) ? component.channel_types : undefined;
  const asking = { name: 'channel', ...(types !== undefined && { channel_types: types }) };
  return { channels: Object.fromEntries(values.map((id) => [id, viewChosenChannel(core, userId, asking, id)])) };
}

export async function submit(
  { core, interactions }: PeopleContext,
  userId: string,
  { interactionId, values }: { interactionId: string; values: Parameters<typeof checkModalValues>[1] },
): Promise<Reply> {
  const opened = interactions.find(interactionId);
  const channel = opened === undefined ? undefined : core.state.channels[opened.channelId];
  if (opened?.modal === undefined || opened.userId !== userId || channel === undefined) {
    throw new Error('This form is no longer open.');
  }
  const faults = checkModalValues(opened.modal, values);
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('\n'));
  const { outcome } = interactions.open({
    type: InteractionType.ModalSubmit,
    userId,
    channel,
    pressed: opened.pressed,
    message: opened.pressed && viewMessage(core, opened.pressed),
    data: viewSubmitted(opened.modal, values),
  });
  return readReply(core, await outcome);
}

function viewSubmitted(modal: Modal, values: Parameters<typeof checkModalValues>[1]): object {
  return {
    custom_id: modal.custom_id,
    components: modal.components.map((label) => viewFilled(label as AnyComponent, values)),
  };
}

function viewFilled(label: AnyComponent, values: Parameters<typeof checkModalValues>[1]): object {
  const component = label.component as AnyComponent | undefined;
  if (component === undefined) return { type: label.type, id: label.id };
  const value = values[String(component.custom_id)];
  const filled = Array.isArray(value) ? { values: value } : { value: value ?? '' };
  return {
    type: label.type,
    id: label.id,
    component: { type: component.type, id: component.id, custom_id: component.custom_id, ...filled },
  };
}

async function open(
  { core, interactions }: PeopleContext,
  userId: string,
  pressed: MessageState,
  data: object,
): Promise<Reply> {
  const channel = core.state.channels[pressed.message.channel_id];
  if (channel === undefined) throw new Error('The channel is gone.');
  if (isThread(channel)) demandOpen(core, userId, channel);
  const { outcome } = interactions.open({
    type: InteractionType.MessageComponent,
    userId,
    channel,
    pressed,
    message: viewMessage(core, pressed),
    data,
  });
  return readReply(core, await outcome);
}

/**
 * What clients switch off: controls in a thread that is archived or locked, for all who do not manage threads.
 * discord-api-docs issues 5946, 7900, 8474. @throws Error with a sentence
 */
function demandOpen(core: Core, userId: string, thread: ThreadState): void {
  if (holds(permissionsIn(core, userId, thread.id), PermissionFlagsBits.ManageThreads)) return;
  if (thread.archived) throw new Error('This thread is archived: write in it to open it again.');
  if (thread.locked) throw new Error('This thread is locked.');
}

/** A message that this person sees. @throws Error with a sentence */
function findVisible(core: Core, userId: string, messageId: string): MessageState {
  const found =
    core.ephemeral.get(messageId) ??
    Object.values(core.state.messages)
      .flat()
      .find(({ message }) => message.id === messageId);
  const isVisible =
    found !== undefined &&
    canSee(core, userId, found.message.channel_id) &&
    (found.visibleTo === undefined || found.visibleTo === userId);
  if (!isVisible) throw new Error('This message is not there any more.');
  return found;
}

function findComponent({ message }: MessageState, customId: string, ...types: readonly ComponentType[]): AnyComponent {
  const found = walkComponents(message.components).find(
    (component) => component.custom_id === customId && types.includes(component.type),
  );
  if (found === undefined) throw new Error('The message has no such control.');
  if (found.disabled === true) throw new Error('This control is switched off.');
  return found;
}
