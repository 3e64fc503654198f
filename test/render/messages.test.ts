import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recentListDays } from '../../src/domain/list-day.ts';
import type { RankedPaper } from '../../src/domain/paper.ts';
import { BUILT_IN_TOPICS } from '../../src/domain/topics/built-in-topics.ts';
import { encodeCustomId, parseCustomId } from '../../src/render/message/custom-id.ts';
import { packMessage, text } from '../../src/render/message/packer.ts';
import { renderCard, renderStarter } from '../../src/render/papers/card.ts';
import { renderDigest, renderMissed } from '../../src/render/papers/digest.ts';
import { addThreads } from '../../src/render/papers/digest-threads.ts';
import { renderNumbers } from '../../src/render/papers/numbers.ts';
import { renderTrending } from '../../src/render/papers/trending.ts';
import { parseListItem } from '../../src/source/hugging-face-schema.ts';
import { expectDiscordTakes, textsOf } from '../support/discord/discord-rules.ts';
import { hostileText } from '../support/papers/hostile.ts';
import { day, paperId, ranked } from '../support/papers/papers.ts';
import { hasShared, oddCases, recordedDays } from '../support/shared.ts';

const tuesday = day('2026-03-10');
const ids = { open: 'v1|paper|open', previous: 'v1|p', next: 'v1|n', share: 'v1|s' };

const papers = fc
  .record({
    title: hostileText,
    abstract: fc.array(hostileText, { maxLength: 20 }).map((parts) => parts.join(' ').repeat(20)),
    summary: fc.option(hostileText, { nil: undefined }),
    authors: fc.array(hostileText, { maxLength: 30 }),
    organization: fc.option(hostileText, { nil: undefined }),
    githubRepo: fc.option(fc.constant('owner/name'), { nil: undefined }),
    projectPage: fc.option(fc.webUrl(), { nil: undefined }),
    categories: fc.option(fc.array(hostileText, { maxLength: 20 }), { nil: undefined }),
    arxiv: fc.option(
      fc.record({
        version: fc.nat(999),
        versionAt: fc.constant(new Date('2026-03-10T12:00:00Z')),
        comment: hostileText,
        journalReference: hostileText,
        isWithdrawn: fc.boolean(),
      }),
      { nil: undefined },
    ),
  })
  .map((facts) => ranked(facts as Partial<RankedPaper['paper']>));

const lists = fc.array(papers, { maxLength: 10 }).map((list) => list.map(place));

