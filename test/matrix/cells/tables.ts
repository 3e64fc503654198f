import type { Step } from '../../support/bot/steps.ts';
import type { ChannelKind } from './cells.ts';

/*
 * The fault matrix: what may happen to a delivery (rows) at each of its steps (columns), and when somebody comes back to
 * it (S: soon, while Discord still knows the nonce; L: late, an hour each time, when only the marker tells). What kills
 * and what cuts the database off strikes in the step itself. A letter tells why a cell is not run.
 */

/** What may happen to a delivery: the rows of each table, in this order. */
export const FAULTS = [
  'SIGKILL',
  'SIGTERM',
  'database cut',
  'database restart',
  '500 before',
  '500 after',
  '502 before',
  '502 after',
  '503 before',
  '503 after',
  '504 before',
  '504 after',
  'FIN before',
  'FIN after',
  'RST before',
  'RST after',
  'hang before',
  'hang after',
  'stalled body before',
  'stalled body after',
  'broken JSON before',
  'broken JSON after',
  '429 user',
  '429 shared',
  '429 global',
  '429 without Retry-After',
  '403 HTML',
  '401',
] as const;
export type FaultName = (typeof FAULTS)[number];

/** Why a cell is not run. */
export const REASONS: Readonly<Record<string, string>> = {
  a: 'only a look goes out then, and it changes nothing: before and after are the same',
  b: 'Discord keeps no nonce for posts: whoever comes back looks for the post, soon or late',
  c: 'a forum’s post is message and thread in one: there is nothing in between',
  d: 'what is published once is published, however long ago: soon and late are the same',
};

/** One kind of channel: how its columns are called, which steps they are, and its cells. */
export interface Table {
  readonly kind: ChannelKind;
  readonly steps: Readonly<Record<string, Step>>;
  readonly rows: string;
}

/*
 *   before      the fault is there before anything is claimed, and lasts for three tries
 *   claimed     a sender died holding its claims; whoever takes over meets the fault
 *   marked      as before, but it died after it had marked them
 *   unanswered  the fault meets the first request itself
 *   unrecorded  a sender died with the answers in its hands; whoever takes over meets the fault
 *   unsettled   as before, but it had recorded them
 *   thread      the anchor stands, and the fault meets the request for its thread
 *   shutdown    the sender is told to stop while its requests are under way and meet the fault
 */
const TEXT: Table = {
  kind: 'text',
  steps: {
    before: 'before-claim',
    claimed: 'claimed',
    marked: 'marked-sending',
    unanswered: 'request-unanswered',
    unrecorded: 'answered-unrecorded',
    unsettled: 'recorded-unsettled',
    thread: 'between-anchor-and-thread',
    shutdown: 'during-shutdown',
  },
  rows: `
  fault                   | before | claimed | marked | unanswered | unrecorded | unsettled | thread | shutdown
  SIGKILL                 | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  SIGTERM                 | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  database cut            | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  database restart        | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  500 before              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  500 after               | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  502 before              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  502 after               | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  503 before              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  503 after               | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  504 before              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  504 after               | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  FIN before              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  FIN after               | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  RST before              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  RST after               | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  hang before             | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  hang after              | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  stalled body before     | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  stalled body after      | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  broken JSON before      | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  broken JSON after       | SL     | SL      | S a    | SL         | S a        | a         | SL     | SL
  429 user                | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  429 shared              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  429 global              | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  429 without Retry-After | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  403 HTML                | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
  401                     | SL     | SL      | SL     | SL         | SL         | SL        | SL     | SL
`,
};

/*
 * A forum gets several posts, one a paper, by which each is discussed. Besides the columns above:
 *
 *   kept     a sender died when the post was kept as the discussion, and not yet as a part of the delivery
 *   between  it died between two parts; whoever takes over meets the fault at the second one
 */
