import { ComponentType, InteractionType, PermissionFlagsBits } from 'discord-api-types/v10';
import { canSee, isThread } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { ownersOfMessage } from '../world/installs.ts';
import { viewMessage } from '../world/message-view.ts';
import { holds, permissionsIn } from '../world/permissions.ts';
import type { ChannelState, MessageState, ThreadState } from '../world/state.ts';
import { type AnyComponent, walkComponents } from '../world/text.ts';
import type { PeopleContext, Reply } from './reply.ts';
import { readReply } from './reply.ts';
import { resolveChosen } from './resolved.ts';
import { chosenIn, SELECTS } from './selects.ts';

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
  const { core } = context;
  const pressed = findVisible(core, userId, messageId);
  const component = findComponent(pressed, customId, ...SELECTS);
  const [min, max] = [Number(component.min_values ?? 1), Number(component.max_values ?? 1)];
  const channel = channelOf(core, pressed);
  const chosen = chosenIn(component, values);
  const resolved = chosen === undefined ? undefined : resolveChosen(core, { userId, channel }, chosen);
  if (chosen === undefined) demandOffered(component, values);
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

async function open(
  { core, interactions }: PeopleContext,
  userId: string,
  pressed: MessageState,
  data: object,
): Promise<Reply> {
  const channel = channelOf(core, pressed);
  if (isThread(channel)) demandOpen(core, userId, channel);
  const { outcome } = interactions.open({
    type: InteractionType.MessageComponent,
    userId,
    channel,
    owners: ownersOfMessage(core, userId, channel, pressed.message),
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
export function demandOpen(core: Core, userId: string, thread: ThreadState): void {
  if (holds(permissionsIn(core, userId, thread.id), PermissionFlagsBits.ManageThreads)) return;
  if (thread.archived) throw new Error('This thread is archived: write in it to open it again.');
  if (thread.locked) throw new Error('This thread is locked.');
}

/** A message that this person sees. @throws Error with a sentence */
export function findVisible(core: Core, userId: string, messageId: string): MessageState {
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

/** @throws Error with a sentence if it is gone */
export function channelOf(core: Core, { message }: MessageState): ChannelState {
  const channel = core.state.channels[message.channel_id];
  if (channel === undefined) throw new Error('The channel is gone.');
  return channel;
}

function findComponent({ message }: MessageState, customId: string, ...types: readonly ComponentType[]): AnyComponent {
  const found = walkComponents(message.components).find(
    (component) => component.custom_id === customId && types.includes(component.type),
  );
  if (found === undefined) throw new Error('The message has no such control.');
  if (found.disabled === true) throw new Error('This control is switched off.');
  return found;
}
