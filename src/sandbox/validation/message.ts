import type { APIAllowedMentions } from 'discord-api-types/v10';
import { z } from 'zod';
import type { AnyComponent } from '../world/text.ts';
import { demandDigestible, isComponent, isComponents, layoutFaults } from './component-rules.ts';
import type { Embed } from './embeds.ts';
import { absent } from './fields.ts';
import { demandNone, type FormFault, type Path, parseForm } from './form.ts';
import {
  demandSomething,
  EPHEMERAL,
  exclusionFaults,
  flagFaults,
  flagsIn,
  hasV2,
  IS_COMPONENTS_V2,
  SUPPRESS_EMBEDS,
  SUPPRESS_NOTIFICATIONS,
  unmodelledFaults,
} from './message-rules.ts';
import { legacyShape, messageFlags, v2Shape } from './message-shape.ts';

/** What a bot writes when it makes or changes a message, checked. `null` takes away, absence leaves. */
export interface MessageInput {
  readonly content?: string | null | undefined;
  readonly tts?: boolean | undefined;
  /** Only bits that may be set in the call. */
  readonly flags?: number | null | undefined;
  readonly embeds?: readonly Embed[] | null | undefined;
  readonly components?: readonly AnyComponent[] | null | undefined;
  readonly allowed_mentions?: APIAllowedMentions | null | undefined;
  readonly nonce?: string | number | undefined;
  readonly enforce_nonce?: boolean | undefined;
  readonly message_reference?: MessageReference | undefined;
}

export interface MessageReference {
  readonly message_id: string;
  readonly channel_id?: string | undefined;
  readonly guild_id?: string | undefined;
  readonly fail_if_not_exists?: boolean | undefined;
}

/** What a message is before it is changed. */
export interface CurrentMessage {
  readonly flags?: number | undefined;
  readonly content: string;
  readonly embeds: readonly unknown[];
  readonly components?: readonly unknown[] | undefined;
}

/**
 * Create Message. discord-api-docs, resources/message › Create Message.
 *
 * @throws ApiError 50035; 50006 if it is empty; 500 if Discord would break on it
 */
export function readNewMessage(body: unknown): MessageInput {
  return readWhole(body, SETTABLE);
}

/**
 * An answer to an interaction: a callback of type 4 or a follow-up; with `updates`, one of type 7, which changes the
 * message that it names. A nonce means nothing here: discord-api-docs issue 6647.
 *
 * @param at where the message stands in the body: `['data']` in a callback
 * @throws ApiError as {@link readNewMessage}
 */
export function readAnswer(
  body: unknown,
  { updates, at = [] }: { readonly updates?: CurrentMessage | undefined; readonly at?: Path } = {},
): MessageInput {
  if (updates !== undefined) return readEdit(body, updates, at);
  return withoutNonce(readWhole(body, SETTABLE | EPHEMERAL, at));
}

/**
 * A callback of type 5, which may say only who will see the answer: interactions/receiving-and-responding › Messages.
 *
 * @throws ApiError 50035
 */
export function readDeferral(data: unknown, at: Path = ['data']): { readonly flags?: number | undefined } {
  const { flags } = parseForm(z.object({ flags: absent(messageFlags) }), data ?? {}, at);
  demandNone(flagFaults(flags, EPHEMERAL), at);
  return { flags };
}

/** The first message of a forum post: resources/channel › Start Thread in Forum or Media Channel. It has no nonce. */
export function readStarter(message: unknown, at: Path = []): MessageInput {
  return withoutNonce(readWhole(message, SETTABLE, at));
}

/**
 * Edit Message, and Edit Original Interaction Response. IS_COMPONENTS_V2 comes only together with the removal of what
 * it excludes, and never goes; other flags that an edit cannot change are ignored, as Discord does.
 *
 * Source: discord-api-docs, resources/message › Edit Message.
 *
 * @throws ApiError 50035; 50006 if nothing would be left; 500 if Discord would break on it
 */
