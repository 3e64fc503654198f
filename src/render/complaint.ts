import type { Complaint } from '../domain/errors.ts';
import { listUrl } from '../domain/list-day.ts';
import { arxivUrl } from '../domain/paper-id.ts';
import type { SuspensionReason } from '../domain/subscription.ts';
import { MOST_TOPIC_NAME } from '../domain/topics/own-topics.ts';
import { type PackedMessage, packMessage, text } from './message/packer.ts';
import { wordQueryProblem } from './query-problem.ts';
import { cutText } from './text/cut.ts';
import { inert } from './text/inert.ts';
import { listInWords, timestamp } from './text/words.ts';

/** What a person typed is repeated so far, for them to see what was understood. */
const GIVEN = { codePoints: 80 };

/** Tells a person what was wrong and what to do about it. */
export function renderComplaint(complaint: Complaint): PackedMessage {
  return packMessage([text(wordComplaint(complaint))]);
}

/** A fault of ours. @param reference names the log line */
export function renderApology(reference: string): PackedMessage {
  return packMessage([
    text(
      `Something went wrong on our side, and it has been noted. Please try again; if it stays, tell whoever runs Paperboy this reference: \`${reference}\``,
    ),
  ]);
}

/** Why nothing is posted, in words for the person who can mend it. */
export function wordSuspension(reason: SuspensionReason, channelId: string): string {
  switch (reason) {
    case 'missing-permission':
      return `Paperboy lacks a permission in <#${channelId}>: allow it *View Channel* and *Send Messages* there.`;
    case 'no-access':
      return `Paperboy cannot see <#${channelId}>: allow it *View Channel* there.`;
    case 'channel-gone':
      return 'The channel is gone: choose another under `/subscriptions`, or remove the subscription.';
    case 'wrong-channel-type':
      return `<#${channelId}> has become a channel of another kind: choose a text, announcement or forum channel under \`/subscriptions\`.`;
    case 'content-blocked':
      return `The server’s AutoMod blocks the posts in <#${channelId}>: exempt Paperboy’s role from the rule.`;
    case 'tag-required':
      return `Every post in <#${channelId}> needs a tag, and none that Paperboy may give fits: make one named \`papers\` or like a topic, or no longer require tags, in the forum’s settings.`;
  }
}

function wordComplaint(complaint: Complaint): string {
  switch (complaint.code) {
    case 'bad-day':
      return `${quote(complaint.given)} is no day of a list. Write it as year, month and day, such as \`2026-03-10\`.`;
    case 'no-list':
      return complaint.hasBegun
        ? `Paperboy has not read the list of ${complaint.day}: look for it at <${listUrl(complaint.day)}>. Without \`day\` you get the newest.`
        : `There is no list of ${complaint.day}. Lists exist from Monday to Friday; without \`day\` you get the newest.`;
    case 'bad-time':
      return `${quote(complaint.given)} is no time of day. Write hours and minutes from 00:00 to 23:59, such as \`09:00\`.`;
    case 'bad-timezone':
      return `${quote(complaint.given)} is no time zone. Write a name such as \`Europe/Berlin\`.${suggest(complaint.nearest)}`;
    case 'bad-number':
      return `${quote(complaint.given)} cannot be \`${complaint.name}\`. Write a whole number from ${complaint.min} to ${complaint.max}.`;
    case 'bad-topic':
      return `${quote(complaint.given)} is no topic.${suggest(complaint.nearest)} \`/topics list\` shows those that there are.${complaint.isOneOfSeveral ? ' Several are separated by commas: `agents, robotics`.' : ''}`;
    case 'one-topic':
      return `${quote(complaint.given)} names several topics, and one can be chosen here.`;
    case 'bad-topic-name':
    case 'too-many-topics':
    case 'built-in-topic':
      return wordTopicProblem(complaint);
    case 'bad-paper':
      return `${quote(complaint.given)} names no paper. Write an arXiv id such as \`2603.07660\`, paste a link to arXiv or Hugging Face, or choose a title from the list that appears while you type.`;
    case 'bad-query':
      return wordQueryProblem(complaint);
    case 'unknown-paper':
      return `Neither Hugging Face nor arXiv knows \`${complaint.paperId}\`. If the id is right, the paper may be too new: <${arxivUrl(complaint.paperId)}>`;
    case 'source-unavailable':
      return `Paperboy does not have this paper yet, and ${complaint.source} does not answer at the moment. Please try again in a minute.`;
    case 'too-many-lookups':
      return `You have asked for many papers that Paperboy had to look up. Please try again ${timestamp(complaint.retryAt, 'R')}.`;
    case 'cooldown':
      return `You just did that here. You may do it again ${timestamp(complaint.retryAt, 'R')}.`;
    case 'you-may-not':
      return `You need ${permissions(complaint.permissions)} in <#${complaint.channelId}> for this. A moderator of the server can allow it.`;
    case 'bot-may-not':
      return `Paperboy needs ${permissions(complaint.permissions)} in <#${complaint.channelId}>. Allow it in the channel’s settings, under *Permissions*, and try again. Nothing was changed.`;
    case 'wrong-channel-type':
      return `Paperboy posts to text, announcement, forum and media channels; <#${complaint.channelId}> is of another kind. Choose one of those.`;
    case 'not-for-everybody':
      return `Not everybody here sees <#${complaint.channelId}>, so not everybody could follow a discussion there. Choose a channel that is open to all.`;
    case 'bad-mention':
      return MENTIONS[complaint.reason];
    case 'topics-taken':
      return `<#${complaint.channelId}> has another subscription to the same topics already. Edit that one, or remove it first. Nothing was changed.`;
    case 'too-many-subscriptions':
      return `This server has ${complaint.limit} subscriptions, and that is as many as there can be. Remove one with \`/unsubscribe\` first.`;
    case 'no-tag-fits':
      return wordSuspension('tag-required', complaint.channelId);
    default:
      return SENTENCES[complaint.code];
  }
}

