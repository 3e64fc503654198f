import type { OptionValue } from '../../../src/sandbox/people/commands.ts';
import type { Reply } from '../../../src/sandbox/people/reply.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { buttonOf, messageOf } from './replies.ts';

/** Somebody uses `/subscribe` in a channel, looks at the draft and saves it. @throws if there is no draft to save */
export async function subscribeBy(
  { people }: Pick<Sandbox, 'people'>,
  userId: string,
  { channelId, options = {} }: { channelId: string; options?: Readonly<Record<string, OptionValue>> },
): Promise<Reply> {
  const draft = messageOf(await people.invoke(userId, { channelId, command: 'subscribe', options }));
  return await people.press(userId, { messageId: draft.id, customId: buttonOf(draft, 'Save') });
}
