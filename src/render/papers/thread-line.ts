import { readAcceptance } from '../../domain/acceptance.ts';
import type { ListDay } from '../../domain/list-day.ts';
import type { Paper } from '../../domain/paper.ts';
import { arxivUrl } from '../../domain/paper-id.ts';
import { FACT_KINDS, type FactKind } from '../../domain/thread-facts.ts';
import { button, type PackedMessage, packMessage, row, text } from '../message/packer.ts';
import { cutText } from '../text/cut.ts';
import { inert, maskedLink } from '../text/inert.ts';
import { dayInWords, listInWords, shortNumber, timestamp } from '../text/words.ts';

const PLACE = { codePoints: 150, bytes: 450 };

export interface ThreadLineView {
  readonly paper: Paper;
  /** What became true of it, in any order. */
  readonly facts: readonly { readonly kind: FactKind; readonly detail: string }[];
  /** The `custom_id` of the control that ends these lines; it also marks the message. */
  readonly marker: string;
}

/** One quiet line in a paper's discussion: what is new. @returns undefined if there is nothing to say */
export function renderThreadLine({ paper, facts, marker }: ThreadLineView): PackedMessage | undefined {
  const told = FACT_KINDS.flatMap((kind) => {
    const details = facts.filter((fact) => fact.kind === kind).map(({ detail }) => detail);
    return details.length === 0 ? [] : (WORDS[kind](paper, details, facts) ?? []);
  });
  if (told.length === 0) return undefined;
  return packMessage([text(`-# ${told.join(' · ')}`), row([button('No more updates here', marker)])], {
    silent: true,
  });
}

type Word = (paper: Paper, details: readonly string[], all: ThreadLineView['facts']) => string | undefined;

const WORDS: Readonly<Record<(typeof FACT_KINDS)[number], Word>> = {
  withdrawn: ({ id }) =>
    `**Withdrawn:** the newest version on ${maskedLink('arXiv', arxivUrl(id))} takes this paper back`,
  accepted({ arxiv }) {
    const where = arxiv && readAcceptance(arxiv);
    return where === undefined ? undefined : `**Accepted:** ${cutText(inert(where, 'text'), PLACE)}`;
  },
  published({ arxiv }) {
    const where = arxiv?.journalReference;
    return where === undefined ? undefined : `**Published in** ${cutText(inert(where, 'text'), PLACE)}`;
  },
  version({ id, arxiv }, _details, all) {
    if (arxiv === undefined || all.some(({ kind }) => kind === 'withdrawn')) return undefined;
    const when = arxiv.versionAt === undefined ? '' : ` of ${timestamp(arxiv.versionAt, 'D')}`;
    return `**New version:** ${maskedLink(`v${arxiv.version}`, arxivUrl(id))}${when}`;
  },
  code: ({ githubRepo }) =>
    githubRepo === undefined
      ? undefined
      : `**Code:** ${maskedLink(githubRepo.slice(0, 100), `https://github.com/${githubRepo}`)}`,
  stars: (_paper, details) => `its code has passed ${shortNumber(Math.max(...details.map(Number)))} stars`,
  first: (_paper, details) =>
    `first of the list of ${listInWords(details.toSorted().map((day) => dayInWords(day as ListDay)))}`,
};
