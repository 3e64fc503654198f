import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIChannelSelectComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIMessageTopLevelComponent,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  type ChannelType,
  ComponentType,
  MessageFlags,
  SelectMenuDefaultValueType,
} from 'discord-api-types/v10';
import { bytesOf, codePointsOf, cutText } from '../text/cut.ts';
import {
  BYTES_PER_TEXT_DISPLAY,
  MESSAGE_BYTES,
  MESSAGE_TEXT,
  MOST_BUTTON_LABEL,
  MOST_BUTTONS_IN_ROW,
  MOST_COMPONENTS,
  MOST_OPTIONS,
  MOST_PLACEHOLDER,
  MOST_URL,
} from './limits.ts';

/** A Components V2 message, ready to be sent or to be answered with. */
export interface PackedMessage {
  readonly flags: number;
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly allowed_mentions: { readonly parse: readonly never[]; readonly roles?: readonly string[] };
}

export interface PackOptions {
  /** Without a push notification. */
  readonly silent?: boolean;
  /** The one role that the message may mention. */
  readonly mentionRoleId?: string;
}

/**
 * Packs components into a message that Discord takes: every V2 message of ours passes through here.
 *
 * @throws RangeError if it breaks one of Discord's limits. Texts from outside are cut before; what is too long here is
 * a fault of ours
 */
export function packMessage(
  components: readonly APIMessageTopLevelComponent[],
  { silent = false, mentionRoleId }: PackOptions = {},
): PackedMessage {
  const { parts, text, bytes, customIds } = measure(components);
  if (parts > MOST_COMPONENTS) throw new RangeError('a message has too many components');
  if (text > MESSAGE_TEXT || bytes > MESSAGE_BYTES) throw new RangeError('a message has too much text');
  if (new Set(customIds).size !== customIds.length) throw new RangeError('a message has a custom_id twice');
  return {
    flags: MessageFlags.IsComponentsV2 | (silent ? MessageFlags.SuppressNotifications : 0),
    components,
    allowed_mentions: mentionRoleId === undefined ? { parse: [] } : { parse: [], roles: [mentionRoleId] },
  };
}

/** A text of which `elastic` gives way if there is not room for all. */
export interface Block {
  readonly before: string;
  readonly elastic: string;
  readonly after: string;
}

/** Whether blocks have room together if nothing is left of their elastic texts. */
export function canFit(
  blocks: readonly Block[],
  room: { readonly codePoints: number; readonly bytes: number },
): boolean {
  const fixed = blocks.map(({ before, after }) => before + after).join('');
  return codePointsOf(fixed) <= room.codePoints && bytesOf(fixed) <= room.bytes;
}

/**
 * Cuts the elastic texts of blocks so that all blocks together have room. Each gets an equal share, and what a short
 * one leaves goes to the others.
 */
export function fitBlocks(
  blocks: readonly Block[],
  room: { readonly codePoints: number; readonly bytes: number },
): readonly string[] {
  const shares = (most: number, sizeOf: (text: string) => number) => {
    const fixed = blocks.reduce((sum, { before, after }) => sum + sizeOf(before) + sizeOf(after), 0);
    return shareOut(
      Math.max(0, most - fixed),
      blocks.map(({ elastic }) => sizeOf(elastic)),
    );
  };
  const codePoints = shares(room.codePoints, codePointsOf);
  const bytes = shares(room.bytes, (text) => bytesOf(text));
  return blocks.map(
    ({ before, elastic, after }, index) =>
      `${before}${cutText(elastic, { codePoints: codePoints[index] ?? 0, bytes: bytes[index] ?? 0 })}${after}`,
  );
}

export function text(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}

export function container(components: APIComponentInContainer[], accentColor?: number): APIContainerComponent {
  return {
    type: ComponentType.Container,
    components,
    ...(accentColor !== undefined && { accent_color: accentColor }),
  };
}

export function row<T extends APIComponentInMessageActionRow>(components: readonly T[]): APIActionRowComponent<T> {
  return { type: ComponentType.ActionRow, components: components.slice(0, MOST_BUTTONS_IN_ROW) };
}

export function button(
  label: string,
  customId: string,
  { style = ButtonStyle.Secondary, disabled = false }: { style?: ButtonColor; disabled?: boolean } = {},
): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style,
    label: cutText(label, { codePoints: MOST_BUTTON_LABEL }),
    custom_id: customId,
    ...(disabled && { disabled }),
  };
}

type ButtonColor = ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger;

/** @returns undefined for an address that is longer than Discord takes */
export function linkButton(label: string, url: string): APIButtonComponent | undefined {
  if (url.length > MOST_URL) return undefined;
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Link,
    label: cutText(label, { codePoints: MOST_BUTTON_LABEL }),
    url,
  };
}

/** @param options at least one; those beyond what a select holds are left out */
export function select(
  customId: string,
  placeholder: string,
  options: readonly APISelectMenuOption[],
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: customId,
    placeholder: cutText(placeholder, { codePoints: MOST_PLACEHOLDER }),
    options: options.slice(0, MOST_OPTIONS),
  };
}

/** A select of one of the server's channels. @param chosenId what it shows as chosen */
export function channelSelect(
  customId: string,
  placeholder: string,
  { types, chosenId }: { readonly types: readonly ChannelType[]; readonly chosenId?: string },
): APIChannelSelectComponent {
  return {
    type: ComponentType.ChannelSelect,
    custom_id: customId,
    placeholder: cutText(placeholder, { codePoints: MOST_PLACEHOLDER }),
    channel_types: [...types],
    ...(chosenId !== undefined && { default_values: [{ id: chosenId, type: SelectMenuDefaultValueType.Channel }] }),
  };
}

/** Gives each need what it asks for, or an equal share of what the smaller ones leave. */
function shareOut(room: number, needs: readonly number[]): readonly number[] {
  const shares = needs.map(() => 0);
  let left = room;
  const bySize = needs.map((need, index) => ({ need, index })).toSorted((a, b) => a.need - b.need);
  for (const [position, { need, index }] of bySize.entries()) {
    const share = Math.min(need, Math.floor(left / (needs.length - position)));
    shares[index] = share;
    left -= share;
  }
  return shares;
}

interface Measured {
  readonly parts: number;
  readonly text: number;
  readonly bytes: number;
  readonly customIds: readonly string[];
}

function measure(components: readonly object[]): Measured {
  return components.reduce<Measured>(
    (sum, component) => {
      const nested = measure([
        ...('components' in component && Array.isArray(component.components) ? component.components : []),
        ...('accessory' in component ? [component.accessory as object] : []),
      ]);
      const content = 'content' in component ? String(component.content) : undefined;
      return {
        parts: sum.parts + 1 + nested.parts,
        text: sum.text + nested.text + (content === undefined ? 0 : codePointsOf(content)),
        bytes: sum.bytes + nested.bytes + (content === undefined ? 0 : bytesOf(content) + BYTES_PER_TEXT_DISPLAY),
        customIds: [
          ...sum.customIds,
          ...nested.customIds,
          ...('custom_id' in component ? [String(component.custom_id)] : []),
        ],
      };
    },
    { parts: 0, text: 0, bytes: 0, customIds: [] },
  );
}
