import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/domain/search/parse-query.ts';
import { renderComplaint } from '../../../src/render/complaint.ts';
import { renderSearch, type SearchView } from '../../../src/render/papers/search.ts';
import { inert, inertMarked } from '../../../src/render/text/inert.ts';
import { expectDiscordTakes, textsOf } from '../../support/discord/discord-rules.ts';
import { growthOf, STRAIGHT } from '../../support/growth.ts';
import { hostileText } from '../../support/papers/hostile.ts';
import { paperId, ranked } from '../../support/papers/papers.ts';

const ids = { open: 'v1|paper|open', previous: 'v1|p', next: 'v1|n', share: 'v1|s' };
const view: SearchView = {
  ...{ query: 'deep', since: 'all', papers: [], total: 0, isCut: false, isNear: false, suggestions: [] },
  ...{ page: 1, pages: 1, shared: false, ids },
  isMatch: (word) => /^deep/i.test(word),
};

describe('renderSearch', () => {
  it('puts what was looked for in bold, in the title and in the sentence that names it', () => {
    const papers = [
      ranked({ title: 'On Deep-Sea [Deep] Learning', abstract: 'The first sentence is about the sea. More.' }),
      ranked({ title: 'Other', abstract: 'The first sentence is about *us*. The second one goes deep enough. More.' }),
    ];
    const texts = textsOf(renderSearch({ ...view, papers, total: 2 })).join('\n');
    expect(texts).toContain('[On **Deep-Sea** (**Deep**) Learning](https://huggingface.co');
    expect(texts).toContain('The second one goes **deep** enough.');
  });

  it('looks for that sentence in one pass, however long an abstract is and without an end', () => {
    const render = (times: number) => {
      const papers = Array.from({ length: 10 }, (_, index) =>
        ranked({ id: paperId(`2603.0000${index}`), title: 'Other', abstract: 'a sea of words '.repeat(times) }),
      );
      expectDiscordTakes(renderSearch({ ...view, papers, total: 10 }));
    };
    expect(growthOf(render, 333)).toBeLessThan(STRAIGHT);
  });

  it('says what was found, of how much, and that it only comes near', () => {
    const papers = [ranked({})];
    const body = renderSearch({ ...view, papers, total: 230, isCut: true, isNear: true, pages: 23, since: 'month' });
    expect(textsOf(body).join('\n')).toContain(
      'the best 230 papers · page 1 of 23 · of the last month · none has all of it, these come near',
    );
  });

  it("marks what Hugging Face's search found, or says why it found nothing", () => {
    const papers = [ranked({ id: paperId('2603.00001') }), ranked({ id: paperId('2603.00002') })];
    const elsewhere = new Set(['2603.00002']);
    const texts = textsOf(renderSearch({ ...view, papers, total: 2, isNear: true, elsewhere }));
    expect(texts[0]).toContain("2 papers · 1 found by Hugging Face's search · the others come near");
    expect(texts.map((text) => text.includes("-# found by Hugging Face's search"))).toEqual([false, false, true]);
    const failed = textsOf(renderSearch({ ...view, papers, total: 2, elsewhereFailure: 'unavailable' })).join('\n');
    expect(failed).toContain("-# Hugging Face's own search did not answer.");
    expect(textsOf(renderSearch({ ...view, elsewhereFailure: 'too-often' })).join('\n')).toContain('was not asked');
  });

  it('says what to do when nothing is found', () => {
    const text = textsOf(renderSearch({ ...view, since: 'week', topic: 'Video', suggestions: ['deepseek'] })).join(
      '\n',
    );
    expect(text).toContain('Did you mean **deepseek**? Try it without `since` and `topic`.');
  });

  it('leads to /paper, which looks up a paper that is not held', () => {
    const text = textsOf(renderSearch({ ...view, paperId: paperId('2603.00001') })).join('\n');
    expect(text).toContain('Paperboy does not hold this paper yet. `/paper 2603.00001` looks it up.');
    expect(text).not.toContain('fewer words');
  });

  it('is taken by Discord, whatever papers and query say', () => {
    fc.assert(
      fc.property(hostileText, fc.array(hostileText, { maxLength: 10 }), fc.boolean(), (query, texts, all) => {
        const papers = texts.map((title, index) =>
          ranked({ id: paperId(`2603.0000${index}`), title, abstract: texts.join('. ').repeat(9) }),
        );
        const isMatch = (word: string) => all || word.length % 2 === 0;
        const elsewhere = new Set(papers.map(({ paper }) => paper.id));
        const facts = { query, papers, total: papers.length, isMatch, elsewhere };
        expectDiscordTakes(renderSearch({ ...view, ...facts, elsewhereFailure: 'too-often' }));
      }),
      { numRuns: 60 },
    );
  });
});

describe('inertMarked', () => {
  it('is the inert text with marks around words, whatever it holds', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom('text', 'label'), (text, place) => {
        expect(inertMarked(text, place as 'text', () => false)).toBe(inert(text, place as 'text'));
        const marked = inertMarked(text, place as 'text', () => true);
        expect(marked).not.toMatch(/@everyone|@here|(?<!\\)<[@#!&:t/]/);
        expect((marked.match(/(?<=(?<!\\)(?:\\\\)*)\*\*/g) ?? []).length % 2).toBe(0);
      }),
    );
  });
});

describe('the sentence about a query', () => {
  it.each([
    ['robots OR', 'OR', '> robots **►** OR'],
    ['robots author:', '`author:Hinton`', '> robots **►** author:'],
    ['autor:Hinton', 'Did you mean `author:`?', '> **►** autor:Hinton'],
    [`${'robot '.repeat(20)}"walks`, 'is not closed', '**►** "walks'],
    ['the of', 'nearly every paper', '> **►** the of'],
    ['😀', 'no word in this', 'arXiv id'],
  ])('%j: says what is wrong, and shows the place', (given, said, shown) => {
    const read = parseQuery(given);
    if ('query' in read) throw new Error('it parses');
    const text = textsOf(renderComplaint({ code: 'bad-query', given, ...read })).join('\n');
    expect(text).toContain(said);
    expect(text).toContain(shown);
  });

  it('holds all that was typed, so that it can be mended', () => {
    const given = `${'robot '.repeat(10)}"walks ${'and swims '.repeat(20)}`.trim();
    const read = parseQuery(given);
    if ('query' in read) throw new Error('it parses');
    const text = textsOf(renderComplaint({ code: 'bad-query', given, ...read })).join('\n');
    expect(text.replace('**►** ', '')).toContain(`> ${given}`);
  });

  it('shows of a query that is far too long where its end would be', () => {
    const given = 'robot '.repeat(900);
    const text = textsOf(renderComplaint({ code: 'bad-query', given, problem: 'too-long', at: 400 })).join('\n');
    expect(text).toMatch(/robo\*\*►\*\* t (robot )+robot…$/);
    expect(text.length).toBeLessThan(600);
  });

  it('is taken by Discord, whatever was typed', () => {
    fc.assert(
      fc.property(hostileText, fc.nat(50), (given, at) => {
        expectDiscordTakes(
          renderComplaint({ code: 'bad-query', given, problem: 'lonely-or', at: Math.min(at, given.length) }),
        );
      }),
    );
  });
});
