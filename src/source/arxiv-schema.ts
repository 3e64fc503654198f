import { z } from 'zod';
import { type PaperId, parsePaperId } from '../domain/paper-id.ts';
import type { ArxivPaper } from '../domain/ports/sources.ts';
import { cap, cleanLine, cleanText } from './clean.ts';
import { saysWithdrawn } from './withdrawal.ts';
import type { XmlElement } from './xml.ts';

/** Of everything that we keep. arXiv itself takes abstracts of 1,920 characters; comments are much shorter. */
const CAPS = {
  title: 500,
  abstract: 20_000,
  comment: 1_000,
  journalReference: 500,
  name: 200,
  authors: 1_000,
  categories: 30,
} as const;
const ATOM = 'http://www.w3.org/2005/Atom';
const ARXIV = 'http://arxiv.org/schemas/atom';
const SEARCH = 'http://a9.com/-/spec/opensearch/1.1/';
/** How arXiv names a category: `cs.CL`, `hep-th`. Classes of the ACM and the AMS stand beside them, such as `I.2.7`. */
const CATEGORY = /^[a-z]{2,10}(?:-[a-z]{1,8})?(?:\.[A-Za-z-]{2,20})?$/;

/** What one answer says. */
export interface ArxivFeed {
  readonly papers: readonly ArxivPaper[];
  /** Entries that were neither paper nor error, left out. */
  readonly rejected: number;
  /** How many papers there are to the question, by arXiv's own count. */
  readonly total: number;
  /** arXiv tells errors as entries. */
  readonly error?: { /** The id that it does not take for one. */ readonly badId?: PaperId };
}

const line = (most: number) => z.string().transform((text) => cap(cleanLine(text), most));
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const entry = z.object({
  id: z.string().regex(/^https?:\/\/arxiv\.org\/abs\/\S+$/),
  title: line(CAPS.title).refine((title) => title !== ''),
  summary: z.string().default(''),
  published: instant.optional().catch(undefined),
  updated: instant.optional().catch(undefined),
  authors: z.array(line(CAPS.name)),
  primary: z.string().optional(),
  categories: z.array(z.string()),
  comment: line(CAPS.comment).optional(),
  journalReference: line(CAPS.journalReference).optional(),
});

/** Reads an answer of `/api/query`. @returns undefined if it is no Atom feed of arXiv's */
export function parseArxivFeed(root: XmlElement): ArxivFeed | undefined {
  if (root.namespace !== ATOM || root.name !== 'feed') return undefined;
  const total = z.coerce
    .number()
    .int()
    .nonnegative()
    .safeParse(textOf(root, SEARCH, 'totalResults'));
  if (!total.success) return undefined;
  const entries = childrenOf(root, ATOM, 'entry');
  const [error] = entries.flatMap((each) => readError(each) ?? []);
  const read = error === undefined ? entries.map(readEntry) : [];
  const papers = read.filter((each) => each !== undefined);
  return {
    papers,
    rejected: read.length - papers.length,
    total: total.data,
    ...(error !== undefined && { error }),
  };
}

function readError(element: XmlElement): ArxivFeed['error'] {
  const id = textOf(element, ATOM, 'id') ?? '';
  if (!/^https?:\/\/arxiv\.org\/api\/errors\b/.test(id)) return undefined;
  const badId = parsePaperId(/#incorrect_id_format_for_(.{1,60})$/.exec(id)?.[1] ?? '');
  return badId === undefined ? {} : { badId };
}

function readEntry(element: XmlElement): ArxivPaper | undefined {
  const read = entry.safeParse({
    id: textOf(element, ATOM, 'id'),
    title: textOf(element, ATOM, 'title'),
    summary: textOf(element, ATOM, 'summary'),
    published: textOf(element, ATOM, 'published'),
    updated: textOf(element, ATOM, 'updated'),
    authors: childrenOf(element, ATOM, 'author').flatMap((author) => textOf(author, ATOM, 'name') ?? []),
    primary: childrenOf(element, ARXIV, 'primary_category')[0]?.attributes.term,
    categories: childrenOf(element, ATOM, 'category').flatMap(({ attributes }) => attributes.term ?? []),
    comment: textOf(element, ARXIV, 'comment'),
    journalReference: textOf(element, ARXIV, 'journal_ref'),
  });
  const id = read.success ? parsePaperId(read.data.id) : undefined;
  return read.success && id !== undefined ? toPaper(id, read.data) : undefined;
}

function toPaper(id: PaperId, read: z.infer<typeof entry>): ArxivPaper {
  const { title, comment, journalReference, published, updated } = read;
  const abstract = cap(cleanText(read.summary), CAPS.abstract);
  const categories = [...(read.primary === undefined ? [] : [read.primary]), ...read.categories];
  return {
    id,
    title,
    abstract,
    authors: read.authors.filter(Boolean).slice(0, CAPS.authors),
    keywords: [],
    categories: [...new Set(categories.filter((name) => CATEGORY.test(name)))].slice(0, CAPS.categories),
    ...(published !== undefined && { publishedAt: published }),
    arxiv: {
      version: Number(/v(\d{1,3})$/.exec(read.id)?.[1] ?? 1),
      ...(updated !== undefined && { versionAt: updated }),
      ...(comment && { comment }),
      ...(journalReference && { journalReference }),
      isWithdrawn: saysWithdrawn({ abstract, ...(comment !== undefined && { comment }) }),
    },
  };
}

function childrenOf(element: XmlElement, namespace: string, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.namespace === namespace && child.name === name);
}

function textOf(element: XmlElement, namespace: string, name: string): string | undefined {
  return childrenOf(element, namespace, name)[0]?.text.trim();
}
