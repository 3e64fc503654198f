import { ButtonStyle } from 'discord-api-types/v10';
import type { ChannelKind } from '../../domain/channel-kind.ts';
import type { ListDay } from '../../domain/list-day.ts';
import type { RankedPaper } from '../../domain/paper.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Volume } from '../../domain/volume.ts';
import { button, container, type PackedMessage, packMessage, row, text } from '../message/packer.ts';
import { paperUrl } from '../papers/row.ts';
import { cutText } from '../text/cut.ts';
import { maskedLink, plain } from '../text/inert.ts';
import { counted, daysInWords, listInWords, timestamp } from '../text/words.ts';
import { wordChanges } from './changes.ts';
import { describePreferences, wordAtLeastOnce } from './preferences.ts';
import { wordForecast } from './volume.ts';

/** A subscription before it is made. */
export interface DraftView {
  /** As it would be saved. */
  readonly subscription: Subscription;
  /** The one that saving changes: the channel's, with the same topics. */
  readonly existing?: Subscription;
  /** The lists of the digest as it would have been, newest first; empty if none is held. */
  readonly days: readonly ListDay[];
  readonly papers: readonly RankedPaper[];
  /** Papers that met the preferences, of which these are the first. */
  readonly total: number;
  readonly volume: Volume;
  readonly loosened: { readonly withoutMinimum?: Volume; readonly withAllTopics?: Volume };
  readonly nextSlots: readonly Date[];
  /** What Paperboy lacks in the channel and cannot do without, by the names of Discord's settings. */
  readonly missing: readonly string[];
  /** Whether Paperboy may read the channel's history: it takes that to post exactly once. */
  readonly readsHistory: boolean;
  /** Whether the role that is mentioned is told of it; false if neither it nor Paperboy allows that. */
  readonly reachesRole: boolean;
  readonly expiresAt: Date;
  /** What the channel is; absent if that is not known. */
  readonly kind?: ChannelKind;
  readonly ids: { readonly save: string; readonly adjust: string; readonly preview: string; readonly cancel: string };
}

/** Titles stand whole in the digest: here they only show what kind of papers come. */
const TITLE = { codePoints: 90, bytes: 240 };

/** `/subscribe` shows what it would make: in words, by the last lists, and with what is in its way. */
export function renderDraft(view: DraftView): PackedMessage {
  const { subscription, existing, readsHistory, expiresAt, papers, ids } = view;
  const { channelId } = subscription;
  return packMessage([
    container([
      text(`### Not saved yet: a subscription of <#${channelId}>\n${describePreferences(subscription, view.kind)}`),
      ...(existing === undefined ? [] : [text(wordEffect(existing, subscription))]),
      text(`${wordForecast(view)}\n${wordNext(view)}`),
      ...wordMissing(view).map(text),
      ...(readsHistory ? [] : [text(wordAtLeastOnce(channelId))]),
      text(wordDigest(view)),
      text(`-# Nothing is saved yet. This draft is kept until ${timestamp(expiresAt, 't')}.`),
    ]),
    row([
      button('Save', ids.save, { style: ButtonStyle.Success }),
      button('Adjust', ids.adjust),
      ...(papers.length === 0 ? [] : [button('Preview', ids.preview)]),
      button('Cancel', ids.cancel),
    ]),
  ]);
}

/** *Cancel* was pressed. */
export function renderCancelled(channelId: string): PackedMessage {
  return packMessage([text(`Cancelled: nothing was saved, and nothing in <#${channelId}> has changed.`)]);
}

function wordEffect(existing: Subscription, subscription: Subscription): string {
  const changes = wordChanges(existing, subscription);
  const begin = `<#${existing.channelId}> is subscribed to the same topics already. Saving changes that subscription: `;
  const paused = existing.pausedAt === undefined ? '' : ' It is **paused** and stays so: `/subscriptions` resumes it.';
  return `${begin}${changes.length === 0 ? 'nothing, it is the same' : changes.join(', ')}.${paused}`;
}

function wordNext({ subscription: { timezone }, nextSlots }: DraftView): string {
  const local = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timezone,
  });
  const here = nextSlots.map((slot) => timestamp(slot, 'f')).join(', ');
  return `**Next**: ${here}\n-# In ${timezone}: ${nextSlots.map((slot) => local.format(slot)).join('; ')}`;
}

function wordMissing({ missing, subscription, reachesRole }: DraftView): readonly string[] {
  const { channelId, mentionRoleId } = subscription;
  const names = listInWords(missing.map((name) => `**${name}**`));
  return [
    ...(missing.length === 0
      ? []
      : [
          `⚠️ **Missing**: Paperboy lacks the permission${missing.length === 1 ? '' : 's'} ${names} in <#${channelId}>. Allow ${missing.length === 1 ? 'it' : 'them'} in the channel’s settings, under *Permissions*, and press *Save* then.`,
        ]),
    ...(reachesRole
      ? []
      : [
          `⚠️ <@&${mentionRoleId}> would be named, and not notified: allow everybody to mention it in the role’s settings, or allow Paperboy **Mention @everyone, @here, and All Roles** in <#${channelId}>.`,
        ]),
  ];
}

function wordDigest({ days, papers, total }: DraftView): string {
  if (days.length === 0) return 'Lists are being read: no complete one is held yet, so there is no example to show.';
  const which = `of ${daysInWords(days)}`;
  if (papers.length === 0) return `**The digest ${which}** would have been empty, and nothing would have been posted.`;
  const count = total > papers.length ? `the first ${papers.length} of ${total} papers` : counted(total, 'paper');
  const rows = papers.map(
    (each) =>
      `${each.rank}. ${maskedLink(cutText(plain(each.paper.title), TITLE), paperUrl(each.paper))} · ${counted(each.counts.upvotes, 'upvote')}${each.gained === undefined ? '' : ' · late riser'}`,
  );
  return `**The digest ${which}** would have been ${count}:\n${rows.join('\n')}`;
}