const FORUM: Table = {
  kind: 'forum',
  steps: {
    before: 'before-claim',
    claimed: 'claimed',
    marked: 'marked-sending',
    unanswered: 'request-unanswered',
    unrecorded: 'answered-unrecorded',
    kept: 'discussion-kept',
    between: 'recorded-unsettled',
    thread: 'between-anchor-and-thread',
    shutdown: 'during-shutdown',
  },
  rows: `
  fault                   | before     | claimed    | marked     | unanswered | unrecorded | kept       | between    | thread     | shutdown
  SIGKILL                 | SL         | SL         | SL         | SL         | SL         | SL         | SL         | c          | SL
  SIGTERM                 | SL         | SL         | SL         | SL         | SL         | SL         | SL         | c          | SL
  database cut            | SL         | SL         | SL         | SL         | SL         | SL         | SL         | c          | SL
  database restart        | SL         | SL         | SL         | SL         | SL         | SL         | SL         | c          | SL
  500 before              | S b        | S b        | S b        | S b        | S b        | S b        | S b        | c          | S b
  500 after               | S b        | S b        | a          | S b        | a          | a          | S b        | c          | S b
  502 before              | S b        | S b        | S b        | S b        | S b        | S b        | S b        | c          | S b
  502 after               | S b        | S b        | a          | S b        | a          | a          | S b        | c          | S b
  503 before              | S b        | S b        | S b        | S b        | S b        | S b        | S b        | c          | S b
  503 after               | S b        | S b        | a          | S b        | a          | a          | S b        | c          | S b
  504 before              | S b        | S b        | S b        | S b        | S b        | S b        | S b        | c          | S b
  504 after               | S b        | S b        | a          | S b        | a          | a          | S b        | c          | S b
  FIN before              | S b        | S b        | S b        | S b        | S b        | S b        | S b        | c          | S b
  FIN after               | S b        | S b        | a          | S b        | a          | a          | S b        | c          | S b
  RST before              | S b        | S b        | S b        | S b        | S b        | S b        | S b        | c          | S b
  RST after               | S b        | S b        | a          | S b        | a          | a          | S b        | c          | S b
  hang before             | S b        | S b        | S b        | S b        | S b        | S b        | S b        | c          | S b
  hang after              | S b        | S b        | a          | S b        | a          | a          | S b        | c          | S b
  stalled body before     | S b        | S b        | S b        | S b        | S b        | S b        | S b        | c          | S b
  stalled body after      | S b        | S b        | a          | S b        | a          | a          | S b        | c          | S b
  broken JSON before      | S b        | S b        | S b        | S b        | S b        | S b        | S b        | c          | S b
  broken JSON after       | S b        | S b        | a          | S b        | a          | a          | S b        | c          | S b
  429 user                | SL         | SL         | SL         | SL         | SL         | SL         | SL         | c          | SL
  429 shared              | SL         | SL         | SL         | SL         | SL         | SL         | SL         | c          | SL
  429 global              | SL         | SL         | SL         | SL         | SL         | SL         | SL         | c          | SL
  429 without Retry-After | S b        | S b        | S b        | S b        | S b        | S b        | S b        | c          | S b
  403 HTML                | S b        | S b        | S b        | S b        | S b        | S b        | S b        | c          | S b
  401                     | S b        | S b        | S b        | S b        | S b        | S b        | S b        | c          | S b
`,
};

/*
 * To an announcement channel a digest goes as to a text channel. What follows is a step of its own:
 *
 *   before      the digests are posted; the fault is there before any is published, and lasts for three tries
 *   owed        a sender died when it had owed the message to followers, and not yet recorded it as sent
 *   claimed     a sender died holding what it was about to publish; whoever takes over meets the fault
 *   unanswered  the fault meets the request that publishes
 *   unrecorded  a sender died with the answers in its hands; whoever takes over meets the fault
 *   shutdown    the sender is told to stop while it publishes and meets the fault
 */
const ANNOUNCEMENT: Table = {
  kind: 'announcement',
  steps: {
    before: 'before-claim',
    owed: 'publication-owed',
    claimed: 'publication-claimed',
    unanswered: 'publish-unanswered',
    unrecorded: 'published-unrecorded',
    shutdown: 'during-shutdown',
  },
  rows: `
  fault                   | before     | owed       | claimed    | unanswered | unrecorded | shutdown
  SIGKILL                 | SL         | SL         | SL         | SL         | SL         | SL
  SIGTERM                 | SL         | SL         | SL         | SL         | SL         | SL
  database cut            | SL         | SL         | SL         | SL         | SL         | SL
  database restart        | SL         | SL         | SL         | SL         | SL         | SL
  500 before              | S d        | SL         | S d        | S d        | S d        | S d
  500 after               | S d        | S a        | S d        | S d        | S d        | S d
  502 before              | S d        | SL         | S d        | S d        | S d        | S d
  502 after               | S d        | S a        | S d        | S d        | S d        | S d
  503 before              | S d        | SL         | S d        | S d        | S d        | S d
  503 after               | S d        | S a        | S d        | S d        | S d        | S d
  504 before              | S d        | SL         | S d        | S d        | S d        | S d
  504 after               | S d        | S a        | S d        | S d        | S d        | S d
  FIN before              | S d        | SL         | S d        | S d        | S d        | S d
  FIN after               | S d        | S a        | S d        | S d        | S d        | S d
  RST before              | S d        | SL         | S d        | S d        | S d        | S d
  RST after               | S d        | S a        | S d        | S d        | S d        | S d
  hang before             | S d        | SL         | S d        | S d        | S d        | S d
  hang after              | S d        | S a        | S d        | S d        | S d        | S d
  stalled body before     | S d        | SL         | S d        | S d        | S d        | S d
  stalled body after      | S d        | S a        | S d        | S d        | S d        | S d
  broken JSON before      | S d        | SL         | S d        | S d        | S d        | S d
  broken JSON after       | S d        | S a        | S d        | S d        | S d        | S d
  429 user                | SL         | SL         | SL         | SL         | SL         | SL
  429 shared              | SL         | SL         | SL         | SL         | SL         | SL
  429 global              | SL         | SL         | SL         | SL         | SL         | SL
  429 without Retry-After | S d        | SL         | S d        | S d        | S d        | S d
  403 HTML                | S d        | SL         | S d        | S d        | S d        | S d
  401                     | S d        | SL         | S d        | S d        | S d        | S d
`,
};

export const TABLES: readonly Table[] = [TEXT, FORUM, ANNOUNCEMENT];
