import {
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandInteractionDataOption,
  type APIChatInputApplicationCommandInteractionData,
  type APIInteraction,
  type APIInteractionDataResolved,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChannelType,
  ComponentType,
  InteractionType,
} from 'discord-api-types/v10';
import type { Ask, AskedChannel, ChosenChannel, ChosenRole, Inputs, Options } from './command.ts';

/**
 * What an interaction asks, in our words. It reads the payload itself and no cache, so that it also works while the
 * client is still starting.
 *
 * @param fields the state that the pressed component, or the form, carries
 */
export function readAsk(interaction: APIInteraction, fields: readonly string[] = []): Ask {
  const member = interaction.member;
  const userId = member?.user.id ?? interaction.user?.id;
  if (userId === undefined) throw new Error('an interaction names nobody');
  const values = readValues(interaction);
  return {
    interactionId: interaction.id,
    userId,
    isForeignServer: interaction.guild_id !== undefined && !isInstalledHere(interaction),
    channel: readChannel(interaction.channel),
    memberPermissions: BigInt(member?.permissions ?? 0),
    appPermissions: BigInt(interaction.app_permissions ?? 0),
    options: readOptions(interaction),
    values,
    channels: readChosenChannels(interaction, values),
    fields,
    inputs: readInputs(interaction),
    messageText: readMessageText(interaction),
    ...(interaction.type === InteractionType.MessageComponent && { messageId: interaction.message.id }),
    ...(isInstalledHere(interaction) && { guildId: interaction.guild_id }),
  };
}

/** The path of a slash command: its name, then its subcommand group and subcommand if it has them. */
export function readCommandName(interaction: APIInteraction): string | undefined {
  return interaction.data !== undefined && 'name' in interaction.data ? interaction.data.name : undefined;
}

function readChannel(channel: APIInteraction['channel']): AskedChannel {
  if (channel?.id === undefined) throw new Error('an interaction names no channel');
  const parentId = 'parent_id' in channel ? channel.parent_id : undefined;
  return {
    id: channel.id,
    type: channel.type as ChannelType,
    ...(typeof parentId === 'string' && { parentId }),
  };
}

function readOptions(interaction: APIInteraction): Options {
  const data = isChatInput(interaction) ? interaction.data : undefined;
  const given = flatten(data?.options ?? []);
  const resolved: Partial<APIInteractionDataResolved> = data?.resolved ?? {};
  const valueNamed = (name: string, type: ApplicationCommandOptionType) => {
    const option = given.find((candidate) => candidate.name === name && candidate.type === type);
    return option?.value;
  };
  const subcommand = (data?.options ?? []).find(({ type }) => type === ApplicationCommandOptionType.Subcommand)?.name;
  const focused = given.find((option) => 'focused' in option && option.focused)?.name;
  return {
    text: (name) => asText(valueNamed(name, ApplicationCommandOptionType.String)),
    wholeNumber: (name) => {
      const value = valueNamed(name, ApplicationCommandOptionType.Integer);
      return typeof value === 'number' ? value : undefined;
    },
    flag: (name) => {
      const value = valueNamed(name, ApplicationCommandOptionType.Boolean);
      return typeof value === 'boolean' ? value : undefined;
    },
    channel: (name) => {
      const id = asText(valueNamed(name, ApplicationCommandOptionType.Channel));
      return id === undefined ? undefined : readResolvedChannel(resolved, id);
    },
    role: (name) => {
      const id = asText(valueNamed(name, ApplicationCommandOptionType.Role));
      return id === undefined ? undefined : readResolvedRole(resolved, id);
    },
    ...(subcommand !== undefined && { subcommand }),
    ...(focused !== undefined && { focused }),
  };
}

function readValues(interaction: APIInteraction): readonly string[] {
  const isComponent = interaction.type === InteractionType.MessageComponent;
  return isComponent && 'values' in interaction.data ? interaction.data.values : [];
}

function readChosenChannels(interaction: APIInteraction, values: readonly string[]): readonly ChosenChannel[] {
  if (interaction.type !== InteractionType.MessageComponent) return [];
  if (interaction.data.component_type !== ComponentType.ChannelSelect) return [];
  const { resolved } = interaction.data;
  return values.flatMap((id) => readResolvedChannel(resolved, id) ?? []);
}

