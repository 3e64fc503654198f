import { ComponentType, InteractionType } from 'discord-api-types/v10';
import { checkModalValues, type Modal, type ModalValue } from '../validation/modal.ts';
import { viewMessage } from '../world/message-view.ts';
import { type AnyComponent, walkComponents } from '../world/text.ts';
import type { PeopleContext, Reply } from './reply.ts';
import { readReply } from './reply.ts';
import { resolveChosen } from './resolved.ts';
import { chosenIn } from './selects.ts';

/** What was filled in, by the fields' `custom_id`s. */
export type FormValues = Readonly<Record<string, ModalValue>>;

/** Sends a form that a press or a command opened. */
export async function submit(
  { core, interactions }: PeopleContext,
  userId: string,
  { interactionId, values }: { interactionId: string; values: FormValues },
): Promise<Reply> {
  const opened = interactions.find(interactionId);
  const channel = opened === undefined ? undefined : core.state.channels[opened.channelId];
  if (opened?.modal === undefined || opened.userId !== userId || channel === undefined) {
    throw new Error('This form is no longer open.');
  }
  const faults = checkModalValues(opened.modal, values);
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('\n'));
  const chosen = walkComponents(opened.modal.components).flatMap(
    (component) => chosenIn(component, listOf(values[String(component.custom_id)])) ?? [],
  );
  const resolved = resolveChosen(core, { userId, channel }, chosen);
  const { outcome } = interactions.open({
    type: InteractionType.ModalSubmit,
    userId,
    channel,
    owners: opened.owners,
    pressed: opened.pressed,
    message: opened.pressed && viewMessage(core, opened.pressed),
    data: {
      custom_id: opened.modal.custom_id,
      components: opened.modal.components.map((part) => viewPart(part, values)),
      ...(chosen.length > 0 && { resolved }),
    },
  });
  return readReply(core, await outcome);
}

function viewPart(part: Modal['components'][number], values: FormValues): object {
  const { type, id } = part;
  if (part.type === ComponentType.TextDisplay) return { type, id };
  if (part.type === ComponentType.ActionRow) {
    return { type, id, components: part.components.map((field) => viewField(field, values)) };
  }
  return { type, id, component: viewField(part.component, values) };
}

function viewField(field: AnyComponent, values: FormValues): object {
  const { type, id, custom_id: customId } = field;
  return { type, id, custom_id: customId, ...viewValue(type, values[String(customId)]) };
}

/** What is not there was left empty. discord-api-docs, components/reference › … Interaction Response Structure */
function viewValue(type: number, value: ModalValue | undefined): object {
  switch (type) {
    case ComponentType.TextInput:
      return { value: value ?? '' };
    case ComponentType.RadioGroup:
      return { value: value === '' ? null : (value ?? null) };
    case ComponentType.Checkbox:
      return { value: value ?? false };
    default:
      return { values: listOf(value) };
  }
}

function listOf(value: ModalValue | undefined): readonly string[] {
  return typeof value === 'string' || typeof value === 'boolean' || value === undefined ? [] : value;
}
