import type { DiscussionReport, ThreadPostReport, ThreadReport, ToldFact } from '../store/threads/thread-report.ts';
import { claims, nextTry, step, utc } from './steps.ts';

/** What is known of a thread and what is said in it, step by step, a line each. Times are UTC; no titles, no bodies. */
export function explainThread(report: ThreadReport): string {
  const { posts } = report;
  const blocks = [
    explainDiscussion(report),
    ...posts.map((post) => explainPost(report, post)),
    ...(posts.length === 0 ? [['Nothing has been owed to it yet.']] : []),
  ];
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

function explainDiscussion({ guildId, threadId, paperId, discussion, untold }: ThreadReport): readonly string[] {
  return [
    `thread ${threadId} of server ${guildId}, paper ${paperId}`,
    ...(discussion === undefined
      ? [step('state', 'no discussion any more: the thread is gone')]
      : explainState(discussion)),
    ...untold.map((fact) => step('to tell', `${word(fact)}, found ${utc(fact.foundAt)}`)),
  ];
}

function explainState({ channelId, isArchived, isLocked, hushedAt, lastLineAt }: DiscussionReport): readonly string[] {
  const states = [
    ...(isLocked ? ['locked'] : []),
    ...(isArchived ? ['archived'] : []),
    ...(hushedAt === undefined ? [] : [`no updates wanted since ${utc(hushedAt)}`]),
  ];
  return [
    step('channel', channelId),
    ...(states.length === 0 ? ['open'] : states).map((state) => step('state', state)),
    ...(lastLineAt === undefined ? [] : [step('last line', utc(lastLineAt))]),
  ];
}

function explainPost({ guildId, threadId }: ThreadReport, post: ThreadPostReport): readonly string[] {
  const { id, kind, part, state, facts, createdAt, marker, sendingAt, sentAt, messageId } = post;
  const name = kind === 'line' ? 'line' : `abstract, part ${part},`;
  return [
    `${name} ${id}: ${state === 'given-up' ? 'given up' : state}`,
    ...(facts.length === 0 ? [] : [step('tells', facts.map(word).join(', '))]),
    step('owed', utc(createdAt)),
    claims(post),
    step('marker', marker),
    ...(sendingAt === undefined ? [] : [step('sending', `since ${utc(sendingAt)}`)]),
    ...(sentAt === undefined ? [] : [step('sent', `${utc(sentAt)}: ${placeOf({ guildId, threadId, messageId })}`)]),
    ...(state === 'owed' ? [nextTry(post)] : []),
    ...(state === 'given-up' ? [step('given up', post.reason ?? 'no reason was kept')] : []),
  ];
}

interface Place {
  readonly guildId: string;
  readonly threadId: string;
  readonly messageId: string | undefined;
}

function placeOf({ guildId, threadId, messageId }: Place): string {
  if (messageId === undefined) return 'deleted by somebody at once';
  return `https://discord.com/channels/${guildId}/${threadId}/${messageId}`;
}

function word({ kind, detail }: ToldFact): string {
  return detail === '' ? kind : `${kind} ${detail}`;
}