/** Why a topic of a server's own cannot be made, or deleted. */
function wordTopicProblem(
  complaint: Extract<Complaint, { code: 'bad-topic-name' | 'too-many-topics' | 'built-in-topic' }>,
): string {
  switch (complaint.code) {
    case 'bad-topic-name':
      return complaint.reason === 'built-in'
        ? `${quote(complaint.given)} is the name of a topic that every server has. Choose another.`
        : `${quote(complaint.given)} cannot be a topic’s name. Write up to ${MOST_TOPIC_NAME} characters with a letter or a digit among them, without commas and colons.`;
    case 'too-many-topics':
      return `This server has ${complaint.limit} topics of its own, and that is as many as there can be. Delete one with \`/topics delete\` first. Nothing was saved.`;
    case 'built-in-topic':
      return `${quote(complaint.given)} is a topic that every server has: it cannot be deleted.`;
  }
}

/** Those that name nothing. */
const SENTENCES = {
  'no-paper-in-message':
    'This message names no paper: there is no arXiv id and no link to arXiv, Hugging Face or alphaXiv in it. `/paper` finds a paper by its title.',
  'too-slow':
    'This took too long and was stopped. Try again in a moment. What asks for less is faster: a search with rarer words, or fewer of them; a list of fewer days.',
  'channel-gone': 'This channel is gone. Choose another. Nothing was changed.',
  'draft-gone':
    'This draft is no longer there: it was saved or cancelled, or is older than half an hour. `/subscriptions` shows what is saved; run `/subscribe` again for a new draft.',
  'subscription-not-found':
    'This server has no such subscription any more. `/subscriptions` shows those that there are.',
  'nothing-to-post':
    'There is nothing to post now: this channel has been shown every paper of the newest complete list that fits the subscription, or no list has been read yet.',
  'servers-only':
    'This works in servers only: it takes their channels and threads. *Show papers*, `/paper`, `/search` and `/trending` work here.',
  'foreign-server':
    'This server has not added Paperboy, so nothing can be discussed, posted or kept for it. Somebody with **Manage Server** can add Paperboy first. *Show papers*, `/paper`, `/search` and `/trending` work here without that.',
  'no-threads-here': 'There can be no thread here. Ask for it in a text channel of the server.',
  'too-many-threads':
    'This server has as many active threads as Discord allows. Archive some that have gone quiet, and try again.',
  busy: 'Discord did not take it just now. Please try again in a few minutes; nothing will be there twice.',
  outdated: 'This control is out of date. Please use the command again.',
} as const;

const MENTIONS = {
  everyone: 'Paperboy never mentions everyone. Choose a role for the people who want to be told.',
  'not-mentionable':
    'You may not mention this role yourself, so Paperboy does not do it for you. Allow everybody to mention it in the role’s settings, or choose another.',
  gone: 'The role that was to be mentioned is gone. Choose another. Nothing was changed.',
};

function quote(given: string): string {
  return `“${cutText(inert(given, 'text'), GIVEN)}”`;
}

function suggest(nearest: readonly string[]): string {
  return nearest.length === 0
    ? ''
    : ` Did you mean ${nearest.map((name) => `\`${name.replaceAll('`', '’')}\``).join(', ')}?`;
}

function permissions(names: readonly string[]): string {
  return `the permission${names.length === 1 ? '' : 's'} ${listInWords(names.map((name) => `**${name}**`))}`;
}
