import type { ListDay } from '../../domain/list-day.ts';
import type { RankedPaper } from '../../domain/paper.ts';
import { arxivUrl, huggingFaceUrl, type PaperId } from '../../domain/paper-id.ts';
import type { ForumPost } from '../../domain/ports/poster.ts';
import { button, packMessage, row, text } from '../message/packer.ts';
import { threadName } from '../message/thread-name.ts';
import { cutText } from '../text/cut.ts';
import { maskedLink } from '../text/inert.ts';
import { daysInWords } from '../text/words.ts';
import { renderStarter } from './card.ts';
import { LATE, missedInWords, renderMissed } from './digest.ts';
import { paperUrl } from './row.ts';

export interface ForumPostView {
  readonly paper: RankedPaper;
  /** The `custom_id` by which the post is found again. */
  readonly marker: string;
  /** Without a push notification. */
  readonly silent: boolean;
  readonly mentionRoleId?: string;
  /** Lists whose hour is too long ago, newest first: they are led to. */
  readonly missed?: readonly ListDay[];
  /** Posted well after its hour, because nothing ran then. */
  readonly late?: boolean;
}

const TITLE = { codePoints: 400, bytes: 1_000 };

/** A paper as a forum's post: its card, and the thread in which it is discussed. */
export function renderForumPost({ paper, missed = [], late = false, ...view }: ForumPostView): ForumPost {
  const foot = [...(late ? [`-# ${LATE}`] : []), ...(missed.length > 0 ? [missedInWords(missed)] : [])].join('\n');
  return {
    name: threadName(paper.paper.title),
    message: renderStarter({ paper, ...view, ...(foot !== '' && { foot }) }),
  };
}

/** The first of a forum's posts as it would look, and how many there would be. */
export function renderPostPreview({ count, ...view }: Omit<ForumPostView, 'missed' | 'late'> & { count: number }) {
  const others = count === 1 ? 'The only post' : `The first of ${count} posts, each a paper`;
  return renderStarter({ ...view, foot: `-# ${others}, with the forum’s own tags that fit its topics.` });
}

/** A post in place of a second discussion: it leads to the one that the server has. */
export function renderLeadingPost({
  paper,
  threadId,
  marker,
}: {
  paper: RankedPaper;
  threadId: string;
  marker: string;
}): ForumPost {
  const title = maskedLink(cutText(paper.paper.title, TITLE), paperUrl(paper.paper));
  return {
    name: threadName(paper.paper.title),
    message: packMessage(
      [text(`### ${title}\nThis paper is discussed in <#${threadId}>.`), row([button('Open the card', marker)])],
      { silent: true },
    ),
  };
}

/** What is left of lists whose hour is too long ago, where there is nothing newer to post. */
export function renderMissedPost({ missed, marker }: { missed: readonly ListDay[]; marker: string }): ForumPost {
  return { name: threadName(`Papers of ${daysInWords(missed)}`), message: renderMissed({ missed, marker }) };
}

/** A post in the plainest words, for the case that Discord refuses it as it was rendered. Carries the same marker. */
export function renderPlainPost({ paperId, marker }: { paperId: PaperId; marker: string }): ForumPost {
  const link = huggingFaceUrl(paperId) ?? arxivUrl(paperId);
  return {
    name: paperId,
    message: packMessage([text(link), row([button('Open the card', marker)])], { silent: true }),
  };
}
