import type { Subscription } from '../domain/subscription.ts';
import type { DeliveryReport, DigestReport, LedgerReport, PartReport } from '../store/delivery/ledger-report.ts';
import { claims, nextTry, step, utc } from './steps.ts';

/** What the ledger knows, step by step, a line each. Times are UTC; no titles, no bodies. */
export function explainLedger({ subscription, digests }: LedgerReport): string {
  const blocks = [
    subscription === undefined ? ['Its subscription was removed.'] : explainSubscription(subscription),
    ...digests.map(explainDigest),
    ...(digests.length === 0 ? [['No slot of it has been planned yet.']] : []),
  ];
  return blocks.map((lines) => lines.join('\n')).join('\n\n');
}

function explainSubscription(subscription: Subscription): readonly string[] {
  const { id, guildId, channelId, time, timezone, frequency, nextAt, coveredThrough } = subscription;
  return [
    `subscription ${id} of server ${guildId}, channel ${channelId}`,
    step('schedule', `${time} ${timezone}, ${frequency}; changed ${utc(subscription.changedAt)}`),
    step('next slot', utc(nextAt)),
    step('covered', `lists through ${coveredThrough}`),
    ...explainState(subscription),
  ];
}

function explainState({ suspended, pausedAt, waitingSlotAt }: Subscription): readonly string[] {
  const states = [
    ...(suspended === undefined ? [] : [`suspended since ${utc(suspended.since)}: ${suspended.reason}`]),
    ...(pausedAt === undefined ? [] : [`paused since ${utc(pausedAt)}`]),
    ...(waitingSlotAt === undefined ? [] : [`waiting for a list since the slot ${utc(waitingSlotAt)}`]),
  ];
  return (states.length === 0 ? ['active'] : states).map((state) => step('state', state));
}

function explainDigest(digest: DigestReport): readonly string[] {
  const { id, slotAt, plannedAt, outcome, listDays, paperIds, delivery } = digest;
  return [
    `digest ${id}: ${outcome}`,
    step('planned', `${utc(plannedAt)} for the slot ${utc(slotAt)}`),
    step('lists', listDays.join(', ') || 'none'),
    step('papers', paperIds.join(', ') || 'none'),
    ...(delivery === undefined
      ? [step('delivery', 'none: there was nothing to post')]
      : explainDelivery(digest, delivery)),
  ];
}

function explainDelivery(digest: DigestReport, delivery: DeliveryReport): readonly string[] {
  const { id, parts } = delivery;
  return [
    step('delivery', id),
    claims(delivery),
    ...parts.flatMap((part) => explainPart(digest, part)),
    explainEnd(delivery),
  ];
}

function explainPart({ guildId, channelId }: DigestReport, part: PartReport): readonly string[] {
  const name = `part ${part.part}`;
  return [
    step(name, `marker ${part.marker}`),
    ...(part.isPlain ? [step(name, 'Discord refused its body: a plain one is sent instead')] : []),
    ...(part.sendingAt === undefined ? [] : [step(name, `sending since ${utc(part.sendingAt)}`)]),
    part.sentAt === undefined
      ? step(name, 'not known to be sent')
      : step(
          name,
          `sent ${utc(part.sentAt)}: ${part.messageId === undefined ? 'deleted by somebody at once' : `https://discord.com/channels/${guildId}/${channelId}/${part.messageId}`}`,
        ),
  ];
}

function explainEnd(delivery: DeliveryReport): string {
  const { state, endedAt, reason } = delivery;
  const when = endedAt === undefined ? '' : ` ${utc(endedAt)}`;
  const why = reason === undefined ? '' : `: ${reason}`;
  if (state === 'settled') return step('settled', when.trim());
  if (state === 'given-up') return step('given up', `${when.trim()}${why}`);
  return nextTry(delivery);
}
