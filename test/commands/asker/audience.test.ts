import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Audiences, createAudiences } from '../../../commands/asker/audience.ts';
import { askingOnce } from '../../../src/delivery/posting/ask-once.ts';
import type { AudienceOutcome, Poster } from '../../../src/domain/ports/poster.ts';
import { createFakePoster } from '../../support/discord/poster.ts';

let at: Date;
let asked: string[];
let answer: (channelId: string) => Promise<AudienceOutcome>;
let poster: Poster;
let audiences: Audiences;

beforeEach(() => {
  vi.useFakeTimers();
  at = new Date('2026-03-11T09:00:00Z');
  asked = [];
  answer = async () => ({ kind: 'everybody' });
  poster = {
    ...createFakePoster(() => at),
    readAudience(_guildId: string, channelId: string) {
      asked.push(channelId);
      return answer(channelId);
    },
  };
  audiences = createAudiences(poster, () => at);
});
afterEach(() => void vi.useRealTimers());

const open = async (...channelIds: readonly string[]) => [...(await audiences.listOpen('1', channelIds))];
const pass = (ms: number) => {
  at = new Date(at.getTime() + ms);
};

describe('the channels that everybody sees', () => {
  it('are asked for once a minute, each once', async () => {
    expect(await open('a', 'b', 'a')).toEqual(['a', 'b']);
    pass(59_000);
    expect(await open('a', 'b')).toEqual(['a', 'b']);
    expect(asked).toEqual(['a', 'b']);
    pass(2_000);
    answer = async () => ({ kind: 'some' });
    expect(await open('a')).toEqual([]);
  });

  it('are asked for five at a time', async () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    expect(await open(...all)).toEqual(all.slice(0, 5));
    expect(await open(...all)).toEqual(all);
  });

  it('do not keep an answer waiting: what comes late is known the next time', async () => {
    const slow = Promise.withResolvers<AudienceOutcome>();
    answer = async (channelId) => (channelId === 'b' ? await slow.promise : { kind: 'everybody' });
    const opened = open('a', 'b');
    await vi.advanceTimersByTimeAsync(1_001);
    expect(await opened).toEqual(['a']);
    slow.resolve({ kind: 'everybody' });
    expect(await open('a', 'b')).toEqual(['a', 'b']);
    expect(asked).toEqual(['a', 'b']);
  });

  it('are left out if Discord fails, and asked for again; if it refuses, not before half a day', async () => {
    answer = async () => ({ kind: 'failed', failure: { kind: 'retry', code: '500' } });
    expect(await open('a')).toEqual([]);
    pass(61_000);
    answer = async () => ({ kind: 'failed', failure: { kind: 'suspend', reason: 'no-access', code: '50001' } });
    expect(await open('a')).toEqual([]);
    pass(11 * 3_600_000);
    expect(await open('a')).toEqual([]);
    expect(asked).toHaveLength(2);
    pass(3_600_001);
    answer = async () => ({ kind: 'everybody' });
    expect(await open('a')).toEqual(['a']);
  });
});

it('a press asks once who sees a channel, and the next press asks anew', async () => {
  const press = async () => {
    const once = askingOnce(poster, () => at);
    for (const channelId of ['a', 'b', 'a']) await once.readAudience('1', channelId);
  };
  await press();
  expect(asked).toEqual(['a', 'b']);
  await press();
  expect(asked).toEqual(['a', 'b', 'a', 'b']);
});
