import type { CodedLimit } from '../rate-limits.ts';
import type { Core } from '../world/core.ts';
import { CROSSPOSTED } from '../world/crosspost.ts';
import { param, type Route } from './route.ts';

const HOUR_MS = 3_600_000;

/** discord-api-docs issue 2258: about three an hour. */
const PUBLISHED: CodedLimit = {
  name: 'edits of a published message',
  most: 3,
  windowMs: HOUR_MS,
  code: 20022,
  message: 'This message cannot be edited due to announcement rate limits',
};
/** In one channel. Observed by bots; Discord publishes no number. */
const OLD: CodedLimit = {
  name: 'edits of old messages',
  most: 3,
  windowMs: 6_000,
  code: 30046,
  message: 'Maximum number of edits to messages older than 1 hour reached. Try again later',
};

/** What Discord limits beside the route: edits of what was published, and of what is more than an hour old. */
export function limitEdits(core: Core): NonNullable<Route['coded']> {
  return (asked) => {
    const channelId = param(asked, 'channel_id');
    const found = core.state.messages[channelId]?.find(({ message }) => message.id === param(asked, 'message_id'));
    if (found?.message.author.id !== core.state.application.id) return undefined;
    const { id, flags, timestamp } = found.message;
    if (((flags ?? 0) & CROSSPOSTED) !== 0) return { limit: PUBLISHED, by: id };
    const isOld = core.now().getTime() - Date.parse(timestamp) > HOUR_MS;
    return isOld ? { limit: OLD, by: channelId } : undefined;
  };
}
