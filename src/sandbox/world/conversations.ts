import { ChannelType } from 'discord-api-types/v10';
import type { Core } from './core.ts';
import type { PrivateState } from './state.ts';

/** A conversation among people, without the bot: of two, or a group whose first is its owner. @returns its id */
export function addConversation(core: Core, people: readonly string[]): string {
  const [ownerId] = people;
  if (ownerId === undefined || people.length < 2) throw new Error('a conversation takes two people or more');
  const conversation: PrivateState = {
    kind: 'private',
    id: core.newId(),
    type: people.length === 2 ? ChannelType.DM : ChannelType.GroupDM,
    ownerId,
    people: [...people],
    lastMessageId: null,
  };
  core.channels.add(conversation);
  core.touch();
  return conversation.id;
}
