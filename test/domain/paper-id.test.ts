import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arxivPdfUrl, arxivUrl, findPaperIds, huggingFaceUrl, parsePaperId } from '../../src/domain/paper-id.ts';
import { anyText } from '../support/papers/hostile.ts';
import { hasShared, recordedDays } from '../support/shared.ts';

const newIds = fc
  .tuple(fc.integer({ min: 7, max: 99 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 99_999 }))
  .map(([year, month, number]) => {
    const pad = (value: number, length: number) => String(value).padStart(length, '0');
    return `${pad(year, 2)}${pad(month, 2)}.${pad(number, 5)}`;
  });
const oldIds = fc
  .tuple(fc.constantFrom('hep-th', 'cs', 'math.AG', 'cond-mat.str-el', 'astro-ph'), fc.integer({ min: 0, max: 999 }))
  .filter(([archive]) => !archive.includes('str-el'))
  .map(([archive, number]) => `${archive}/9901${String(number).padStart(3, '0')}`);
const ids = fc.oneof(newIds, oldIds);
const forms = fc.constantFrom(
  (id: string) => id,
  (id: string) => `  ${id}v3 `,
  (id: string) => `arXiv:${id}`,
  (id: string) => `https://arxiv.org/abs/${id}v12`,
  (id: string) => `http://www.arxiv.org/pdf/${id}.pdf`,
  (id: string) => `https://export.arxiv.org/pdf/${id}v1?download=1`,
  (id: string) => `arxiv.org/html/${id}v2#S3`,
  (id: string) => `<https://arxiv.org/abs/${id}>`,
  (id: string) => `https://huggingface.co/papers/${id}`,
  (id: string) => `https://hf.co/papers/${id}?ref=x`,
  (id: string) => `https://www.alphaxiv.org/overview/${id}`,
  (id: string) => `https://doi.org/10.48550/arXiv.${id}`,
);

describe('parsePaperId', () => {
  it('finds the id in every form in which people name a paper', () => {
    fc.assert(fc.property(ids, forms, (id, write) => void expect(parsePaperId(write(id))).toBe(id)));
  });

  it.each([
    '',
    'attention is all you need',
    '2613.00001',
    '2600.00001',
    '2603.123',
    '2603.123456',
    'https://example.com/abs/2603.07660',
    'https://arxiv.org.example.com/abs/2603.07660',
    'https://arxiv.org/abs/2603.07660/../../x',
    'javascript:2603.07660',
    'people/2603076',
    '2603.07660 2603.07661',
  ])('refuses %j', (text) => expect(parsePaperId(text)).toBeUndefined());

  it('answers anything, and quickly', () => {
    fc.assert(fc.property(anyText, (text) => void parsePaperId(text)));
    expect(parsePaperId('a'.repeat(5_000_000))).toBeUndefined();
    expect(parsePaperId(`https://arxiv.org/abs/${'1'.repeat(250)}`)).toBeUndefined();
  });

  it('makes one spelling of an old id', () => expect(parsePaperId('MATH.ag/0601001V2')).toBe('math.AG/0601001'));
});

describe('findPaperIds', () => {
  it('finds every paper of a text once, in the order of mention, whatever stands around it', () => {
    const around = fc.constantFrom(
      (link: string) => ` ${link} `,
      (link: string) => `(${link})`,
      (link: string) => `[the paper](${link})`,
      (link: string) => `**${link}**, `,
      (link: string) => `_${link}_`,
      (link: string) => `> ${link}.\n`,
      (link: string) => `\`${link}\`!`,
      (link: string) => `论文${link}。`,
      (link: string) => `「${link}」を読む`,
      (link: string) => `||${link}|| `,
      (link: string) => `"${link}";`,
    );
    const mentions = fc.array(fc.tuple(ids, forms, around), { maxLength: 12 });
    const between = fc.constantFrom('', ' and ', '\n', ' 👀 ', ' 12.5% of 2026 ', ' v2 ', '—');
    fc.assert(
      fc.property(mentions, between, (named, separator) => {
        const text = named.map(([id, write, wrap]) => wrap(write(id))).join(` ${separator} `);
        expect(findPaperIds(text)).toEqual([...new Set(named.map(([id]) => id))]);
      }),
    );
  });

  it.each([
    '',
    'pi is 3.14159, and 1234.56789 is no month',
    'on 2603.076601 and 2603.07660.1, 12603.07660, 2603.07660x',
    'https://example.com/2603.07660 https://arxiv.org.example.com/abs/2603.07660',
    'and/or 10/9901001, people/9901001, me@2603.07660',
    '<@2603076600000000001> <t:2603076:R>',
  ])('finds none in %j', (text) => expect(findPaperIds(text)).toEqual([]));

  it('finds only what names a paper by itself, in any text, and quickly', () => {
    const anything = fc.oneof(anyText, fc.lorem({ mode: 'sentences' }));
    fc.assert(
      fc.property(anything, (text) => {
        for (const id of findPaperIds(text)) expect(parsePaperId(id)).toBe(id);
      }),
    );
    expect(findPaperIds('arxiv.org/abs/'.repeat(200_000))).toEqual([]);
    expect(findPaperIds('260'.repeat(500_000))).toEqual([]);
    expect(findPaperIds(`arxiv:${' '.repeat(100_000)}`)).toEqual([]);
  });

  it.runIf(hasShared('data', 'huggingface'))('finds a link wherever it is put into a recorded abstract', () => {
    const texts = recordedDays().flatMap(({ list }) =>
      (list as readonly { paper: { summary: string } }[]).map(({ paper }) => paper.summary),
    );
    expect(texts.length).toBeGreaterThan(1_000);
    const link = 'https://arxiv.org/abs/0704.00001';
    for (const text of texts) {
      const own = findPaperIds(text);
      // None is made out of other numbers.
      expect(own.every((id) => text.includes(id))).toBe(true);
      const middle = text.indexOf(' ', text.length / 2);
      const woven = `${text.slice(0, middle)} ${link}${text.slice(middle)}`;
      expect(new Set(findPaperIds(woven))).toEqual(new Set([...own, '0704.00001']));
    }
  });
});

describe('links', () => {
  it('are built from the id, and lead back to it', () => {
    fc.assert(
      fc.property(ids, (text) => {
        const id = parsePaperId(text);
        if (id === undefined) throw new Error('no id');
        const links = [arxivUrl(id), arxivPdfUrl(id), huggingFaceUrl(id)].filter((link) => link !== undefined);
        expect(links.map((link) => parsePaperId(link))).toEqual(links.map(() => id));
        expect(links.length).toBe(id.includes('/') ? 2 : 3);
      }),
    );
  });
});
