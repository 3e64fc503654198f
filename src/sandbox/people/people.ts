import type { ApplicationCommandType } from 'discord-api-types/v10';
import { ApiError } from '../api-error.ts';
import type { Storage } from '../storage.ts';
import type { CommandState, StoredMessage } from '../world/state.ts';
import { complete, type Invocation, invoke, listCommands } from './commands.ts';
import { type FormValues, submit } from './forms.ts';
import { useOnMessage, useOnPerson } from './menus.ts';
import { press, select } from './presses.ts';
import type { Choice, PeopleContext, Reply } from './reply.ts';
import { say } from './say.ts';

/**
 * What people do in their clients. Everything rejects with an Error whose message is a sentence for the person, if they
 * may not, or if the client would not let them.
 */
export interface People {
  say(userId: string, message: { channelId: string; content: string }): Promise<StoredMessage>;
  /** Types a command. One with subcommands is named with them: `topics list`. */
  invoke(userId: string, asked: Invocation): Promise<Reply>;
  /** What is offered while the option `focused` is being typed. */
  complete(userId: string, asked: Invocation & { focused: string }): Promise<readonly Choice[]>;
  press(userId: string, pressed: { messageId: string; customId: string }): Promise<Reply>;
  select(userId: string, chosen: { messageId: string; customId: string; values: readonly string[] }): Promise<Reply>;
  /** Sends a modal that a press or a command opened. */
  submit(userId: string, filled: { interactionId: string; values: FormValues }): Promise<Reply>;
  /** Chooses one of the bot's commands from a message's menu. */
  useOnMessage(userId: string, used: { messageId: string; command: string }): Promise<Reply>;
  /** The same from a person's menu, in a channel. */
  useOnPerson(userId: string, used: { channelId: string; targetId: string; command: string }): Promise<Reply>;
  /** The commands that this person is offered in a channel, by name. Without a type: those that are typed. */
  commands(userId: string, channelId: string, type?: ApplicationCommandType): readonly CommandState[];
}

export function createPeople(context: PeopleContext, storage: Storage): People {
  /** What somebody did is on disk before they are told of it. */
  const kept = async <T>(act: () => T | Promise<T>): Promise<T> => {
    const value = await worded(act);
    await storage.saved();
    return value;
  };
  return {
    say: (userId, message) => kept(() => say(context.core, userId, message)),
    invoke: (userId, asked) => kept(() => invoke(context, userId, asked)),
    complete: (userId, asked) => worded(() => complete(context, userId, asked)),
    press: (userId, pressed) => kept(() => press(context, userId, pressed)),
    select: (userId, chosen) => kept(() => select(context, userId, chosen)),
    submit: (userId, filled) => kept(() => submit(context, userId, filled)),
    useOnMessage: (userId, used) => kept(() => useOnMessage(context, userId, used)),
    useOnPerson: (userId, used) => kept(() => useOnPerson(context, userId, used)),
    commands: (userId, channelId, type) => listCommands(context.core, userId, channelId, type),
  };
}

/** Refusals of the API in a sentence, as clients word them. */
async function worded<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof ApiError
      ? new Error(WORDS[error.body.code] ?? `${error.body.message}.`, { cause: error })
      : error;
  }
}

const WORDS: Readonly<Record<number, string>> = {
  10003: 'There is no such channel.',
  40058: 'Nobody writes in a forum itself: open a post of it.',
  50001: 'There is no such channel.',
  50006: 'An empty message cannot be sent.',
  50013: 'You may not do this here.',
  50035: 'This message is too long: 2000 characters are the most.',
  160005: 'This thread is locked.',
  160006: 'This server has as many open threads as it may.',
};
