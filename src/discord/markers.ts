import { SnowflakeUtil } from 'discord.js';
import type { APIMessageComponent } from 'discord-api-types/v10';

/** An id carries Discord's time, an instant ours. */
const CLOCK_MARGIN_MS = 60_000;

/** Whether a component with this `custom_id` stands among components, however deep. */
export function carries(components: readonly APIMessageComponent[] | undefined, customId: string): boolean {
  return (components ?? []).some(
    (component) =>
      ('custom_id' in component && component.custom_id === customId) ||
      ('components' in component && carries(component.components, customId)) ||
      ('accessory' in component && carries([component.accessory], customId)),
  );
}

/** When Discord made an id. */
export function madeAt(id: string): Date {
  return new Date(SnowflakeUtil.timestampFrom(id));
}

/** An id before all that Discord made since an instant of our clock. */
export function snowflakeBefore(since: Date): string {
  const timestamp = since.getTime() - CLOCK_MARGIN_MS;
  return SnowflakeUtil.generate({ timestamp, increment: 0n, workerId: 0n, processId: 0n }).toString();
}
