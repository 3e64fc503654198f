import type { RankedPaper } from '../../domain/paper.ts';
import { arxivUrl } from '../../domain/paper-id.ts';
import { button, type PackedMessage, packMessage, row, text } from '../message/packer.ts';
import { cutText } from '../text/cut.ts';
import { inert, maskedLink } from '../text/inert.ts';

const TITLE = { codePoints: 200 };

/** What a press has found or made of a discussion. */
export type DiscussionState = 'opened' | 'open' | 'reopened' | 'asleep' | 'locked';

/** Leads to the thread in which a paper is discussed. */
export function renderDiscussion({
  paper,
  threadId,
  state,
  lostPlaceId,
}: {
  paper: RankedPaper;
  threadId: string;
  state: DiscussionState;
  /** The place that the server has chosen for discussions, if it could not be used. */
  lostPlaceId?: string;
}): PackedMessage {
  const { id, title: given, arxiv } = paper.paper;
  const title = cutText(inert(given, 'text'), TITLE);
  const withdrawn = arxiv?.isWithdrawn
    ? `\n-# **Withdrawn:** the newest version on ${maskedLink('arXiv', arxivUrl(id))} takes this paper back. Look there for the reason before you rely on it.`
    : '';
  const lost =
    lostPlaceId === undefined
      ? ''
      : `\n-# This server has chosen <#${lostPlaceId}> for discussions, but Paperboy cannot begin one there. Whoever manages the server can mend it under \`/subscriptions\`, *Server settings*.`;
  return packMessage([text(`${WORDS[state](`<#${threadId}>`)}\n-# ${title}${withdrawn}${lost}`)]);
}

const WORDS: Readonly<Record<DiscussionState, (thread: string) => string>> = {
  opened: (thread) => `The discussion is open: ${thread}`,
  open: (thread) => `This paper is discussed already: ${thread}`,
  reopened: (thread) => `This paper was discussed before, and the thread is open again: ${thread}`,
  asleep: (thread) =>
    `This paper was discussed before: ${thread}
The thread has gone to sleep. It wakes when somebody who may write there does.`,
  locked: (thread) =>
    `This paper was discussed before: ${thread}
A moderator has locked the thread: it can be read, and only moderators write in it or unlock it.`,
};

/** Whether a discussion is told of its paper's news from now on. @param toggleId the `custom_id` of the way back */
export function renderUpdates({ areOn, toggleId }: { areOn: boolean; toggleId: string }): PackedMessage {
  return packMessage([
    text(
      areOn
        ? 'The discussion gets a line again when its paper has news: at most one a day, and nobody is pinged.'
        : 'No more updates in the discussion of this paper. What happens meanwhile is not told later either.',
    ),
    row([button(areOn ? 'No more updates there' : 'Updates there again', toggleId)]),
  ]);
}