describe('messages', () => {
  it('are taken by Discord, whatever the papers say', () => {
    fc.assert(
      fc.property(lists, (list) => {
        for (const body of renderAll(list)) expectDiscordTakes(body);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['letters', 'word '.repeat(2_000)],
    ['one endless word', 'a'.repeat(10_000)],
    ['Chinese', '深度学习模型的高效推理方法。'.repeat(500)],
    ['emoji', '👩‍👩‍👧‍👦🎉'.repeat(800)],
    ['signs that are escaped', '*_~`|<>[]'.repeat(1_000)],
  ])('with ten papers full of %s fit, and keep every link', (_, filler) => {
    const list = Array.from({ length: 10 }, (_each, index) =>
      place(
        ranked({
          title: filler,
          abstract: filler,
          summary: filler,
          organization: filler,
          authors: Array(500).fill(filler),
          arxiv: { version: 999, comment: filler, journalReference: filler, isWithdrawn: true },
        }),
        index,
      ),
    );
    const told = list.map((paper) => ({
      ...paper,
      movement: { kind: 'moved', by: -1_000 } as const,
      paper: { ...paper.paper, githubRepo: `${'o'.repeat(39)}/${'r'.repeat(100)}` },
      topics: ['agents', 'diffusion-language-models', 'vision-language-action'],
      counts: { upvotes: 999_949, comments: 999_949, githubStars: 999_949 },
      countedAt: new Date('2026-03-11T20:00:00Z'),
    }));
    const risen = told.map((paper) => ({ ...paper, gained: 999_949 }));
    for (const body of [...renderAll(told), ...renderAll(risen)]) expectDiscordTakes(body);
    for (const body of renderAll(list)) expectDiscordTakes(body);
    const rows = textsOf(renderTrendingOf(list)).filter((content) => content.startsWith('**'));
    expect(rows).toHaveLength(10);
    for (const row of rows)
      expect(row).toMatch(
        /^\*\*\d+\.\*\* (?:\*\*Withdrawn\*\* · )?\[[^\]]+\]\(https:\/\/huggingface\.co\/papers\/[\d.]+\)\n/,
      );
  });

  it.runIf(hasShared('data', 'huggingface'))('hold every recorded list and every odd item', () => {
    const read = (list: readonly unknown[]) => list.map(parseListItem).filter((item) => item !== undefined);
    for (const { list } of recordedDays()) {
      const top = read(list).toSorted((a, b) => b.counts.upvotes - a.counts.upvotes);
      const first = top
        .slice(0, 10)
        .map((item, index) => ({ ...item, rank: index + 1, topics: ['agents'], listDay: tuesday }));
      for (const body of renderAll(first)) expectDiscordTakes(body);
    }
    const odd = read(oddCases());
    expect(odd.length).toBeGreaterThan(100);
    for (const item of odd) for (const body of renderAll([{ ...item, rank: 1, topics: [] }])) expectDiscordTakes(body);
  });
});

describe('a row', () => {
  it.each([
    [{ kind: 'moved', by: 3 }, '**1.** ▲3 up · [On Papers]'],
    [{ kind: 'moved', by: -1 }, '**1.** ▼1 down · [On Papers]'],
    [{ kind: 'new' }, '**1.** new · [On Papers]'],
    [{ kind: 'day', day: 3 }, '**1.** day 3 · [On Papers]'],
    [undefined, '**1.** [On Papers]'],
  ] as const)('says how its paper moved: %j', (movement, words) => {
    const [, row] = textsOf(renderTrendingOf([ranked({}, movement && { movement })]));
    expect(row?.startsWith(words)).toBe(true);
  });

  const paper = ranked(
    { githubRepo: 'a/b', organization: 'Org' },
    {
      counts: { upvotes: 62, comments: 1, githubStars: 1_200 },
      topics: ['agents', 'evaluation', 'computer-use'],
      countedAt: new Date('2026-03-10T20:35:00Z'),
    },
  );
  const code = '[code](https://github.com/a/b), 1.2K stars';

  it.each([
    [['agents'], paper, `matches *Agents* · 62 upvotes · 1 comment · ${code} · Computer use · from Org`],
    [[], paper, `62 upvotes in 20 h · 1 comment · ${code} · Evaluation, Computer use · from Org`],
    [
      [],
      { ...paper, countedAt: new Date('2026-04-01') },
      `${code} · 62 upvotes · 1 comment · Evaluation, Computer use · from Org`,
    ],
    [[], ranked({ organization: 'Org' }), 'from Org · 10 upvotes'],
    [['agents'], ranked(), '10 upvotes'],
  ] as const)('begins its quiet line with why the paper is there, and says nothing twice: %#', (topics, one, words) => {
    const view = { days: [tuesday], missed: [], total: 1, marker: 'v1|m', silent: true, late: false };
    const [, row] = textsOf(renderDigest({ ...view, topics, papers: [one] }));
    expect(row?.split('\n').at(-1)).toBe(`-# ${words}`);
  });
});

describe('renderDigest', () => {
  const view = {
    days: [tuesday],
    missed: [],
    topics: [],
    papers: [place(ranked(), 0)],
    total: 1,
    marker: 'm',
    silent: true,
    late: false,
  };

  it('mentions nobody, unless an admin chose one role', () => {
    expect(renderDigest(view).allowed_mentions).toEqual({ parse: [] });
    const mentioning = renderDigest({ ...view, mentionRoleId: '123' });
    expect(mentioning.allowed_mentions).toEqual({ parse: [], roles: ['123'] });
    expect(textsOf(mentioning)[0]).toBe('<@&123>');
  });

  it('is silent if it is told to', () => {
    expect(renderDigest(view).flags).toBe(32768 | 4096);
    expect(renderDigest({ ...view, silent: false }).flags).toBe(32768);
  });

  it('names the lists that it covers', () => {
    expect(textsOf(renderDigest(view))[0]).toContain('Tuesday, 10 March 2026');
    const two = renderDigest({ ...view, days: [tuesday, day('2026-03-09')] });
    expect(textsOf(two)[0]).toMatch(/9\s–\s10 March 2026/);
  });

  it('leads to the lists that were missed, in one line', () => {
    const foot = textsOf(renderDigest({ ...view, missed: [day('2026-03-06'), day('2026-03-05')] })).at(-1);
    expect(foot).toContain('[Friday, 6 March 2026](https://huggingface.co/papers/date/2026-03-06)');
    const many = recentListDays(new Date('2026-03-10T12:00:00Z'), 60);
    const alone = renderMissed({ missed: many, marker: 'm' });
    expectDiscordTakes(alone);
    expect(textsOf(alone)).toHaveLength(1);
    expect(textsOf(alone)[0]).toContain('and 55 older');
  });
});

describe('topics', () => {
  const slugs = BUILT_IN_TOPICS.map(({ slug }) => slug);
  const full = Array.from({ length: 10 }, (_, index) =>
    ranked(
      { id: paperId(`2603.0010${index}`), title: 'Title '.repeat(30), abstract: 'Word '.repeat(500) },
      { rank: index + 1, topics: slugs },
    ),
  );

  it('that are all subscribed to leave room for the rows', () => {
    const view = { days: [tuesday], missed: [], papers: full, total: 10, marker: 'v1|m', silent: true, late: false };
    const body = renderDigest({ ...view, topics: slugs });
    expectDiscordTakes(body);
    expect(textsOf(body)[0]).toContain(`and ${slugs.length - 8} more`);
    for (const paper of full) expectDiscordTakes(renderCard({ paper, discussId: 'v1|d' }));
  });

  it('of a row are its last two: the narrow ones', () => {
    const [, row] = textsOf(
      renderDigest({
        days: [tuesday],
        missed: [],
        topics: [],
        papers: [ranked({}, { topics: ['agents', 'evaluation', 'computer-use'] })],
        total: 1,
        marker: 'v1|m',
        silent: true,
        late: false,
      }),
    );
    expect(row).toContain('Evaluation, Computer use');
    expect(row).not.toContain('Agents');
  });
});

describe('packMessage', () => {
  it('refuses what Discord would', () => {
    expect(() => packMessage([text('x'.repeat(4_001))])).toThrow(RangeError);
    expect(() => packMessage([text('深'.repeat(3_390))])).toThrow(RangeError);
    expect(() => packMessage(Array.from({ length: 41 }, () => text('x')))).toThrow(RangeError);
    packMessage(Array.from({ length: 40 }, () => text('x')));
  });
});

describe('custom ids', () => {
  it('come back as they were written', () => {
    const words = fc.stringMatching(/^[a-z-]{1,10}$/);
    fc.assert(
      fc.property(words, words, fc.array(fc.string({ maxLength: 8 }), { maxLength: 4 }), (command, action, fields) => {
        expect(parseCustomId(encodeCustomId({ command, action, fields }))).toEqual({ command, action, fields });
      }),
    );
  });
  it('of others are not ours', () => {
    for (const id of ['', 'v1', 'v1|', 'v1|a', 'v0|a|b', 'hello|a|b', 'v1||b'])
      expect(parseCustomId(id)).toBeUndefined();
  });
  it('are never longer than Discord takes', () =>
    expect(() => encodeCustomId({ command: 'a', action: 'b', fields: ['x'.repeat(100)] })).toThrow(RangeError));
});

function place(paper: RankedPaper, index: number): RankedPaper {
  const id = paperId(`2603.${String(index + 1).padStart(5, '0')}`);
  return { ...paper, rank: index + 1, paper: { ...paper.paper, id } };
}

function renderTrendingOf(list: readonly RankedPaper[]) {
  return renderTrending({
    period: 'month',
    days: [tuesday, day('2026-02-10')],
    papers: list,
    total: 300,
    page: 2,
    pages: 30,
    growing: true,
    since: new Date(),
    readAt: new Date(),
    source: 'Hugging Face',
    shared: false,
    ids,
    topic: 'Speech and audio',
    discussions: { guildId: '1', threads: new Map(list.map(({ paper }) => [paper.id, TALK])) },
  });
}

const WEEK = ['2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13', '2026-03-16'];

const TALK = {
  guildId: '1234567890123456789',
  threadId: '1234567890123456789',
  messageCount: 123_456,
  isArchived: true,
  isLocked: false,
};

function renderAll(list: readonly RankedPaper[]) {
  const [first] = list;
  const digest = renderDigest({
    days: [tuesday, day('2026-02-10')],
    missed: [day('2026-02-09'), day('2026-02-06')],
    topics: ['agents', 'reasoning'],
    papers: list,
    total: 99,
    marker: 'm',
    silent: true,
    late: true,
    mentionRoleId: '123456789012345678',
    numbersId: 'n',
  });
  return [
    renderTrendingOf(list),
    digest,
    addThreads(digest, new Map(list.map(({ rank }) => [rank, TALK]))),
    ...(first === undefined
      ? []
      : [
          renderCard({
            paper: first,
            discussId: 'd',
            discussion: TALK,
            updates: { customId: 'u', areOn: true },
            ranks: { own: { rank: 9_999, of: 9_999 }, week: WEEK.map((each) => ({ day: day(each), rank: 9_999 })) },
            similar: { papers: list.slice(0, 5), openId: 'o' },
          }),
          renderStarter({ paper: first, marker: 'm' }),
          renderNumbers({
            listDays: [tuesday],
            plannedAt: new Date('2026-03-11T09:00:00Z'),
            papers: list.map((now) => ({ now, posted: { upvotes: 1, comments: 0 } })),
            openId: 'o',
          }),
        ]),
  ];
}
