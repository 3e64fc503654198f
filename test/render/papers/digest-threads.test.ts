import { describe, expect, it } from 'vitest';
import { renderDigest, renderMissed, renderPlainDigest } from '../../../src/render/papers/digest.ts';
import { addThreads } from '../../../src/render/papers/digest-threads.ts';
import { expectDiscordTakes, textsOf } from '../../support/discord/discord-rules.ts';
import { day, paperId, ranked } from '../../support/papers/papers.ts';

const GUILD = '1234567890123456789';
const tuesday = day('2026-03-10');
const threadId = (rank: number) => String(2_345_678_901_234_567_000n + BigInt(rank));
const threadsOf = (...ranks: readonly number[]) =>
  new Map(ranks.map((rank) => [rank, { guildId: GUILD, threadId: threadId(rank) }]));
const ALL = threadsOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

const LONG_CODE = `${'o'.repeat(39)}/${'r'.repeat(100)}`;
const render = (filler: string, facts: Parameters<typeof ranked>[0] = {}, others: Parameters<typeof ranked>[1] = {}) =>
  renderDigest({
    days: [tuesday],
    missed: [day('2026-02-09')],
    topics: [],
    papers: Array.from({ length: 10 }, (_, index) =>
      ranked(
        {
          id: paperId(`2603.0010${index}`),
          title: filler,
          abstract: `${filler} `.repeat(40),
          organization: filler,
          ...facts,
        },
        { rank: index + 1, counts: { upvotes: 999_949, comments: 999_949, githubStars: 999_949 }, ...others },
      ),
    ),
    total: 10,
    marker: 'm',
    silent: true,
    late: false,
  });
const rowsOf = (body: object) => textsOf(body).filter((content) => content.startsWith('**'));
const isLinked = (row: string | undefined, rank: number) => row?.split('\n').at(-1)?.includes(threadId(rank));
/** Title and link, which no row ever loses. */
const beginnings = (body: object) => rowsOf(body).map((row) => row.split('\n')[0]);

describe('a digest’s rows', () => {
  it('end with a link to their papers’ discussions, and nothing else of the message changes', () => {
    const plain = render('Short', { abstract: 'Short.' });
    const linked = addThreads(plain, threadsOf(2, 10));
    const link = (rank: number) => ` · [Discussion](https://discord.com/channels/${GUILD}/${threadId(rank)})`;
    expect(rowsOf(linked)[1]?.endsWith(link(2))).toBe(true);
    expect(rowsOf(linked)[9]?.endsWith(link(10))).toBe(true);
    expect(JSON.parse(JSON.stringify(linked).replace(link(2), '').replace(link(10), ''))).toEqual(plain);
  });

  it.each([
    ['letters', 'word '.repeat(30)],
    ['Chinese', '深度学习模型的高效推理方法。'.repeat(10)],
  ])('full of %s give room to all links by what they say of their papers', (_, filler) => {
    const plain = render(filler.trim(), { githubRepo: LONG_CODE });
    const linked = addThreads(plain, ALL);
    expectDiscordTakes(linked);
    expect(beginnings(linked)).toEqual(beginnings(plain));
    for (const [index, row] of rowsOf(linked).entries()) expect(isLinked(row, index + 1)).toBe(true);
    expect(rowsOf(linked).join('').length).toBeLessThanOrEqual(rowsOf(plain).join('').length + 85);
    expect(textsOf(linked).at(-1)).toBe(textsOf(plain).at(-1));
  });

  it('lead to the first discussions alone where there is no room for all, however full they are', () => {
    const topics = ['agents', 'diffusion-language-models', 'vision-language-action'];
    const counts = Array.from({ length: 70 }, (_, length) => {
      const plain = render('word '.repeat(40).trim(), { githubRepo: `o/${'r'.repeat(length)}` }, { topics });
      const linked = addThreads(plain, ALL);
      expectDiscordTakes(linked);
      expect(beginnings(linked)).toEqual(beginnings(plain));
      const which = rowsOf(linked).map((row, index) => isLinked(row, index + 1));
      expect(which).toEqual(which.toSorted((one, other) => Number(other) - Number(one)));
      return which.filter(Boolean).length;
    });
    expect(counts).toContain(10);
    expect(counts.some((count) => count > 0 && count < 10)).toBe(true);
  });

  it('are none in a message without a list', () => {
    const plain = renderPlainDigest({ days: [tuesday], paperIds: [paperId('2603.00101')], marker: 'm' });
    expect(addThreads(plain, ALL)).toEqual(plain);
    const missed = renderMissed({ missed: [tuesday], marker: 'm' });
    expect(addThreads(missed, ALL)).toEqual(missed);
  });
});
