import { ComponentType } from 'discord-api-types/v10';
import type { AnyComponent } from '../world/text.ts';
import { labelOf, textOf } from './loose.ts';
import type { PlaceView } from './named.ts';
import type { Reader } from './reader.ts';

export interface SelectPart {
  readonly kind: 'select';
  readonly customId: string;
  readonly placeholder: string;
  readonly disabled: boolean;
  readonly min: number;
  readonly max: number;
  readonly options: readonly {
    readonly label: string;
    readonly value: string;
    readonly description: string;
    readonly isDefault: boolean;
  }[];
}

/** A select, with what this reader can choose in it. */
export function viewSelect(component: AnyComponent, reader: Reader): SelectPart {
  return {
    kind: 'select',
    customId: textOf(component.custom_id),
    placeholder: textOf(component.placeholder) || 'Make a selection',
    disabled: component.disabled === true,
    min: Number(component.min_values ?? 1),
    max: Number(component.max_values ?? 1),
    options: component.type === ComponentType.StringSelect ? viewOptions(component) : viewOffered(component, reader),
  };
}

function viewOptions(component: AnyComponent): SelectPart['options'] {
  const options = (Array.isArray(component.options) ? component.options : []) as readonly Record<string, unknown>[];
  return options.map(({ label, value, description, emoji, default: isDefault }) => ({
    label: labelOf(emoji, label),
    value: textOf(value),
    description: textOf(description),
    isDefault: isDefault === true,
  }));
}

/** What a select offers that fills itself. */
function viewOffered(component: AnyComponent, reader: Reader): SelectPart['options'] {
  const { type, default_values: given, channel_types: types } = component;
  const chosen = (Array.isArray(given) ? given : []) as readonly { id?: unknown }[];
  const isOf = (...kinds: readonly ComponentType[]) => kinds.includes(type);
  const offered = [
    ...(isOf(ComponentType.ChannelSelect) ? named('#', reader.channels(asTypes(types))) : []),
    ...(isOf(ComponentType.RoleSelect, ComponentType.MentionableSelect) ? named('@', reader.roles()) : []),
    ...(isOf(ComponentType.UserSelect, ComponentType.MentionableSelect) ? named('@', reader.members()) : []),
  ];
  return offered.map(({ id, name }) => ({
    label: name,
    value: id,
    description: '',
    isDefault: chosen.some((value) => value.id === id),
  }));
}

function named(sign: string, places: readonly PlaceView[]): readonly PlaceView[] {
  return places.map(({ id, name }) => ({ id, name: `${sign}${name}` }));
}

function asTypes(types: unknown): readonly number[] | undefined {
  return Array.isArray(types) && types.length > 0 ? types : undefined;
}
