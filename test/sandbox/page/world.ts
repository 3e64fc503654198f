import type { MessageInput } from '../../../src/sandbox/validation/message.ts';
import { type Core, createCore } from '../../../src/sandbox/world/core.ts';
import { createFirstWorld } from '../../../src/sandbox/world/first-world.ts';
import { addMessage, type NewMessage } from '../../../src/sandbox/world/messages.ts';
import type { FirstIds, GuildChannelState, MessageState } from '../../../src/sandbox/world/state.ts';

export const NOW = new Date('2026-03-10T12:00:00Z');

export interface SmallWorld {
  /** Its clock can be set. */
  readonly core: { -readonly [Key in keyof Core]: Core[Key] };
  readonly first: FirstIds;
  readonly botId: string;
  /** Writes without asking whether the author may. */
  write(channelId: string, authorId: string, input: MessageInput, more?: Partial<NewMessage>): MessageState;
  channel(id: string): GuildChannelState;
}

/** The first world, standing still at {@link NOW}. */
export function createSmallWorld(): SmallWorld {
  const state = createFirstWorld(NOW);
  const core = createCore(state, { now: () => NOW, touch: () => undefined, maxActiveThreads: 10, nonceMs: 1_000 });
  return {
    core: core as SmallWorld['core'],
    first: state.first,
    botId: state.application.id,
    write: (channelId, authorId, input, more) => addMessage(core, { channelId, authorId, input, ...more }),
    channel(id) {
      const channel = state.channels[id];
      if (channel?.kind !== 'guild') throw new Error(`no channel ${id}`);
      return channel;
    },
  };
}
