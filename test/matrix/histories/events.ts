import fc from 'fast-check';
import type { Frequency } from '../../../src/domain/subscription.ts';
import { MISHAPS, type Mishap } from '../../support/discord/model-discord.ts';

/** What may happen in a history. Numbers choose among what there is by then. */
export type Event =
  | { readonly kind: 'tick'; readonly process: 'first' | 'second' | 'both' }
  | { readonly kind: 'plan' }
  | { readonly kind: 'pass'; readonly minutes: number }
  /** The clock that all processes follow goes back, as after a snapshot was restored; Discord's does not. */
  | { readonly kind: 'jump back'; readonly minutes: number }
  | { readonly kind: 'set right' }
  | { readonly kind: 'publish' }
  | { readonly kind: 'recount' }
  | { readonly kind: 'mishaps'; readonly mishaps: readonly Mishap[] }
  | { readonly kind: 'die'; readonly afterStatements: number }
  | { readonly kind: 'refuse' | 'mend' | 'turn'; readonly channel: number }
  | { readonly kind: 'subscribe'; readonly channel: number; readonly topics: number; readonly wish: Wish }
  | { readonly kind: 'pause' | 'resume' | 'remove'; readonly subscription: number }
  /** `afterPlan`: a day later, between what a process has planned and its sending. */
  | { readonly kind: 'move'; readonly subscription: number; readonly channel: number; readonly afterPlan: boolean };

export interface Wish {
  readonly time: string;
  readonly frequency: Frequency;
  readonly papers: number;
}

const wish: fc.Arbitrary<Wish> = fc.record({
  time: fc.constantFrom('09:00', '03:30', '21:00'),
  frequency: fc.constantFrom('daily', 'daily', 'daily', 'daily', 'weekdays', 'weekdays', 'weekly-tuesday'),
  papers: fc.integer({ min: 1, max: 5 }),
});
const index = fc.nat({ max: 5 });

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('tick'), process: fc.constantFrom('first', 'second', 'both') }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('pass'),
      minutes: fc.constantFrom(0.1, 1.1, 2.5, 10, 61, 360, 720, 1_440, 1_440, 3_000),
    }),
  },
  // No sum of what passes above: a clock that goes back by just as long as has passed has not moved for anybody.
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('jump back'), minutes: fc.constantFrom(0.5, 37, 5_767) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('set right') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('plan') }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('publish') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('recount') }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('mishaps'),
      mishaps: fc.array(fc.constantFrom(...MISHAPS), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('die'), afterStatements: fc.nat({ max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('refuse', 'mend'), channel: index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('turn'), channel: index }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('subscribe'), channel: index, topics: index, wish }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove'), subscription: index }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('pause', 'resume'), subscription: index }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('move'), subscription: index, channel: index, afterPlan: fc.boolean() }),
  },
) as fc.Arbitrary<Event>;

/** A history begins with a subscription, or nothing would happen in it. */
export const histories: fc.Arbitrary<readonly Event[]> = fc
  .tuple(
    fc.record({ kind: fc.constant('subscribe' as const), channel: index, topics: index, wish }),
    fc.array(event, { minLength: 6, maxLength: 20, size: 'max' }),
  )
  .map(([first, events]) => [first, ...events]);
