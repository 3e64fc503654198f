import { ComponentType } from 'discord-api-types/v10';
import type { AnyComponent } from '../world/text.ts';
import type { Chosen } from './resolved.ts';

const { StringSelect, UserSelect, RoleSelect, MentionableSelect, ChannelSelect } = ComponentType;

export const SELECTS = [StringSelect, UserSelect, RoleSelect, MentionableSelect, ChannelSelect] as const;

const TAKES: Readonly<Record<number, Chosen['takes']>> = {
  [UserSelect]: 'user',
  [RoleSelect]: 'role',
  [MentionableSelect]: 'mentionable',
  [ChannelSelect]: 'channel',
};

/** What was chosen in a select of people, roles or channels. Undefined for other components: they carry their own. */
export function chosenIn(component: AnyComponent, values: readonly string[]): readonly Chosen[] | undefined {
  const takes = TAKES[component.type];
  if (takes === undefined) return undefined;
  const { channel_types: types } = component;
  const channelTypes = Array.isArray(types) && types.length > 0 ? types : undefined;
  return values.map((id) => ({ id, name: takes, takes, channelTypes, isOffered: true }));
}
