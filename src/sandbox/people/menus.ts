import { ApplicationCommandType, InteractionType, MessageType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Target } from '../interactions/interactions.ts';
import { isThread, seeChannel } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import type { Owners } from '../world/installs.ts';
import { viewMessage } from '../world/message-view.ts';
import { holds, permissionsIn } from '../world/permissions.ts';
import type { ChannelState, CommandState, MessageState } from '../world/state.ts';
import { ownersForUse } from './commands.ts';
import { channelOf, demandOpen, findVisible } from './presses.ts';
import type { PeopleContext, Reply } from './reply.ts';
import { readReply } from './reply.ts';
import { isThere, viewChosenUser } from './resolved.ts';

/** Messages that somebody wrote; Discord's own have no such menu. */
const WRITTEN: readonly number[] = [
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
];

const { SendMessages, SendMessagesInThreads } = PermissionFlagsBits;

/** Chooses a command from a message's menu. discord-api-docs, interactions/application-commands › Message Commands */
export async function useOnMessage(
  context: PeopleContext,
  userId: string,
  { messageId, command: name }: { messageId: string; command: string },
): Promise<Reply> {
  const { core } = context;
  const target = findVisible(core, userId, messageId);
  const { channel, owners, command } = findChosen(core, userId, {
    channelId: channelOf(core, target).id,
    name,
    type: ApplicationCommandType.Message,
  });
  if (!hasMenu(target)) throw new Error('This message has no such menu.');
  return await open(context, userId, {
    channel,
    owners,
    command,
    // Also without the message content intent: discord-api-docs, events/gateway › Message Content Intent.
    target: { message: target },
    data: { target_id: messageId, resolved: { messages: { [messageId]: viewMessage(core, target) } } },
  });
}

/** Chooses a command from a person's menu. discord-api-docs, interactions/application-commands › User Commands */
export async function useOnPerson(
  context: PeopleContext,
  userId: string,
  { channelId, targetId, command: name }: { channelId: string; targetId: string; command: string },
): Promise<Reply> {
  const { core } = context;
  const type = ApplicationCommandType.User;
  const { channel, owners, command } = findChosen(core, userId, { channelId, name, type });
  if (!isThere(core, { userId, channel }, targetId)) throw new Error('There is no such person here.');
  const resolved = Object.entries(viewChosenUser(core, channel, targetId)).map(([kind, view]) => [
    kind,
    { [targetId]: view },
  ]);
  return await open(context, userId, {
    channel,
    owners,
    command,
    target: { userId: targetId },
    data: { target_id: targetId, resolved: Object.fromEntries(resolved) },
  });
}

/** An ephemeral message is no part of its channel, and none of Discord's own is anybody's. */
export function hasMenu({ message, visibleTo }: MessageState): boolean {
  return visibleTo === undefined && WRITTEN.includes(message.type);
}

function findChosen(
  core: Core,
  userId: string,
  { channelId, name, type }: { channelId: string; name: string; type: ApplicationCommandType },
): { readonly channel: ChannelState; readonly owners: Owners; readonly command: CommandState } {
  const channel = seeChannel(core, userId, channelId);
  const command = core.state.commands.find((candidate) => candidate.name === name && candidate.type === type);
  if (command === undefined) throw new Error(`There is no command ${name}.`);
  const owners = ownersForUse(core, userId, channel, command.body);
  if (owners === undefined) throw new Error(`You may not use ${name} here.`);
  if (isThread(channel)) demandOpen(core, userId, channel);
  demandVoice(core, userId, channel);
  return { channel, owners, command };
}

/**
 * Unlike a slash command, one of a menu is refused to those who may not write, although no document says so.
 * discord-api-docs issue 6761
 */
function demandVoice(core: Core, userId: string, channel: ChannelState): void {
  const needed = isThread(channel) ? SendMessagesInThreads : SendMessages;
  if (holds(permissionsIn(core, userId, channel.id), needed)) return;
  throw new Error('Missing permission: the commands of a menu are for those who may write here.');
}

interface Use {
  readonly channel: ChannelState;
  readonly owners: Owners;
  readonly command: CommandState;
  readonly target: Target;
  readonly data: object;
}

async function open({ core, interactions }: PeopleContext, userId: string, use: Use): Promise<Reply> {
  const { channel, owners, command, target, data } = use;
  const { outcome } = interactions.open({
    type: InteractionType.ApplicationCommand,
    userId,
    channel,
    owners,
    commandName: command.name,
    target,
    data: { id: command.id, name: command.name, type: command.type, ...data },
  });
  return readReply(core, await outcome);
}
