/** A protection, how to take it away, and the tests that should notice. */
export interface Mutant {
  readonly name: string;
  /** From the root of the project. */
  readonly file: string;
  /** Texts that stand in the file once each, and what stands there without the protection. */
  readonly edits: readonly (readonly [find: string, replacement: string])[];
  readonly noticedBy: TestChoice;
}

export interface TestChoice {
  readonly file: string;
  /** A part of the names of the tests that are run. */
  readonly name: string;
}

const soon = (name: string, to = 'text channels'): TestChoice => ({
  file: 'test/matrix/soon.test.ts',
  name: `to ${to} at ${name}`,
});
const late = (name: string): TestChoice => ({
  file: 'test/matrix/late.test.ts',
  name: `to text channels at ${name}`,
});
const protections = (name: string): TestChoice => ({ file: 'test/matrix/protections.test.ts', name });
const digestThreads = (name: string): TestChoice => ({ file: 'test/delivery/sending/digest-threads.test.ts', name });
const histories: TestChoice = { file: 'test/matrix/histories/histories.test.ts', name: 'whatever happens' };

export const mutants: readonly Mutant[] = [
  {
    name: 'the nonce is enforced',
    file: 'src/discord/poster.ts',
    edits: [['enforce_nonce: true', 'enforce_nonce: false']],
    noticedBy: soon('request-unanswered goes out once after 500 after'),
  },
  {
    name: 'beyond the nonce window the marker is looked for',
    file: 'src/delivery/posting/post-once.ts',
    edits: [
      [
        'const found = await poster.findMarked(channelId, marker, sendingAt);',
        "const found = { kind: 'missing', of: [channelId, marker] };",
      ],
    ],
    noticedBy: late('request-unanswered goes out once after 500 after'),
  },
  {
    name: 'a look that failed is not taken for "nothing found"',
    file: 'src/delivery/posting/post-once.ts',
    edits: [["if (found.kind === 'failed') return afterFailedLook(found.failure);", '']],
    noticedBy: late('answered-unrecorded goes out once after 500 before'),
  },
  {
    name: 'sending is marked before the request leaves',
    file: 'src/delivery/posting/post-once.ts',
    edits: [
      [
        "if (!(await options.markSending(options.now()))) return { kind: 'taken-over' };\n  return await post(poster, options);",
        'const outcome = await post(poster, options);\n  await options.markSending(options.now());\n  return outcome;',
      ],
    ],
    noticedBy: late('answered-unrecorded goes out once after 500 before'),
  },
  {
    name: 'a claim is a lease',
    file: 'src/store/delivery/deliveries.ts',
    edits: [
      [".where(isFree('delivery.claimed_until', at))", ''],
      [".where(isFree('destination.busy_until', at))", ''],
    ],
    noticedBy: {
      file: 'test/delivery/sending/deliver.test.ts',
      name: 'is taken up by another sender when its own died',
    },
  },
  {
    name: 'a claim that has passed on marks nothing',
    file: 'src/store/delivery/deliveries.ts',
    edits: [
      [
        ".where('delivery.state', '=', 'owed')\n    .where('delivery.claimed_until', '=', claim.claimedUntil);",
        ".where('delivery.state', '=', 'owed');",
      ],
    ],
    noticedBy: protections('marks nothing that its successor has claimed'),
  },
  {
    name: 'whoever was held up for longer than its lease sends nothing',
    file: 'src/delivery/posting/post-once.ts',
    edits: [["if (claimedUntil !== undefined && now() >= claimedUntil) return { kind: 'taken-over' };", '']],
    noticedBy: protections('sends nothing once its successor has'),
  },
  {
    name: 'what was sent is not sent again',
    file: 'src/delivery/sending/send-parts.ts',
    edits: [['if (part.sent) continue;', '']],
    noticedBy: protections('is not sent again, though nobody may read its channel'),
  },
  {
    name: 'bodies are frozen',
    file: 'src/store/delivery/deliveries.ts',
    edits: [
      [
        'body: row.plain_body ?? putMarker(row.body, row.marker),',
        "body: row.plain_body ?? JSON.parse(JSON.stringify(putMarker(row.body, row.marker)).replaceAll('upvotes', 'upvotes ' + performance.now())),",
      ],
    ],
    noticedBy: histories,
  },
  {
    name: 'shown papers are left out',
    file: 'src/delivery/planning/plan.ts',
    edits: [['isShown: (id) => seen.has(id),', 'isShown: () => false,']],
    noticedBy: { file: 'test/delivery/planning/slots.test.ts', name: 'shows a channel no paper twice' },
  },
  {
    name: 'the channel is locked while it is planned for',
    file: 'src/delivery/planning/plan.ts',
    edits: [['await lockChannels(tx, channelIds);', '']],
    noticedBy: protections('plan for one channel one after the other'),
  },
  {
    name: 'a slot has one digest: unique (subscription, slot)',
    file: 'migrations/0002-digests.ts',
    edits: [['unique (subscription_id, slot_at)', 'unique (id, slot_at)']],
    noticedBy: protections('freeze no second digest for a slot'),
  },
  {
    name: 'planners pass over locked subscriptions: skip locked',
    file: 'src/store/delivery/digests.ts',
    edits: [['.forUpdate()\n    .skipLocked();', '.forUpdate();']],
    noticedBy: protections('pass over a subscription'),
  },
  {
    name: 'senders pass over locked deliveries: skip locked',
    file: 'src/store/delivery/deliveries.ts',
    edits: [
      [".forUpdate(['delivery', 'destination'])\n    .skipLocked();", ".forUpdate(['delivery', 'destination']);"],
    ],
    noticedBy: protections('pass over a subscription'),
  },
  {
    name: 'a removal cancels what is owed',
    file: 'src/store/servers/subscriptions.ts',
    edits: [['await forgetUnsentDigests(tx, id);', '']],
    noticedBy: {
      file: 'test/delivery/sending/deliver.test.ts',
      name: 'cancels what is owed and gives its papers back',
    },
  },
  {
    name: 'a thread that exists is a success: 160004',
    file: 'src/discord/poster.ts',
    edits: [["if (code === THREAD_EXISTS) return { kind: 'started', threadId: messageId };", '']],
    noticedBy: soon('between-anchor-and-thread goes out once after 500 after'),
  },
  {
    name: 'posted and then deleted is posted: 10008',
    file: 'src/discord/poster.ts',
    edits: [["if (discordCode(error) === UNKNOWN_MESSAGE) return { kind: 'deleted' };", '']],
    noticedBy: protections('that was deleted before its answer was known'),
  },
  {
    name: 'a forum is looked through before a post is made again',
    file: 'src/delivery/posting/post-in-forum.ts',
    edits: [
      [
        'const found = await poster.findPost(options, marker, sendingAt);',
        "const found = { kind: 'missing', of: [marker, sendingAt] };",
      ],
    ],
    noticedBy: soon('request-unanswered goes out once after 500 after', 'forums'),
  },
  {
    name: 'followers are owed a message before it counts as sent',
    file: 'src/delivery/sending/send-parts.ts',
    edits: [
      [
        'await owePublication(context.db, publication, { at: context.now() });',
        'await markSent(context.db, claim, part.part, { at: context.now(), messageId });\n      await owePublication(context.db, publication, { at: context.now() });',
      ],
    ],
    noticedBy: protections('is owed to followers before it counts as sent'),
  },
  {
    name: 'published already is a success: 40033',
    file: 'src/discord/poster.ts',
    edits: [["if (code === PUBLISHED) return { kind: 'published' };", '']],
    noticedBy: soon('publish-unanswered goes out once after 500 after', 'announcement channels'),
  },
  {
    name: 'a discussion that has passed on is not let go of',
    file: 'src/store/servers/discussions.ts',
    edits: [
      [
        "    .set({ due_at: dueAt, claimed_until: null, reason })\n    .where('state', '=', 'owed')\n    .where('claimed_until', '=', claim.claimedUntil ?? null)",
        "    .set({ due_at: dueAt, claimed_until: null, reason })\n    .where('state', '=', 'owed')",
      ],
    ],
    noticedBy: { file: 'test/discussion/open.test.ts', name: 'lets go of nothing that its successor has claimed' },
  },
  {
    name: 'a digest leads into no channel that not everybody sees',
    file: 'src/delivery/sending/digest-threads.ts',
    edits: [["if (audience.kind === 'everybody') open.add(asked);", 'if (audience !== undefined) open.add(asked);']],
    noticedBy: digestThreads('leads into no channel'),
  },
  {
    name: 'a digest leads into no private channel',
    file: 'src/delivery/sending/digest-threads.ts',
    edits: [["thread.scope === '' && thread.channelId !== channelId", 'thread.channelId !== channelId']],
    noticedBy: digestThreads('leads into no other channel'),
  },
  {
    name: 'followers are led to no discussion',
    file: 'src/delivery/sending/digest-threads.ts',
    edits: [['if (publishes) return body;', 'if (publishes && body === undefined) return body;']],
    noticedBy: digestThreads('that is published to followers leads nowhere'),
  },
  {
    name: 'a digest leads to no discussion of another server',
    file: 'src/store/threads/digest-threads.ts',
    edits: [['and discussion.guild_id = ', "and '' <> "]],
    noticedBy: digestThreads('leads to none of another server'),
  },
  {
    name: 'the library repeats nothing: retries 0',
    file: 'src/discord/rest.ts',
    edits: [['retries: 0,', 'retries: 3,']],
    noticedBy: soon('request-unanswered goes out once after 500 before'),
  },
  {
    name: 'the breaker stops all sending',
    file: 'src/delivery/posting/breaker.ts',
    edits: [["if (passage === 'blocked') return undefined;", '']],
    noticedBy: soon('request-unanswered goes out once after 403 HTML'),
  },
  {
    name: 'a dead token is told',
    file: 'src/delivery/posting/breaker.ts',
    edits: [['context.onDeadToken();', '']],
    noticedBy: soon('request-unanswered goes out once after 401'),
  },
];
