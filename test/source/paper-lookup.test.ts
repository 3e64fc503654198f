import { describe, expect, it } from 'vitest';
import { SourceError, UserError } from '../../src/domain/errors.ts';
import type { CountedPaper } from '../../src/domain/paper.ts';
import type { PaperReader } from '../../src/domain/ports/sources.ts';
import { createPaperLookup } from '../../src/source/paper-lookup.ts';
import { silentLog } from '../support/log.ts';
import { counted, paperId } from '../support/papers/papers.ts';

const id = paperId('2603.00001');
const at = new Date('2026-03-10T12:00:00Z');

interface CountedReader extends PaperReader {
  asked: number;
}

function reader(name: string, answer: CountedPaper | SourceError | undefined): CountedReader {
  const made: CountedReader = {
    name,
    asked: 0,
    async readPaper() {
      made.asked += 1;
      if (answer instanceof SourceError) throw answer;
      return answer;
    },
  };
  return made;
}

const lookupOf = (...sources: readonly PaperReader[]) => {
  const lookup = createPaperLookup(sources, { now: () => at, log: silentLog });
  return (userId = 'ada') => lookup.find(id, { userId });
};

describe('a lookup', () => {
  it('asks the second source only for what the first does not know', async () => {
    const second = reader('arXiv', counted({ title: 'Second' }));
    expect(await lookupOf(reader('Hugging Face', counted({ title: 'First' })), second)()).toMatchObject({
      paper: { title: 'First' },
    });
    expect(second.asked).toBe(0);
    expect(await lookupOf(reader('Hugging Face', undefined), second)()).toMatchObject({ paper: { title: 'Second' } });
  });

  it('finds nothing if neither knows the paper, and does not ask again for a while', async () => {
    const sources = [reader('Hugging Face', undefined), reader('arXiv', undefined)];
    const find = lookupOf(...sources);
    expect(await find()).toBeUndefined();
    expect(await find()).toBeUndefined();
    expect(sources.map(({ asked }) => asked)).toEqual([1, 1]);
  });

  it.each([
    ['Hugging Face', 0],
    ['arXiv', 1],
  ])('says that %s does not answer, and so again for a while', async (failing, askedOfArxiv) => {
    const answer = (name: string) => (name === failing ? new SourceError(name, 'timeout') : undefined);
    const arxiv = reader('arXiv', answer('arXiv'));
    const find = lookupOf(reader('Hugging Face', answer('Hugging Face')), arxiv);
    for (const _ of [1, 2]) {
      const error = await find().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UserError);
      expect(error).toMatchObject({ complaint: { code: 'source-unavailable', source: failing } });
    }
    expect(arxiv.asked).toBe(askedOfArxiv);
  });

  it('asks once however many people ask at once', async () => {
    const sources = [reader('Hugging Face', undefined), reader('arXiv', counted())];
    const find = lookupOf(...sources);
    const found = await Promise.all(['ada', 'grace', 'mary'].map((userId) => find(userId)));
    expect(found.map((each) => each?.paper.id)).toEqual([id, id, id]);
    expect(sources.map(({ asked }) => asked)).toEqual([1, 1]);
  });
});
