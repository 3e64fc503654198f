import { describe, expect, it } from 'vitest';
import { renderCard } from '../../../src/render/papers/card.ts';
import { expectDiscordTakes, textsOf } from '../../support/discord/discord-rules.ts';
import { day, ranked } from '../../support/papers/papers.ts';

const linesOf = (paper: ReturnType<typeof ranked>) => {
  const body = renderCard({ paper });
  expectDiscordTakes(body);
  return textsOf(body).join('\n').split('\n');
};
const arxiv = { version: 1, isWithdrawn: false };

describe('a card', () => {
  it('says what arXiv says', () => {
    const lines = linesOf(
      ranked({
        categories: ['cs.CL', 'cs.AI'],
        arxiv: {
          version: 3,
          versionAt: new Date('2026-03-10T12:00:00Z'),
          comment: '20 pages, accepted at ICML 2026',
          journalReference: 'Nature 1 (2026)',
          isWithdrawn: false,
        },
      }),
    );
    expect(lines).toContain('-# cs.CL, cs.AI · version 3 of <t:1773144000:D>');
    expect(lines).toContain('-# Comment: 20 pages, accepted at ICML 2026');
    expect(lines).toContain('-# Published in: Nature 1 (2026)');
    expect(lines.join('\n')).not.toContain('Withdrawn');
  });

  it('says nothing of arXiv before it was asked', () => {
    expect(linesOf(ranked()).filter((line) => line.startsWith('-#'))).toHaveLength(1);
  });

  it('says right below the title that a paper was withdrawn', () => {
    const lines = linesOf(ranked({ arxiv: { ...arxiv, version: 2, isWithdrawn: true } }));
    expect(lines[1]).toBe('**Withdrawn:** the newest version on arXiv takes this paper back.');
  });

  it('names eight categories and counts the others', () => {
    const categories = Array.from({ length: 10 }, (_, index) => `cs.${String.fromCharCode(65 + index)}X`);
    expect(linesOf(ranked({ categories, arxiv }))).toContain(
      '-# cs.AX, cs.BX, cs.CX, cs.DX, cs.EX, cs.FX, cs.GX, cs.HX and 2 more · version 1',
    );
  });

  it('names 25 authors and counts the others', () => {
    const authors = Array.from({ length: 325 }, (_, index) => `Author ${index + 1}`);
    const [line] = linesOf(ranked({ authors })).filter((each) => each.startsWith('By '));
    expect(line).toMatch(/^By Author 1, .*, Author 25 and 300 more$/);
  });

  it('keeps summary and abstract apart, by a line and from the facts', () => {
    const lines = linesOf(ranked({ authors: ['Ada'], summary: 'A model wrote this.', abstract: 'We wrote this.' }));
    expect(lines.slice(lines.indexOf('By Ada'))).toEqual([
      'By Ada',
      '',
      '*HF summary:* A model wrote this.',
      '',
      'We wrote this.',
    ]);
    const bare = linesOf(ranked({ authors: ['Ada'], abstract: 'We wrote this.' }));
    expect(bare.slice(bare.indexOf('By Ada'))).toEqual(['By Ada', '', 'We wrote this.']);
  });

  it('says where the paper stands and stood', () => {
    const ranks = {
      own: { rank: 2, of: 38 },
      week: [
        { day: day('2026-03-10'), rank: 12 },
        { day: day('2026-03-11'), rank: 5 },
      ],
    };
    expect(
      textsOf(renderCard({ paper: ranked(), ranks }))
        .join('\n')
        .split('\n'),
    ).toContain('-# Rank 2 of 38 on 10 March · in the week’s list 12 on 10 March, 5 on 11 March');
    expect(textsOf(renderCard({ paper: ranked(), ranks: { week: [] } })).join('\n')).not.toContain('ank');
  });

  it('links to all places where the paper can be read, and its code with its stars', () => {
    const body = renderCard({
      paper: ranked(
        { githubRepo: 'a/b', projectPage: 'https://example.org/' },
        { counts: { upvotes: 1, githubStars: 1_200 } },
      ),
    });
    const labels = [...JSON.stringify(body).matchAll(/"label":"([^"]+)"/g)].map(([, label]) => label);
    expect(labels).toEqual(['arXiv', 'PDF', 'HTML', 'Hugging Face', 'Code, 1.2K stars', 'Project page']);
    expect(JSON.stringify(body)).toContain('https://arxiv.org/html/2603.00001');
  });

  it('leads to arXiv alone if only arXiv knows the paper', () => {
    const body = JSON.stringify(
      renderCard({ paper: ranked({ isOnlyOnArxiv: true, arxiv }, { counts: { upvotes: 0 } }) }),
    );
    expect(body).not.toContain('huggingface.co');
    expect(body).not.toContain('upvote');
    expect(body).toContain('not on Hugging Face');
    expect(body).toContain('(https://arxiv.org/abs/2603.00001)');
  });
});