export function readEdit(body: unknown, current: CurrentMessage, at: Path = []): MessageInput {
  const wasV2 = hasV2(current.flags);
  const isV2 = wasV2 || hasV2(flagsIn(body));
  const given = parseForm(isV2 ? v2Shape : legacyShape, body, at);
  const after = {
    content: given.content === undefined ? current.content : (given.content ?? ''),
    embeds: given.embeds === undefined ? current.embeds : (given.embeds ?? []),
    components: given.components === undefined ? (current.components ?? []) : (given.components ?? []),
  };
  const isTakenAway = wasV2 && typeof given.flags === 'number' && !hasV2(given.flags);
  demandNone(
    [
      ...(isV2
        ? exclusionFaults({ ...given, content: given.content ?? (after.content || null), embeds: after.embeds })
        : []),
      ...(isTakenAway ? [V2_STAYS] : []),
      ...inComponents(layoutFaults(given.components ?? [])),
      ...unmodelledFaults(given),
    ],
    at,
  );
  demandDigestible(given.components ?? []);
  demandSomething(after);
  const { content, embeds: newEmbeds, components: newComponents, allowed_mentions } = given;
  const flags = typeof given.flags === 'number' ? given.flags & (SUPPRESS_EMBEDS | IS_COMPONENTS_V2) : undefined;
  return { content, embeds: newEmbeds, components: newComponents, allowed_mentions, flags };
}

/**
 * Gives every component without an `id`, or with 0, one of its own: counted from 1 in document order, past those that
 * are taken. Discord answers with them. Source: discord-api-docs, components/reference › Anatomy of a Component.
 */
export function numberComponents<T extends AnyComponent>(given: readonly T[]): readonly T[] {
  const taken = new Set(idsIn(given));
  let last = 0;
  const next = () => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const number = <C extends AnyComponent>(component: C): C => {
    const { components: nested, accessory, component: child } = component;
    return {
      ...component,
      id: component.id || next(),
      ...(isComponents(nested) && { components: nested.map(number) }),
      ...(isComponent(accessory) && { accessory: number(accessory) }),
      ...(isComponent(child) && { component: number(child) }),
    };
  };
  return given.map(number);
}

/** What a bot may set when it makes a message: discord-api-docs, resources/message › Create Message. */
const SETTABLE = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | IS_COMPONENTS_V2;

const V2_STAYS: FormFault = {
  path: ['flags'],
  code: 'MESSAGE_FLAGS_COMPONENTS_V2_CANNOT_BE_REMOVED',
  message: 'MessageFlags.IS_COMPONENTS_V2 cannot be removed from a message.',
};

function readWhole(body: unknown, settable: number, at: Path = []): MessageInput {
  const isV2 = hasV2(flagsIn(body));
  const given = parseForm(isV2 ? v2Shape : legacyShape, body, at);
  demandNone(
    [
      ...flagFaults(given.flags, settable),
      ...(isV2 ? exclusionFaults(given) : []),
      ...inComponents(layoutFaults(given.components ?? [])),
      ...unmodelledFaults(given),
    ],
    at,
  );
  demandDigestible(given.components ?? []);
  demandSomething(given);
  const { poll: _, sticker_ids: __, attachments: ___, shared_client_theme: ____, ...input } = given;
  return input;
}

function withoutNonce({ nonce: _, enforce_nonce: __, message_reference: ___, ...input }: MessageInput): MessageInput {
  return input;
}

function inComponents(faults: readonly FormFault[]): readonly FormFault[] {
  return faults.map((fault) => ({ ...fault, path: ['components', ...fault.path] }));
}

function idsIn(given: readonly AnyComponent[]): readonly unknown[] {
  return given.flatMap(({ id, components, accessory, component }) => [
    id,
    ...(isComponents(components) ? idsIn(components) : []),
    ...idsIn([accessory, component].filter(isComponent)),
  ]);
}
