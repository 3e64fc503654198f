import { type ChannelIndex, createChannelIndex } from './channel-index.ts';
import { nextSnowflake } from './snowflake.ts';
import type { MessageState, State } from './state.ts';

/**
 * The world as its own functions see it: they take it first, change its state, and tell what happened.
 *
 * Whoever changes the state without an event calls {@link Core.touch}.
 */
export interface Core {
  readonly state: State;
  /** The state's channels: they come and go through it. */
  readonly channels: ChannelIndex;
  /** By id. Not kept over a restart: Discord's own vanish with the client. */
  readonly ephemeral: Map<string, MessageState>;
  /** Active threads, at most, in one server of which `threadCaps` says nothing. */
  readonly maxActiveThreads: number;
  /** Servers that may have fewer. Not kept over a restart. */
  readonly threadCaps: Map<string, number>;
  /** For how long a nonce is remembered. */
  readonly nonceMs: number;
  now(): Date;
  newId(): string;
  /** Marks the state as changed. */
  touch(): void;
  /** Tells everybody who listens, and marks the state as changed. */
  emit(event: WorldEvent): void;
  /** @returns a function that stops the listener */
  onEvent(listener: (event: WorldEvent) => void): () => void;
  /** Calls the listener whenever the state has changed, with an event or without. @returns a function that stops it */
  onChange(listener: () => void): () => void;
}

/** Something that happened, as the gateway names it. */
export interface WorldEvent {
  readonly t: string;
  readonly d: unknown;
  readonly guildId?: string;
  /** Set if only those who see this channel may hear of it. */
  readonly channelId?: string;
  /** Set if it concerns one person alone: an ephemeral message. */
  readonly visibleTo?: string;
  /** Set if it concerns this member alone. */
  readonly memberId?: string;
}

export interface CoreOptions {
  readonly now: () => Date;
  readonly touch: () => void;
  readonly maxActiveThreads: number;
  readonly nonceMs: number;
}

export function createCore(state: State, { now, touch, maxActiveThreads, nonceMs }: CoreOptions): Core {
  const listeners = new Set<(event: WorldEvent) => void>();
  const watchers = new Set<() => void>();
  const changed = () => {
    touch();
    for (const watcher of watchers) watcher();
  };
  return {
    state,
    channels: createChannelIndex(state.channels),
    ephemeral: new Map(),
    maxActiveThreads,
    threadCaps: new Map(),
    nonceMs,
    now,
    touch: changed,
    newId() {
      state.lastId = nextSnowflake(now(), state.lastId);
      return state.lastId;
    },
    emit(event) {
      changed();
      for (const listener of listeners) listener(event);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onChange(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  };
}
