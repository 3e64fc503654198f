import { randomUUID } from 'node:crypto';
import type { NoticeKind } from '../../domain/notice.ts';
import type { SuspensionReason } from '../../domain/subscription.ts';
import type { HeldUp } from '../../domain/thread-room.ts';
import { encodeCustomId } from '../../render/message/custom-id.ts';
import {
  renderPlaceNotice,
  renderResumedNotice,
  renderRoleNotice,
  renderSuspensionNotice,
  renderThreadsFullNotice,
  renderWelcome,
} from '../../render/servers/notice.ts';
import type { Db } from '../../store/schema.ts';
import { findServerSubscriber, findSubscriber } from '../../store/servers/mending.ts';
import { oweNotice } from '../../store/servers/notices.ts';

const DAY_MS = 24 * 3_600_000;
/** Whoever was told of a channel hears nothing more of it for so long. */
const QUIET_MS = 7 * DAY_MS;

export interface SuspensionOptions {
  readonly guildId: string;
  readonly channelId: string;
  readonly reason: SuspensionReason;
  /** Names of permissions as Discord's settings show them; absent: those that the reason suggests. */
  readonly missing?: readonly string[];
  /** Of a channel that is gone, if it was known. */
  readonly channelName?: string;
  /** Who is told if the server has no place for it; absent: who made the channel's newest subscription. */
  readonly subscriberId?: string;
  readonly at: Date;
  /** Not to be told before: it may mend itself until then. `at` if absent. */
  readonly dueAt?: Date;
}

/**
 * Owes somebody who can act the word that a channel refuses what is posted to it, at most once in seven days. The body
 * is frozen here; where it goes is decided when it is sent. If the channel is mended before that, nothing is sent.
 *
 * @returns whether it is owed by this
 */
export async function oweSuspensionNotice(db: Db, options: SuspensionOptions): Promise<boolean> {
  const { guildId, channelId, at, dueAt = at } = options;
  const subscriberId = options.subscriberId ?? (await findSubscriber(db, channelId));
  const { id, marker } = identify();
  const body = renderSuspensionNotice({ ...options, marker });
  const notice = { id, kind: 'suspended' as const, guildId, subjectId: channelId, marker, body, dueAt };
  const addressed = { ...notice, ...(subscriberId !== undefined && { subscriberId }) };
  return await oweNotice(db, addressed, { at, quietMs: QUIET_MS });
}

interface ChannelNotice {
  readonly guildId: string;
  readonly channelId: string;
  readonly at: Date;
}

/** Owes a channel one line that Paperboy posts there again. @returns whether it is owed by this */
export async function oweResumedNotice(db: Db, { guildId, channelId, at }: ChannelNotice): Promise<boolean> {
  return await owe(db, { kind: 'resumed', guildId, subjectId: channelId, at }, (marker) =>
    renderResumedNotice({ marker }),
  );
}

/** Owes a server the word that a mentioned role is gone. @returns whether it is owed by this */
export async function oweRoleNotice(db: Db, { guildId, channelId, at }: ChannelNotice): Promise<boolean> {
  return await owe(db, { kind: 'role-gone', guildId, subjectId: channelId, at }, (marker) =>
    renderRoleNotice({ channelId, marker }),
  );
}

/**
 * Owes a server the word that discussions cannot begin where it has chosen, at most once in seven days.
 *
 * @returns whether it is owed by this
 */
export async function owePlaceNotice(db: Db, { guildId, channelId, at }: ChannelNotice): Promise<boolean> {
  return await owe(db, { kind: 'place-lost', guildId, subjectId: channelId, at, quietMs: QUIET_MS }, (marker) =>
    renderPlaceNotice({ channelId, marker }),
  );
}

/** Owes a server that was joined just now its welcome. @returns whether it is owed by this */
export async function oweWelcome(db: Db, { guildId, at }: { guildId: string; at: Date }): Promise<boolean> {
  return await owe(db, { kind: 'welcome', guildId, subjectId: guildId, at }, (marker) => renderWelcome({ marker }));
}

/**
 * Owes somebody who can act the word that Discord lets no discussion begin in a server, of each trouble at most once in
 * seven days.
 *
 * @param options `channelId`: where a thread was refused; whoever made its newest subscription, or the server's, is told
 * if the server has no place for it
 * @returns whether it is owed by this
 */
export async function oweThreadsFullNotice(
  db: Db,
  { guildId, channelId, why, at }: ChannelNotice & { readonly why: HeldUp },
): Promise<boolean> {
  const subscriberId = await findServerSubscriber(db, { guildId, channelId });
  // One trouble does not keep another quiet.
  const subjectId = why.kind === 'cap' ? guildId : `${guildId} ${why.kind}`;
  const notice = { kind: 'threads-full' as const, guildId, subjectId, at, quietMs: QUIET_MS };
  return await owe(db, { ...notice, ...(subscriberId !== undefined && { subscriberId }) }, (marker) =>
    renderThreadsFullNotice({ guildId, marker, why }),
  );
}

interface Owed {
  readonly kind: NoticeKind;
  readonly guildId: string;
  readonly subjectId: string;
  readonly subscriberId?: string;
  readonly at: Date;
  readonly quietMs?: number;
}

async function owe(db: Db, { at, quietMs = 0, ...notice }: Owed, render: (marker: string) => object): Promise<boolean> {
  const { id, marker } = identify();
  return await oweNotice(db, { ...notice, id, marker, body: render(marker), dueAt: at }, { at, quietMs });
}

/** The marker is the `custom_id` of a control that explains Paperboy, and names the notice besides. */
function identify(): { readonly id: string; readonly marker: string } {
  const id = randomUUID();
  return { id, marker: encodeCustomId({ command: 'help', action: 'show', fields: [id] }) };
}
