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
  .tuple(fc.constantFrom('hep-th', 'cs', 'math', 'q-bio', 'astro-ph'), fc.integer({ min: 0, max: 999 }))
  .map(([archive, number]) => `${archive}/9901${String(number).padStart(3, '0')}`);
const ids = fc.oneof(newIds, oldIds);
const forms = fc.constantFrom<(id: string) => string>(
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
  (id: string) => `https://www.alphaxiv.org/audio/${id}v1`,
  (id: string) => `https://alphaxiv.org/zh/overview/${id}.md`,
  (id: string) => `https://fetcher.alphaxiv.org/v2/pdf/${id}v1.pdf`,
  (id: string) => `https://arxiv.org/e-print/${id}v2`,
  (id: string) => `https://arxiv.org/src/${id}`,
  (id: string) => `https://arxiv.org/format/${id}`,
  (id: string) => `arxiv.org/ps/${id}.ps.gz`,
  (id: string) => `https://browse.arxiv.org/html/${id}v2`,
  (id: string) => `http://ar5iv.org/abs/${id}`,
  (id: string) => `https://ar5iv.labs.arxiv.org/html/${id}?_immersive_translate_auto_translate=1`,
  (id: string) => `https://huggingface.co/api/papers/${id}`,
  (id: string) => `https://doi.org/10.48550/arXiv.${id}`,
  (id: string) => `https://www.doi.org/10.48550/arxiv.${id}`,
  (id: string) => `http://dx.doi.org/10.48550/arXiv.${id}`,
  (id: string) => `doi:10.48550/arXiv.${id}`,
  (id: string) => `10.48550/arXiv.${id}`,
  (id: string) => `https://doi.org/10.48550%2FarXiv.${id.replace('/', '%2F')}`,
  (id: string) => encodeURIComponent(`https://arxiv.org/abs/${id}v1`),
);
/** A link to any page of a paper, on any host of a site that is about papers alone. */
const links = fc
  .record({
    scheme: fc.constantFrom('', 'http://', 'https://'),
    host: fc.array(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), { maxLength: 3 }),
    site: fc.constantFrom('arxiv.org', 'ar5iv.org', 'alphaxiv.org'),
    path: fc.array(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), { maxLength: 3 }),
    version: fc.constantFrom('', 'v1', 'v12'),
    after: fc.constantFrom('', '.pdf', '/', '#bib', '?a=b'),
  })
  .map(({ scheme, host, site, path, version, after }) => (id: string) => {
    return `${scheme}${[...host, site].join('.')}/${path.map((each) => `${each}/`).join('')}${id}${version}${after}`;
  });
/** What makes another site of one: its name in another's, or in another's path. */
const forgeries = fc.constantFrom<(site: string, id: string) => string>(
  (site, id) => `https://${site}.example.com/abs/${id}`,
  (site, id) => `https://my-${site}/papers/${id}`,
  (site, id) => `my-${site}/papers/${id}`,
  (site, id) => `the${site}/papers/${id}`,
  (site, id) => `https://example.com/${site}/papers/${id}`,
  (site, id) => `https://example.com%2F${site}%2Fpapers%2F${id}`,
  (site, id) => `https://user@${site}/papers/${id}`,
  (site, id) => `https://${site}:443/papers/${id}`,
);
const sites = fc.constantFrom('arxiv.org', 'ar5iv.org', 'alphaxiv.org', 'huggingface.co', 'hf.co', 'doi.org');
/** Pages of those sites that are about no paper. */
const OTHER_PAGES = [
  'https://arxiv.org/list/cs.AI/recent',
  'https://arxiv.org/list/cs.CL/2603?skip=25&show=50',
  'https://arxiv.org/list/math/0309',
  'https://arxiv.org/list/hep-th/pastweek',
  'https://arxiv.org/year/astro-ph/2003',
  'https://arxiv.org/archive/math',
  'https://arxiv.org/catchup/cs/2026-03-11',
  'https://arxiv.org/a/lecun_y_1.atom',
  'https://info.arxiv.org/help/arxiv_identifier.html',
  'https://www.alphaxiv.org/assistant',
  'https://huggingface.co/papers/date/2026-03-11',
  'https://huggingface.co/someone/2603.00101',
  'https://doi.org/10.1038/2603.00101',
];

describe('parsePaperId', () => {
  it('finds the id in every form in which people name a paper', () => {
    fc.assert(fc.property(ids, fc.oneof(forms, links), (id, write) => void expect(parsePaperId(write(id))).toBe(id)));
  });

  it('refuses a site that only looks like one of those', () => {
    fc.assert(
      fc.property(ids, sites, forgeries, (id, site, forge) => {
        expect([parsePaperId(forge(site, id)), findPaperIds(forge(site, id))]).toEqual([undefined, []]);
      }),
    );
  });

  it.each(OTHER_PAGES)('takes no paper from %s', (page) => {
    expect([parsePaperId(page), findPaperIds(page)]).toEqual([undefined, []]);
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

  it.each([
    'math/0309136',
    'math.GT/0309136',
    'MATH.gt/0309136V2',
    'https://arxiv.org/abs/math.GT/0309136',
    'https://arxiv.org/pdf/math.GT%2F0309136v1',
    'arXiv:math.GT/0309136',
    'https://doi.org/10.48550/arXiv.math.GT/0309136',
  ])('makes one paper of the spellings of an old id: %s', (text) => {
    expect([parsePaperId(text), ...findPaperIds(`See ${text}.`)]).toEqual(['math/0309136', 'math/0309136']);
  });
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
    const mentions = fc.array(fc.tuple(ids, fc.oneof(forms, links), around), { maxLength: 12 });
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
    expect(findPaperIds('a-'.repeat(500_000))).toEqual([]);
    expect(findPaperIds(' a.b.c.arxiv.org/a/b/c/'.repeat(50_000))).toEqual([]);
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
