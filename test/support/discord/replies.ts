import type { Reply } from '../../../src/sandbox/people/reply.ts';
import type { StoredMessage } from '../../../src/sandbox/world/state.ts';
import { type AnyComponent, walkComponents } from '../../../src/sandbox/world/text.ts';
import { textsOf } from './discord-rules.ts';

/** The message that a reply is. @throws if it is another kind of reply */
export function messageOf(reply: Reply): StoredMessage {
  if (reply.kind !== 'message' && reply.kind !== 'update') throw new Error(`a reply of kind ${reply.kind}`);
  return reply.message;
}

/** All words of a reply, one text a line. */
export function wordsOf(reply: Reply): string {
  return textsOf(messageOf(reply)).join('\n');
}

/** A button by its label. @throws if the message has none */
export function buttonOf(message: StoredMessage, label: string): string {
  return String(found(message, (component) => component.label === label).custom_id);
}

/** The message's select. */
export function selectOf(message: StoredMessage): { readonly customId: string; readonly values: readonly string[] } {
  const { custom_id, options } = found(message, ({ type }) => type === 3);
  return { customId: String(custom_id), values: (options as { value: string }[]).map(({ value }) => value) };
}

/** The `custom_id` of the message's select of channels: the first, or the one that says so. @throws if it has none */
export function channelSelectOf(message: StoredMessage, placeholder?: string): string {
  const isWanted = ({ type, ...rest }: AnyComponent) =>
    type === 8 && (placeholder === undefined || ('placeholder' in rest && rest.placeholder === placeholder));
  return String(found(message, isWanted).custom_id);
}

/** The form that a reply opens. @throws if it is another kind of reply */
export function formOf(reply: Reply): Extract<Reply, { kind: 'modal' }> {
  if (reply.kind !== 'modal') throw new Error(`a reply of kind ${reply.kind}`);
  return reply;
}

export function isEphemeral({ flags }: StoredMessage): boolean {
  return (Number(flags) & 64) !== 0;
}

function found(message: StoredMessage, wanted: (component: AnyComponent) => boolean): AnyComponent {
  const component = walkComponents(message.components).find(wanted);
  if (component === undefined) throw new Error('the message has no such component');
  return component;
}
