import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { People } from '../people/people.ts';
import type { Reply } from '../people/reply.ts';
import type { CommandOption } from '../world/state.ts';
import { viewForm } from './forms.ts';

const id = z.string().regex(/^\d{17,20}$/);
const invocation = {
  channelId: id,
  command: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
};
const ACTION = z.discriminatedUnion('action', [
  z.object({ action: z.literal('say'), as: id, channelId: id, content: z.string() }),
  z.object({ action: z.literal('commands'), as: id, channelId: id }),
  z.object({ action: z.literal('invoke'), as: id, ...invocation }),
  z.object({ action: z.literal('complete'), as: id, ...invocation, focused: z.string() }),
  z.object({ action: z.literal('press'), as: id, messageId: id, customId: z.string() }),
  z.object({ action: z.literal('select'), as: id, messageId: id, customId: z.string(), values: z.array(z.string()) }),
  z.object({ action: z.literal('menu'), as: id, channelId: id }),
  z.object({ action: z.literal('use-on-message'), as: id, messageId: id, command: z.string() }),
  z.object({ action: z.literal('use-on-person'), as: id, channelId: id, targetId: id, command: z.string() }),
  z.object({
    action: z.literal('submit'),
    as: id,
    interactionId: id,
    values: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])),
  }),
]);

/** Something that a person does. */
export type Action = z.infer<typeof ACTION>;

/** A command as it is typed: one with subcommands is as many of these. */
export interface OfferedCommand {
  /** `topics list` */
  readonly name: string;
  readonly description: string;
  readonly options: readonly CommandOption[];
}

/** @throws Error with a sentence if it is none */
export function readAction(body: unknown): Action {
  const read = ACTION.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`This is no action of the page: ${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}.`);
}

/** Does it, and answers what the page needs to know. @throws what `people` throws */
export async function act(people: People, action: Action): Promise<object> {
  const { as } = action;
  switch (action.action) {
    case 'say':
      return { kind: 'message', messageId: (await people.say(as, action)).id };
    case 'commands':
      return { commands: people.commands(as, action.channelId).flatMap(({ body }) => offer(body.name, body)) };
    case 'invoke':
      return answer(await people.invoke(as, action));
    case 'complete':
      return { choices: await people.complete(as, action) };
    case 'press':
      return answer(await people.press(as, action));
    case 'select':
      return answer(await people.select(as, action));
    case 'menu':
      return viewMenu(people, action);
    case 'use-on-message':
      return answer(await people.useOnMessage(as, action));
    case 'use-on-person':
      return answer(await people.useOnPerson(as, action));
    case 'submit':
      return answer(await people.submit(as, action));
  }
}

function answer(reply: Reply): object {
  switch (reply.kind) {
    case 'message':
    case 'update':
      return { kind: reply.kind, messageId: reply.message.id };
    case 'modal':
      return { kind: 'modal', form: viewForm(reply.modal, reply.interactionId) };
    case 'none':
      return { kind: 'none' };
  }
}

/** The names of the commands in the menus of messages and of persons. */
function viewMenu(people: People, { as, channelId }: { as: string; channelId: string }): object {
  const names = (type: ApplicationCommandType) => people.commands(as, channelId, type).map(({ name }) => name);
  return { onMessage: names(ApplicationCommandType.Message), onPerson: names(ApplicationCommandType.User) };
}

function offer(
  name: string,
  { description = '', options = [] }: { description?: string; options?: readonly CommandOption[] },
): readonly OfferedCommand[] {
  const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;
  const inner = options.filter(({ type }) => type === Subcommand || type === SubcommandGroup);
  if (inner.length === 0) return [{ name, description, options }];
  return inner.flatMap((option) => offer(`${name} ${option.name}`, option));
}
