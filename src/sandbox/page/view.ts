import type { Core } from '../world/core.ts';
import { type MessageView, viewMessages } from './messages.ts';
import type { PlaceView } from './named.ts';
import {
  type OpenView,
  type PersonView,
  type ServerView,
  viewDms,
  viewOpen,
  viewPeople,
  viewServers,
} from './places.ts';

/** Everything that the page shows at once, to one person in one channel. */
export interface PageView {
  /** The sandbox's own clock, which can be moved. */
  readonly nowMs: number;
  readonly notice?: string;
  readonly people: readonly PersonView[];
  /** Who the reader is. */
  readonly as: string;
  readonly servers: readonly ServerView[];
  readonly dms: readonly PlaceView[];
  /** Absent if the person can see nothing at all. */
  readonly open?: OpenView;
  readonly messages: readonly MessageView[];
}

export interface Wanted {
  readonly as?: string | undefined;
  readonly channel?: string | undefined;
  readonly notice?: string | undefined;
}

/**
 * What is wanted may be of a world that is gone: in place of a person who is not there stands the first admin, in place
 * of a channel that the person cannot see, *papers*, or else the first that they can.
 */
export function viewPage(core: Core, { as, channel, notice }: Wanted): PageView {
  const { first } = core.state;
  const people = viewPeople(core);
  const me = people.find(({ id }) => id === as)?.id ?? first.ada;
  const dms = viewDms(core, me);
  const seen = viewServers(core, me, channel).flatMap(({ channels }) => channels);
  const candidates = [channel ?? '', first.papers, ...[...seen, ...dms].map(({ id }) => id)];
  const open = candidates.map((id) => viewOpen(core, me, id)).find((view) => view !== undefined);
  return {
    nowMs: core.now().getTime(),
    ...(notice !== undefined && { notice }),
    people,
    as: me,
    servers: viewServers(core, me, open?.id),
    dms,
    ...(open !== undefined && { open }),
    messages: open === undefined ? [] : viewMessages(core, me, open.id),
  };
}
