import type {
  APIApplicationCommandOptionChoice,
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  ChannelType,
  MessageFlags,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';

/** Who sees an answer: the person alone, or everybody in the channel. */
export type Visibility = 'private' | 'public';

/** A message to answer with, as `render/` makes it. The router adds who may see it. */
export interface AnswerBody {
  readonly flags?: MessageFlags | number;
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly allowed_mentions?: object;
}

/** A form to answer with, as `render/` makes it. */
export type ModalBody = APIModalInteractionResponseCallbackData;

export type Choice = APIApplicationCommandOptionChoice<string>;

/** Somebody asks for something: what the interaction says, checked and in our words. */
export interface Ask {
  readonly interactionId: string;
  readonly userId: string;
  /** Absent in a DM, and in a server that has not installed the app: there only a user has. */
  readonly guildId?: string;
  /** Whether it is asked in a server that has not installed the app. */
  readonly isForeignServer: boolean;
  readonly channel: AskedChannel;
  /** What the person may do in this channel, overwrites included; 0 outside of servers. */
  readonly memberPermissions: bigint;
  /** What Paperboy may do in this channel. Where the server has not installed it, Discord tells more than it may. */
  readonly appPermissions: bigint;
  readonly options: Options;
  /** The message that carries the pressed component; absent otherwise. */
  readonly messageId?: string;
  /** What was chosen in a select; empty otherwise. */
  readonly values: readonly string[];
  /** What was chosen in a select of channels; empty otherwise. */
  readonly channels: readonly ChosenChannel[];
  /** The state that the pressed component, or the form, carries. Free text: anybody may send anything. */
  readonly fields: readonly string[];
  /** What was filled into a form. */
  readonly inputs: Inputs;
  /** All text of the message on which a message command was used; empty otherwise. */
  readonly messageText: string;
}

export interface AskedChannel {
  readonly id: string;
  readonly type: ChannelType;
  /** The parent of a thread. */
  readonly parentId?: string;
}

/** A channel that was chosen, as an option or in a select, with what the asker and Paperboy may do there. */
export interface ChosenChannel extends AskedChannel {
  readonly memberPermissions: bigint;
  readonly appPermissions: bigint;
}

export interface ChosenRole {
  readonly id: string;
  readonly mentionable: boolean;
}

/** The options of a slash command by name; absent where they were not given. */
export interface Options {
  text(name: string): string | undefined;
  wholeNumber(name: string): number | undefined;
  flag(name: string): boolean | undefined;
  channel(name: string): ChosenChannel | undefined;
  role(name: string): ChosenRole | undefined;
  /** The subcommand that was chosen; absent for a command that has none. */
  readonly subcommand?: string;
  /** The name of the option that is being typed, for autocompletion. */
  readonly focused?: string;
}

/** The fields of a form by their `custom_id`s; absent where they were left empty. */
export interface Inputs {
  /** Of a text input. */
  text(name: string): string | undefined;
  /** The one option that was chosen in a select. */
  choice(name: string): string | undefined;
  /** The one role that was chosen in a select. */
  role(name: string): ChosenRole | undefined;
  /** The id of the one channel that was chosen in a select; who may what there is to be asked. */
  channelId(name: string): string | undefined;
}

/**
 * One thing that people can type, use on a message, or press. Handlers return what to answer and never touch the interaction.
 *
 * @typeParam Context what the app hands to every handler
 */
export interface Command<Context> {
  /** What Discord is told; its name also leads the `custom_id`s of the command's components. */
  readonly data: RESTPostAPIApplicationCommandsJSONBody;
  /** Who sees the answers: fixed beforehand, because a deferred answer cannot change it. */
  readonly visibility: Visibility;
  readonly execute: (ask: Ask, context: Context) => Promise<AnswerBody>;
  /** Completes the focused option, the best first: the router keeps as many as Discord takes. */
  readonly complete?: (ask: Ask, context: Context) => Promise<readonly Choice[]>;
  /** What happens when one of its components is pressed, by the action in its `custom_id`. */
  readonly presses?: Readonly<Record<string, Press<Context>>>;
  /** What happens when one of its forms is sent, by the action in its `custom_id`. */
  readonly submits?: Readonly<Record<string, Submit<Context>>>;
}

/** What happens at a press: a message, or a form. */
export type Press<Context> = Submit<Context> | Opening<Context>;

/** What happens when a form is sent; it cannot open another one. */
export interface Submit<Context> {
  /** `update` changes the message that carries the component, or from which the form was opened; `reply` sends another. */
  readonly answers: 'reply' | 'update';
  /** Of a reply; the command's own visibility if absent. */
  readonly visibility?: Visibility;
  readonly run: (ask: Ask, context: Context) => Promise<AnswerBody>;
}

/** Opens a form. It cannot be deferred: what it takes must come from the store, at once. */
export interface Opening<Context> {
  readonly answers: 'modal';
  readonly run: (ask: Ask, context: Context) => Promise<ModalBody>;
}
