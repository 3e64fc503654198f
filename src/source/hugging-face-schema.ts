import { z } from 'zod';
import type { CountedPaper } from '../domain/paper.ts';
import { type PaperId, parsePaperId } from '../domain/paper-id.ts';
import { cap, cleanLine, cleanText } from './clean.ts';

/** Of everything that we keep; far above what was seen in 9,581 recorded items. */
const CAPS = {
  title: 500,
  abstract: 20_000,
  summary: 2_000,
  name: 200,
  authors: 1_000,
  keywords: 50,
  url: 500,
} as const;
/** PostgreSQL's integer. */
const MOST_COUNT = 2 ** 31 - 1;

/** `null` where a key may be absent means the same, and a value of the wrong type is as good as none. */
const optional = <T extends z.ZodType>(schema: T) =>
  schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);
const line = (most: number) => z.string().transform((text) => cap(cleanLine(text), most));
const count = z.number().transform((value) => Math.min(MOST_COUNT, Math.max(0, Math.trunc(value))));
const instant = z.string().transform((text) => {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
});
const list = <T extends z.ZodType>(item: T) =>
  z.array(z.unknown()).transform((items) =>
    items.flatMap((value) => {
      const read = item.safeParse(value);
      return read.success ? [read.data] : [];
    }),
  );

const id = z.string().transform((text, context): PaperId => {
  const parsed = parsePaperId(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: 'no arXiv id' });
  return z.NEVER;
});

const author = z.object({ name: line(CAPS.name), hidden: optional(z.boolean()) });
const organization = z.object({ name: optional(line(CAPS.name)), fullname: optional(line(CAPS.name)) });

/** A paper as Hugging Face's lists and its paper page describe it. Unknown keys are allowed, most known ones may be absent. */
const paper = z.object({
  id,
  title: line(CAPS.title).refine((title) => title !== ''),
  summary: optional(z.string()),
  authors: optional(list(author)),
  publishedAt: optional(instant),
  upvotes: optional(count),
  ai_summary: optional(line(CAPS.summary)),
  ai_keywords: optional(list(line(CAPS.name))),
  projectPage: optional(z.string()),
  githubRepo: optional(z.string()),
  githubStars: optional(count),
  organization: optional(organization),
});

const item = z.object({ paper, numComments: optional(count), organization: optional(organization) });

/** Reads one item of a daily list. @returns undefined if it is no paper */
export function parseListItem(value: unknown): CountedPaper | undefined {
  const read = item.safeParse(value);
  return read.success ? toCounted(read.data.paper, read.data) : undefined;
}

/** Reads the answer of `/api/papers/{id}`. @returns undefined if it is no paper */
export function parsePaper(value: unknown): CountedPaper | undefined {
  const read = paper.safeParse(value);
  return read.success ? toCounted(read.data, {}) : undefined;
}

function toCounted(
  read: z.infer<typeof paper>,
  around: { numComments?: number | undefined; organization?: z.infer<typeof organization> | undefined },
): CountedPaper {
  const filed = around.organization ?? read.organization;
  const organizationName = filed?.fullname ?? filed?.name;
  const projectPage = readProjectPage(read.projectPage);
  const githubRepo = readGithubRepo(read.githubRepo);
  return {
    paper: {
      id: read.id,
      title: read.title,
      abstract: cap(cleanText(read.summary ?? ''), CAPS.abstract),
      authors: (read.authors ?? [])
        .filter(({ name, hidden }) => !hidden && name !== '')
        .slice(0, CAPS.authors)
        .map(({ name }) => name),
      keywords: (read.ai_keywords ?? []).filter(Boolean).slice(0, CAPS.keywords),
      ...(read.publishedAt !== undefined && { publishedAt: read.publishedAt }),
      ...(read.ai_summary && { summary: read.ai_summary }),
      ...(organizationName && { organization: organizationName }),
      ...(githubRepo !== undefined && { githubRepo }),
      ...(projectPage !== undefined && { projectPage }),
    },
    counts: {
      upvotes: read.upvotes ?? 0,
      ...(around.numComments !== undefined && { comments: around.numComments }),
      ...(read.githubStars !== undefined && { githubStars: read.githubStars }),
    },
  };
}

/** `owner/name` of a GitHub address, whatever was pasted around it: `.git`, `/tree/main`, line breaks. */
function readGithubRepo(text: string | undefined): string | undefined {
  const [, repo] =
    /^(?:https?:\/\/)?(?:www\.)?github\.com\/([\w.-]{1,100}\/[\w.-]{1,100})/i.exec(text?.trim() ?? '') ?? [];
  return repo?.replace(/\.git$/, '');
}

function readProjectPage(text: string | undefined): string | undefined {
  const address = text?.trim() ?? '';
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const { href } = new URL(address);
  return href.length > CAPS.url ? undefined : href;
}
