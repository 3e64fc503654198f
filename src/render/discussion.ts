import type { RankedPaper } from '../domain/paper.ts';
import { cutText } from './cut.ts';
import { inert } from './inert.ts';
import { type PackedMessage, packMessage, text } from './packer.ts';

const TITLE = { codePoints: 200 };

/** Leads to the thread in which a paper is discussed. @param opened whether it was made just now */
export function renderDiscussion({
  paper,
  threadId,
  opened,
}: {
  paper: RankedPaper;
  threadId: string;
  opened: boolean;
}): PackedMessage {
  const title = cutText(inert(paper.paper.title, 'text'), TITLE);
  return packMessage([
    text(`${opened ? 'The discussion is open' : 'This paper is discussed already'}: <#${threadId}>\n-# ${title}`),
  ]);
}
