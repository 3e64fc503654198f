import type { Core } from '../world/core.ts';

/** A place, person or role, as the page names it. */
export interface PlaceView {
  readonly id: string;
  readonly name: string;
}

/** As everybody sees them. */
export function nameOfUser(core: Core, userId: string): string {
  const user = core.state.users[userId];
  return user?.globalName ?? user?.username ?? 'unknown-user';
}
