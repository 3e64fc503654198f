import type { Poster } from '../domain/ports/poster.ts';
import type { RoomContext } from './room.ts';

/** What making a discussion takes. */
export interface DiscussionContext extends RoomContext {
  readonly poster: Poster;
}
