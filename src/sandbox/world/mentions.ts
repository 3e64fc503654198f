import { AllowedMentionsTypes, type APIAllowedMentions, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Core } from './core.ts';
import { holds, permissionsIn } from './permissions.ts';
import { guildOf } from './place.ts';

export interface MentionOptions {
  readonly authorId: string;
  readonly channelId: string;
  /** Absent: everything is parsed, or in an answer to an interaction only users. */
  readonly allowed?: APIAllowedMentions | null | undefined;
  readonly isAnswer: boolean;
  /** The author of the message that this one replies to. */
  readonly repliedTo?: string | undefined;
}

/** Whom a text mentions, and whom it therefore pings. */
export interface Mentions {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly everyone: boolean;
  readonly pings: readonly string[];
}

/**
 * Whom `texts` really ping, by what the author allowed and may.
 * Source: discord-api-docs, resources/message › Allowed Mentions Object.
 *
 * Harsher than Discord in one thing: a mention counts inside code and behind a backslash too.
 */
export function resolveMentions(core: Core, texts: readonly string[], options: MentionOptions): Mentions {
  const { allowed, isAnswer, repliedTo } = options;
  const text = texts.join('\n');
  const parse = allowed?.parse ?? (allowed ? [] : defaultParse(isAnswer));
  const guild = guildOf(core, core.state.channels[options.channelId]);
  const permissions = permissionsIn(core, options.authorId, options.channelId);
  const mayMentionAll = holds(permissions, PermissionFlagsBits.MentionEveryone);

  const users = found(text, /<@!?(\d{17,19})>/g).filter((id) => core.state.users[id] !== undefined);
  const roles = found(text, /<@&(\d{17,19})>/g).filter((id) => guild?.roles.some((role) => role.id === id));
  const pingedUsers = users.filter((id) => parse.includes(AllowedMentionsTypes.User) || allowed?.users?.includes(id));
  const pingedRoles = roles.filter((id) => {
    const wanted = parse.includes(AllowedMentionsTypes.Role) || allowed?.roles?.includes(id);
    const isMentionable = guild?.roles.some((role) => role.id === id && role.mentionable);
    return wanted && (isMentionable || mayMentionAll);
  });
  const all = guild !== undefined && mayMentionAll && parse.includes(AllowedMentionsTypes.Everyone);
  const everyones = all ? ['@everyone', '@here'].filter((word) => text.includes(word)) : [];
  // A reply pings whom it answers unless it says otherwise.
  const replied = repliedTo !== undefined && (allowed ? allowed.replied_user === true : true) ? [repliedTo] : [];
  const people = [...new Set([...pingedUsers, ...replied])];
  return {
    users: people,
    roles: pingedRoles,
    everyone: everyones.length > 0,
    pings: [...people.map((id) => `<@${id}>`), ...pingedRoles.map((id) => `<@&${id}>`), ...everyones],
  };
}

function defaultParse(isAnswer: boolean): readonly AllowedMentionsTypes[] {
  const { User, Role, Everyone } = AllowedMentionsTypes;
  return isAnswer ? [User] : [User, Role, Everyone];
}

function found(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
}
