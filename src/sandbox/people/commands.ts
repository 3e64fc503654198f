import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { refusal } from '../api-error.ts';
import { checkOptions } from '../validation/options.ts';
import { isThread, isThreadOnly, seeChannel } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { type Owners, ownersOfCommand } from '../world/installs.ts';
import { holds, permissionsIn } from '../world/permissions.ts';
import { isInGuild } from '../world/place.ts';
import type { ChannelState, CommandBody, CommandOption, CommandState } from '../world/state.ts';
import type { Choice, PeopleContext, Reply } from './reply.ts';
import { readReply } from './reply.ts';
import { type Chosen, resolveChosen } from './resolved.ts';

export interface Invocation {
  readonly channelId: string;
  readonly command: string;
  readonly options?: Readonly<Record<string, OptionValue>> | undefined;
}

/** Channels, roles and users by their ids. */
export type OptionValue = string | number | boolean;

const { Subcommand, SubcommandGroup, Channel, Role, User, Mentionable } = ApplicationCommandOptionType;

export async function invoke(context: PeopleContext, userId: string, asked: Invocation): Promise<Reply> {
  const { core, interactions } = context;
  const { channel, owners, command, path } = findInvoked(core, userId, asked);
  const given = asked.options ?? {};
  const faults = checkOptions(path.leaf, given);
  if (faults.length > 0) throw new Error(faults.map(({ option, message }) => `${option}: ${message}`).join('\n'));
  const { outcome } = interactions.open({
    type: InteractionType.ApplicationCommand,
    userId,
    channel,
    owners,
    commandName: asked.command,
    data: viewData(core, { userId, channel, command, path, given }),
  });
  return readReply(core, await outcome);
}

export async function complete(
  context: PeopleContext,
  userId: string,
  asked: Invocation & { focused: string },
): Promise<readonly Choice[]> {
  const { core, interactions } = context;
  const { channel, owners, command, path } = findInvoked(core, userId, asked);
  const { focused } = asked;
  const option = path.leaf.options?.find(({ name }) => name === focused);
  if (option?.autocomplete !== true) throw new Error(`${focused}: this option completes nothing.`);
  const given = { [focused]: '', ...asked.options };
  const { outcome } = interactions.open({
    type: InteractionType.ApplicationCommandAutocomplete,
    userId,
    channel,
    owners,
    commandName: asked.command,
    data: viewData(core, { userId, channel, command, path, given, focused }),
  });
  const answered = await outcome;
  if (answered.kind !== 'choices') throw new Error('Loading options failed.');
  return answered.choices;
}

/**
 * The commands that this person is offered: in this kind of place, by the server's app or their own, and with the rights
 * that the command asks for.
 * discord-api-docs, interactions/application-commands › Permissions, and › Contexts
 */
export function listCommands(
  core: Core,
  userId: string,
  channelId: string,
  wanted: ApplicationCommandType = ApplicationCommandType.ChatInput,
): readonly CommandState[] {
  const channel = seeChannel(core, userId, channelId);
  // Clients have no line to type in there.
  if (isThreadOnly(channel)) return [];
  return core.state.commands
    .filter(({ type, body }) => type === wanted && ownersForUse(core, userId, channel, body) !== undefined)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Through whom a person may use a command in a channel. The documents leave open which rights a person's own app takes:
 * here those that the server's takes, which is harsher.
 *
 * @returns undefined if it is not for them there
 */
export function ownersForUse(core: Core, userId: string, channel: ChannelState, body: CommandBody): Owners | undefined {
  const owners = ownersOfCommand(core, userId, channel, body);
  const isInstalled = Object.keys(owners).length > 0;
  return isInstalled && (!isInGuild(channel) || holdsFor(core, userId, channel, body)) ? owners : undefined;
}

function holdsFor(core: Core, userId: string, channel: ChannelState, body: CommandBody): boolean {
  const permissions = permissionsIn(core, userId, channel.id);
  if (!holds(permissions, PermissionFlagsBits.UseApplicationCommands)) return false;
  const needed = body.default_member_permissions;
  if (needed === undefined || needed === null) return true;
  // `"0"` is for administrators alone.
  return BigInt(needed) === 0n
    ? holds(permissions, PermissionFlagsBits.Administrator)
    : holds(permissions, BigInt(needed));
}

interface Path {
  /** Subcommand group and subcommand, as far as there are. */
  readonly steps: readonly CommandOption[];
  /** The part that takes the options. */
  readonly leaf: CommandBody;
}

function findInvoked(
  core: Core,
  userId: string,
  asked: Invocation,
): {
  readonly channel: ChannelState;
  readonly owners: Owners;
  readonly command: CommandState;
  readonly path: Path;
} {
  const channel = seeChannel(core, userId, asked.channelId);
  if (isThreadOnly(channel)) throw refusal('forumNeedsThread');
  if (isThread(channel) && channel.archived) throw new Error('This thread is archived: write in it to open it again.');
  const [name = '', ...steps] = asked.command.split(' ');
  const command = core.state.commands.find(
    (candidate) => candidate.name === name && candidate.type === ApplicationCommandType.ChatInput,
  );
  if (command === undefined) throw new Error(`There is no command /${name}.`);
  const owners = ownersForUse(core, userId, channel, command.body);
  if (owners === undefined) throw new Error(`You may not use /${name} here.`);
  return { channel, owners, command, path: walk(command.body, steps) };
}

function walk(body: CommandBody, names: readonly string[]): Path {
  const steps: CommandOption[] = [];
  let leaf: CommandBody = body;
  for (const name of names) {
    const step: CommandOption | undefined = leaf.options?.find((option) => option.name === name && isBranch(option));
    if (step === undefined) throw new Error(`/${body.name} has no subcommand ${name}.`);
    steps.push(step);
    leaf = { name: step.name, description: step.description, options: step.options ?? [] };
  }
  if (leaf.options?.some(isBranch)) throw new Error(`/${body.name} needs one of its subcommands.`);
  return { steps, leaf };
}

function isBranch({ type }: CommandOption): boolean {
  return type === Subcommand || type === SubcommandGroup;
}

interface DataOptions {
  readonly userId: string;
  readonly channel: ChannelState;
  readonly command: CommandState;
  readonly path: Path;
  readonly given: Readonly<Record<string, OptionValue>>;
  readonly focused?: string;
}

function viewData(core: Core, { userId, channel, command, path, given, focused }: DataOptions): object {
  const taken = (path.leaf.options ?? []).filter(({ name }) => given[name] !== undefined);
  const values = taken.map(({ name, type }) => ({
    name,
    type,
    value: given[name],
    ...(name === focused && { focused: true }),
  }));
  const options = path.steps.reduceRight<readonly object[]>(
    (inner, { name, type }) => [{ name, type, options: inner }],
    values,
  );
  const chosen = taken.flatMap((option) => chosenBy(option, given[option.name]));
  const resolved = resolveChosen(core, { userId, channel }, chosen);
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(options.length > 0 && { options }),
    ...(Object.keys(resolved).length > 0 && { resolved }),
  };
}

const TAKES: Readonly<Record<number, Chosen['takes']>> = {
  [Channel]: 'channel',
  [Role]: 'role',
  [User]: 'user',
  [Mentionable]: 'mentionable',
};

function chosenBy({ type, name, channel_types: channelTypes }: CommandOption, value: unknown): readonly Chosen[] {
  const takes = TAKES[type];
  return takes === undefined ? [] : [{ id: String(value), name, takes, channelTypes, isOffered: false }];
}
