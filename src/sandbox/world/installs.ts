import type { Core } from './core.ts';
import { isInGuild } from './place.ts';
import type { ChannelState, CommandBody, StoredMessage } from './state.ts';

/** Where an interaction comes from. discord-api-docs, interactions/receiving-and-responding › Interaction Context Types */
const CONTEXT = { guild: 0, botDm: 1, privateChannel: 2 } as const;
/** By what an app is there. discord-api-docs, resources/application › Application Integration Types */
const GUILD_INSTALL = 0;
const USER_INSTALL = 1;

/**
 * Who has installed the app, of those whom an interaction concerns: `0` the server, or `"0"` in a conversation with the
 * bot; `1` a person. Empty: nobody, so the bot hears nothing of it.
 *
 * discord-api-docs, interactions/receiving-and-responding › Authorizing Integration Owners Object
 */
export type Owners = Readonly<Partial<Record<'0' | '1', string>>>;

export function contextOf({ kind }: ChannelState): number {
  if (kind === 'dm') return CONTEXT.botDm;
  return kind === 'private' ? CONTEXT.privateChannel : CONTEXT.guild;
}

/** Through whom a person can use a command in a channel. What somebody may there is not asked here. */
export function ownersOfCommand(core: Core, userId: string, channel: ChannelState, body: CommandBody): Owners {
  const contexts = body.contexts ?? (body.dm_permission === false ? [CONTEXT.guild] : Object.values(CONTEXT));
  if (!contexts.includes(contextOf(channel))) return {};
  // As `viewCommand` tells it.
  const types = body.integration_types ?? [GUILD_INSTALL];
  const server = types.includes(GUILD_INSTALL) ? serverOf(core, userId, channel) : undefined;
  const isOwn = types.includes(USER_INSTALL) && isInstalledFor(core, userId);
  return { ...(server !== undefined && { 0: server }), ...(isOwn && { 1: userId }) };
}

/**
 * Through whom a message's controls can be pressed: those through whom it came to be, whoever presses, as far as they
 * still have the app. The documents say that the keys tell the one who authorised from the one who presses, and not
 * what a later installation does to a message: here nothing, which is harsher.
 */
export function ownersOfMessage(core: Core, userId: string, channel: ChannelState, message: StoredMessage): Owners {
  const asked = message.interaction_metadata?.authorizing_integration_owners ?? {};
  const server = '0' in asked || !('1' in asked) ? serverOf(core, userId, channel) : undefined;
  const person = '1' in asked ? asked['1'] : undefined;
  const isStill = person !== undefined && isInstalledFor(core, person);
  return { ...(server !== undefined && { 0: server }), ...(isStill && { 1: person }) };
}

/** Whether a person has installed the app for themself. */
function isInstalledFor({ state }: Core, userId: string): boolean {
  return state.userInstalls?.includes(userId) ?? false;
}

/** A person adds the app to their own, or takes it away. The bot is told of neither. */
export function setInstalledFor(core: Core, userId: string, installed: boolean): void {
  const others = (core.state.userInstalls ?? []).filter((id) => id !== userId);
  core.state.userInstalls = installed ? [...others, userId] : others;
  core.touch();
}

/** Whether a person is in a server in which the bot is, too. */
export function sharesServer({ state }: Core, userId: string): boolean {
  return Object.values(state.guilds).some(({ members }) => state.application.id in members && userId in members);
}

/** The value of the key `0`, if the app is installed there for all: never in a conversation among people. */
function serverOf(core: Core, userId: string, channel: ChannelState): string | undefined {
  if (channel.kind === 'dm') return sharesServer(core, userId) ? '0' : undefined;
  if (!isInGuild(channel)) return undefined;
  const hasBot = core.state.guilds[channel.guildId]?.members[core.state.application.id] !== undefined;
  return hasBot ? channel.guildId : undefined;
}
