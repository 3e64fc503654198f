import type { AnswerBody, Ask } from '../../src/discord/command.ts';
import { UserError } from '../../src/domain/errors.ts';
import { judgeFreshness } from '../../src/domain/freshness.ts';
import { currentListDay } from '../../src/domain/list-day.ts';
import { nextSlots } from '../../src/domain/schedule.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import {
  renderNoSubscriptions,
  renderSubscriptionList,
  type SelectedView,
} from '../../src/render/servers/subscriptions.ts';
import { findLastPost, listReceipts } from '../../src/store/delivery/receipts.ts';
import { countVolume } from '../../src/store/delivery/volume.ts';
import { listKinds } from '../../src/store/servers/destinations.ts';
import { listSourceReports } from '../../src/store/servers/status.ts';
import { findSubscription, listSubscriptions } from '../../src/store/servers/subscriptions.ts';
import { privateId, readPrivate } from '../asker/private-id.ts';
import { guildOf, homeChannelId, missingRights } from '../asker/rights.ts';
import type { Context } from '../context.ts';

const SLOTS_SHOWN = 3;

/**
 * The `custom_id` of a control of an admin's panel. It names who it was made for and when, so that nobody else, and
 * nobody much later, can press it; and a subscription, which is looked for in the server where it is pressed.
 */
export function panelId(ask: Ask, at: Date, action: string, subscriptionId: string): string {
  return privateId(ask, at, { command: 'subscriptions', action, field: subscriptionId });
}

/** The server's subscription that a control names. @throws UserError `outdated`, or `subscription-not-found` */
export async function findChosen(ask: Ask, context: Context): Promise<Subscription> {
  const found = await findSubscription(context.db, guildOf(ask), readPrivate(ask, context));
  if (found === undefined) throw new UserError({ code: 'subscription-not-found' });
  return found;
}

/**
 * The panel over the server's subscriptions.
 *
 * @param chosenId the one that it acts on; the first if it is not there
 * @param changes what an edit has just changed, in words; absent if there was none
 */
export async function showPanel(
  ask: Ask,
  context: Context,
  chosenId: string | undefined,
  changes?: readonly string[],
): Promise<AnswerBody> {
  const { db, now, channelName } = context;
  const at = now();
  const guildId = guildOf(ask);
  const subscriptions = await listSubscriptions(db, guildId);
  const subscription = subscriptions.find(({ id }) => id === chosenId) ?? subscriptions[0];
  if (subscription === undefined) return renderNoSubscriptions({ settings: panelId(ask, at, 'settings', '') });
  const id = (action: string) => panelId(ask, at, action, subscription.id);
  return renderSubscriptionList({
    subscriptions,
    selected: {
      ...(await readSelected(ask, context, subscription)),
      ...(changes !== undefined && { changes }),
    },
    channelName,
    ids: {
      choose: id('choose'),
      preview: id('preview'),
      postNow: id('post-now'),
      edit: id('edit'),
      editMore: id('edit-more'),
      pause: id('pause'),
      resume: id('resume'),
      remove: id('remove'),
      receipts: id('receipts'),
      publish: id('publish'),
      unpublish: id('unpublish'),
      settings: id('settings'),
    },
  });
}

async function readSelected(ask: Ask, { db, now }: Context, subscription: Subscription): Promise<SelectedView> {
  const { id, guildId, channelId, topics, minUpvotes, papers: limit } = subscription;
  const at = now();
  const [latest] = await listReceipts(db, guildId, id, { limit: 1 });
  const lastPost = await findLastPost(db, guildId, id);
  const [report] = await listSourceReports(db, currentListDay(at));
  const kind = (await listKinds(db, [channelId])).get(channelId);
  // What Paperboy may do is told of the channel in which it was asked, and of no other.
  const isHere = homeChannelId(ask.channel) === channelId;
  return {
    subscription,
    next: listNext(subscription, at),
    volume: await countVolume(db, { guildId, topics, minUpvotes, limit }, at),
    lacksHistory: isHere && missingRights(ask.appPermissions, ['ReadMessageHistory']).length > 0,
    ...(kind !== undefined && { kind }),
    ...(latest !== undefined && { latest }),
    ...(lastPost !== undefined && { lastPost }),
    ...(report !== undefined && { newer: { source: report.source, list: judgeFreshness(report, at).newer } }),
  };
}

/** The next slots; the first as it was promised, whatever has become of the zone's rules since. */
function listNext(subscription: Subscription, at: Date): readonly Date[] {
  const { nextAt } = subscription;
  return nextAt > at
    ? [nextAt, ...nextSlots(subscription, nextAt, SLOTS_SHOWN - 1)]
    : nextSlots(subscription, at, SLOTS_SHOWN);
}