function readResolvedChannel(resolved: Partial<APIInteractionDataResolved>, id: string): ChosenChannel | undefined {
  const channel = resolved.channels?.[id];
  if (channel === undefined) return undefined;
  // Since 2026-07-16 a resolved channel also says what the app may do there; the types do not know it yet.
  const appPermissions = 'app_permissions' in channel ? String(channel.app_permissions) : '0';
  return {
    id,
    type: channel.type,
    memberPermissions: BigInt(channel.permissions),
    appPermissions: BigInt(appPermissions),
  };
}

function readResolvedRole({ roles }: Partial<APIInteractionDataResolved>, id: string): ChosenRole | undefined {
  const role = roles?.[id];
  return role && { id, mentionable: role.mentionable };
}

/** Whether the server has installed the app, and not only the user who asks. */
function isInstalledHere(
  interaction: APIInteraction,
): interaction is APIInteraction & { guild_id: NonNullable<APIInteraction['guild_id']> } {
  const owner = interaction.authorizing_integration_owners[ApplicationIntegrationType.GuildInstall];
  return interaction.guild_id !== undefined && owner === interaction.guild_id;
}

/** Text may stand in any part of a message; links that are labelled stand in its embeds and components. */
function readMessageText(interaction: APIInteraction): string {
  const { type, data } = interaction;
  if (type !== InteractionType.ApplicationCommand || data.type !== ApplicationCommandType.Message) return '';
  return [...textsOf(data.resolved.messages[data.target_id])].join('\n');
}

/** Fields that hold text or links, of a message and of its parts. */
const TEXTS = new Set(['content', 'title', 'description', 'url', 'name', 'value', 'text', 'filename']);
/** Fields that hold parts with text in them; a forwarded message is a snapshot. */
const PARTS = new Set([
  'message_snapshots',
  'message',
  'embeds',
  'fields',
  'footer',
  'components',
  'accessory',
  'options',
  'attachments',
]);

function* textsOf(part: unknown): Generator<string> {
  if (Array.isArray(part)) for (const each of part) yield* textsOf(each);
  else if (typeof part === 'object' && part !== null) {
    for (const [key, value] of Object.entries(part)) {
      if (typeof value === 'string' && TEXTS.has(key)) yield value;
      else if (PARTS.has(key)) yield* textsOf(value);
    }
  }
}

/** What stands in the labels of a form; we make no other parts that can be filled in. */
function readInputs(interaction: APIInteraction): Inputs {
  const data = interaction.type === InteractionType.ModalSubmit ? interaction.data : undefined;
  const parts = data?.components ?? [];
  const resolved: Partial<APIInteractionDataResolved> = data?.resolved ?? {};
  const filled = parts.flatMap((part) => (part.type === ComponentType.Label ? [part.component] : []));
  const named = (name: string, type: ComponentType) =>
    filled.find((component) => component.custom_id === name && component.type === type);
  const chosenIn = (name: string, type: ComponentType) => {
    const select = named(name, type);
    return select !== undefined && 'values' in select ? select.values[0] : undefined;
  };
  return {
    text: (name) => {
      const input = named(name, ComponentType.TextInput);
      const value = input !== undefined && 'value' in input ? asText(input.value)?.trim() : undefined;
      return value === '' ? undefined : value;
    },
    choice: (name) => chosenIn(name, ComponentType.StringSelect),
    role: (name) => {
      const id = chosenIn(name, ComponentType.RoleSelect);
      return id === undefined ? undefined : readResolvedRole(resolved, id);
    },
    channelId: (name) => chosenIn(name, ComponentType.ChannelSelect),
  };
}

function isChatInput(
  interaction: APIInteraction,
): interaction is APIInteraction & { data: APIChatInputApplicationCommandInteractionData } {
  const { type } = interaction;
  return type === InteractionType.ApplicationCommand || type === InteractionType.ApplicationCommandAutocomplete;
}

/** The options that hold values, out of subcommands and their groups. */
function flatten(
  options: readonly APIApplicationCommandInteractionDataOption[],
): readonly APIApplicationCommandInteractionDataBasicOption[] {
  return options.flatMap((option) =>
    option.type === ApplicationCommandOptionType.Subcommand ||
    option.type === ApplicationCommandOptionType.SubcommandGroup
      ? flatten(option.options ?? [])
      : [option],
  );
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
