import { describe, expect, it } from 'vitest';
import { renderCard } from '../../src/render/card.ts';
import { expectDiscordTakes, textsOf } from '../support/discord-rules.ts';
import { ranked } from '../support/papers.ts';

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
