import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { viewResolvedChannel } from '../interactions/payload.ts';
import { checkOptions } from '../validation/options.ts';
import { canSee, isThread, seeChannel } from '../world/access.ts';
import type { Core } from '../world/core.ts';
import { holds, permissionsIn } from '../world/permissions.ts';
import type { ChannelState, CommandBody, CommandOption, CommandState } from '../world/state.ts';
import { viewBareMember, viewRoles, viewUser } from '../world/views.ts';
import type { Choice, PeopleContext, Reply } from './reply.ts';
import { readReply } from './reply.ts';

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
  const { channel, command, path } = findInvoked(core, userId, asked);
  const given = asked.options ?? {};
  const faults = checkOptions(path.leaf, given);
  if (faults.length > 0) throw new Error(faults.map(({ option, message }) => `${option}: ${message}`).join('\n'));
  const { outcome } = interactions.open({
    type: InteractionType.ApplicationCommand,
    userId,
    channel,
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
  const { channel, command, path } = findInvoked(core, userId, asked);
  const { focused } = asked;
  const option = path.leaf.options?.find(({ name }) => name === focused);
  if (option?.autocomplete !== true) throw new Error(`${focused}: this option completes nothing.`);
  const given = { [focused]: '', ...asked.options };
  const { outcome } = interactions.open({
    type: InteractionType.ApplicationCommandAutocomplete,
    userId,
    channel,
    commandName: asked.command,
    data: viewData(core, { userId, channel, command, path, given, focused }),
  });
  const answered = await outcome;
  return answered.kind === 'choices' ? answered.choices : [];
}

/**
 * The commands that this person is offered: in this kind of place, and with the rights that the command asks for.
 * discord-api-docs, interactions/application-commands › Permissions, and › Contexts
 */
export function listCommands(core: Core, userId: string, channelId: string): readonly CommandState[] {
  const channel = seeChannel(core, userId, channelId);
  return core.state.commands
    .filter(({ type, body }) => type === ApplicationCommandType.ChatInput && mayUse(core, userId, channel, body))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function mayUse(core: Core, userId: string, channel: ChannelState, body: CommandBody): boolean {
  const contexts = body.contexts ?? (body.dm_permission === false ? [0] : [0, 1, 2]);
  if (channel.kind === 'dm') return contexts.includes(1);
  if (!contexts.includes(0)) return false;
  if (core.state.guilds[channel.guildId]?.members[core.state.application.id] === undefined) return false;
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
): { readonly channel: ChannelState; readonly command: CommandState; readonly path: Path } {
  const channel = seeChannel(core, userId, asked.channelId);
  if (isThread(channel) && channel.archived) throw new Error('This thread is archived: write in it to open it again.');
  const [name = '', ...steps] = asked.command.split(' ');
  const command = core.state.commands.find(
    (candidate) => candidate.name === name && candidate.type === ApplicationCommandType.ChatInput,
  );
  if (command === undefined) throw new Error(`There is no command /${name}.`);
  if (!mayUse(core, userId, channel, command.body)) throw new Error(`You may not use /${name} here.`);
  return { channel, command, path: walk(command.body, steps) };
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
  const resolved = resolve(core, { userId, channel, taken, given });
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(options.length > 0 && { options }),
    ...(Object.keys(resolved).length > 0 && { resolved }),
  };
}

/** What stands behind the ids that options name. @throws Error with a sentence if one is not to be chosen */
function resolve(
  core: Core,
  {
    userId,
    channel,
    taken,
    given,
  }: Pick<DataOptions, 'userId' | 'channel' | 'given'> & { taken: readonly CommandOption[] },
): object {
  const guild = channel.kind === 'dm' ? undefined : core.state.guilds[channel.guildId];
  const resolved: Record<string, Record<string, object>> = {};
  const add = (kind: string, id: string, view: object) => {
    resolved[kind] = { ...resolved[kind], [id]: view };
  };
  for (const option of taken) {
    const id = String(given[option.name]);
    if (option.type === Channel) add('channels', id, viewChosenChannel(core, userId, option, id));
    const role = guild === undefined ? undefined : viewRoles(guild).find((candidate) => candidate.id === id);
    const member = guild?.members[id];
    if (option.type === Role || (option.type === Mentionable && role !== undefined)) {
      if (role === undefined) throw new Error(`${option.name}: there is no such role.`);
      add('roles', id, role);
    } else if (option.type === User || option.type === Mentionable) {
      if (core.state.users[id] === undefined) throw new Error(`${option.name}: there is no such person.`);
      add('users', id, viewUser(core.state, id));
      if (member !== undefined) {
        const { deaf: _, mute: __, ...view } = viewBareMember(member);
        add('members', id, { ...view, permissions: String(permissionsIn(core, id, channel.id)) });
      }
    }
  }
  return resolved;
}

/**
 * A channel that somebody chooses, as the bot is told of it.
 *
 * @param option what asks for it, and which types it takes
 * @throws Error with a sentence if it is not to be chosen
 */
export function viewChosenChannel(
  core: Core,
  userId: string,
  option: Pick<CommandOption, 'name' | 'channel_types'>,
  id: string,
): object {
  const chosen = core.state.channels[id];
  if (chosen === undefined || chosen.kind === 'dm' || !canSee(core, userId, id)) {
    throw new Error(`${option.name}: there is no such channel.`);
  }
  if (option.channel_types !== undefined && !option.channel_types.includes(chosen.type)) {
    throw new Error(`${option.name}: a channel of this kind cannot be chosen.`);
  }
  return viewResolvedChannel(core, userId, chosen);
}
