import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/domain/nearest.ts';
import { listTimezones } from '../../src/domain/schedule.ts';
import { BUILT_IN_TOPICS } from '../../src/domain/topics/built-in-topics.ts';

const zones = listTimezones();
const topics = BUILT_IN_TOPICS.map(({ slug }) => slug);

describe('what may be meant by a text', () => {
  it.each([
    ['berlin', zones, ['Europe/Berlin']],
    ['Europe-Berln', zones, ['Europe/Berlin']],
    ['tokio', zones, ['Asia/Tokyo']],
    ['recomendation', topics, ['recommendation']],
    ['robotisc', topics, ['robotics']],
    ['visoin', topics, ['vision-language']],
    ['Londn', zones, ['Europe/London']],
  ])('is what holds it, or is spelt like it: %s', (text, candidates, found) => {
    expect(nearest(text, candidates, 1)).toEqual(found);
  });

  it('is not what is half as near as the nearest', () => {
    expect(nearest('berlin', zones, 3)).toEqual(['Europe/Berlin']);
  });

  it.each(['zzzz', 'nonsense', 'berlin', '😀', '<@123>'])('may be nothing: %s', (text) => {
    expect(nearest(text, topics, 3)).toEqual([]);
  });

  it('can be any of them while nothing is typed', () => {
    expect(nearest(' ', topics, 2)).toEqual(topics.slice(0, 2));
  });
});
