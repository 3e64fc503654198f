import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, codePointsOf, cutText } from '../../../src/render/text/cut.ts';
import { inert, linkTarget, maskedLink } from '../../../src/render/text/inert.ts';
import { plainMaths } from '../../../src/render/text/latex.ts';
import { hostileText } from '../../support/papers/hostile.ts';

describe('inert', () => {
  it('leaves nothing that acts in running text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = inert(text, 'text');
        const unescaped = shown.replace(/\\[\\*_~|`<>[\]#+\-.)]/g, '');
        expect(unescaped).not.toMatch(/[*_~|`<>[\]]/);
        expect(shown).not.toMatch(/^(#|-|\+|>|\d+[.)])/);
        expect(shown).not.toMatch(/:\/\//);
        expect(shown).not.toMatch(/@(everyone|here)/i);
        expect(shown).not.toMatch(/\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u);
        expect(shown.trim()).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it('leaves a masked link one link, with our own target', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const link = maskedLink(text, 'https://huggingface.co/papers/2603.00001');
        const [, label = ''] = /^\[([^\]]*)\]\(https:\/\/huggingface\.co\/papers\/2603\.00001\)$/.exec(link) ?? [];
        expect(label.trim()).not.toBe('');
        expect(label).not.toMatch(/[[\]<>*_~|`\\@\n]|:\/\//);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps ordinary titles as they are', () => {
    expect(inert('State-of-the-art: 3.5x faster (on average)', 'label')).toBe(
      'State-of-the-art: 3.5x faster (on average)',
    );
    expect(inert('State-of-the-art (v2)', 'text')).toBe('State-of-the-art (v2)');
    expect(inert('日本語 👩‍👩‍👧‍👦 नमस्ते', 'label')).toBe('日本語 👩‍👩‍👧‍👦 नमस्ते');
  });

  it('is never empty', () => {
    for (const text of ['', '   ', '\u200B', '\u202E', '\u0000']) {
      expect(inert(text, 'label')).toBe('(untitled)');
      expect(inert(text, 'text')).toBe('(untitled)');
    }
  });

  it('caps towers of marks', () => expect(inert(`e${'\u0322'.repeat(50)}`, 'text').length).toBeLessThan(8));
});

describe('linkTarget', () => {
  it('takes http(s) and encodes what would end a link', () => {
    expect(linkTarget('https://a.example/x_(y)')).toBe('https://a.example/x%5F%28y%29');
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://a.example',
      '//a.example',
      'http://localhost/x',
      '',
    ]) {
      expect(linkTarget(url)).toBeUndefined();
    }
  });
});

describe('plainMaths', () => {
  it.each([
    ['$\\mathcal{O}(n^2)$ attention', '𝒪(n²) attention'],
    ['A costs $100 and B costs $200', 'A costs $100 and B costs $200'],
    ['\\$OneMillion-Bench', '$OneMillion-Bench'],
    ['Prefill \\& Decode', 'Prefill & Decode'],
    ['$x_{t+1}$ and \\textbf{bold}', 'xₜ₊₁ and bold'],
    ['μ_0 and L_2', 'μ₀ and L₂'],
    ['V_{0.5}: a model', 'V0.5: a model'],
    ['FaSTA^*: fast', 'FaSTA*: fast'],
    ['$\\pi_{\\text{RL}}$', 'π_RL'],
    ['snake_case_name', 'snake_case_name'],
    ['as \\cite{x} says', 'as  says'],
    ['no maths at all', 'no maths at all'],
  ])('turns %j into %j', (text, expected) => expect(plainMaths(text)).toBe(expected));

  it('answers anything, and quickly', () => {
    fc.assert(fc.property(hostileText, (text) => void plainMaths(text)));
    for (const part of ['$', '{', '\\frac{', '_{', '\\alpha ', '$x$', '\\\\']) plainMaths(part.repeat(200_000));
  });
});

describe('cutText', () => {
  it('keeps to its room, and to whole characters', () => {
    const rooms = fc.record({ codePoints: fc.nat({ max: 60 }), bytes: fc.nat({ max: 120 }) });
    const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), rooms, (text, room) => {
        const cut = cutText(text, room);
        expect(codePointsOf(cut)).toBeLessThanOrEqual(room.codePoints);
        expect(bytesOf(cut)).toBeLessThanOrEqual(room.bytes);
        if (cut === text || cut === '') return;
        expect(cut.endsWith('…')).toBe(true);
        const starts = [...graphemes.segment(text)].map(({ index }) => index);
        expect([...starts, text.length]).toContain(
          text.startsWith(cut.slice(0, -1)) ? firstBoundary(cut.slice(0, -1).length, starts) : 0,
        );
      }),
    );
  });

  it('cuts at a word where one ends near by', () =>
    expect(cutText('the quick brown fox jumps', { codePoints: 18 })).toBe('the quick brown…'));
});

/** White space before the ellipsis is dropped, so the cut may lie just before a boundary. */
function firstBoundary(from: number, starts: readonly number[]): number {
  return starts.find((start) => start >= from) ?? 0;
}
