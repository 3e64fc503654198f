import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arxivPdfUrl, arxivUrl, huggingFaceUrl, parsePaperId } from '../../src/domain/paper-id.ts';

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

describe('parsePaperId', () => {
  it('finds the id in every form in which people name a paper', () => {
    const around = fc.constantFrom(
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
    fc.assert(fc.property(ids, around, (id, write) => void expect(parsePaperId(write(id))).toBe(id)));
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
    '2603.07660 2603.07661',
  ])('refuses %j', (text) => expect(parsePaperId(text)).toBeUndefined());

  it('answers anything, and quickly', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parsePaperId(text)));
    expect(parsePaperId('a'.repeat(5_000_000))).toBeUndefined();
    expect(parsePaperId(`https://arxiv.org/abs/${'1'.repeat(250)}`)).toBeUndefined();
  });

  it('makes one spelling of an old id', () => expect(parsePaperId('MATH.ag/0601001V2')).toBe('math.AG/0601001'));
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
