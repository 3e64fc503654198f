import { ApiError } from '../api-error.ts';
import { type FormFault, notModelled } from './form.ts';
import type { GivenMessage } from './message-shape.ts';

export const SUPPRESS_EMBEDS = 4;
export const EPHEMERAL = 64;
export const SUPPRESS_NOTIFICATIONS = 4_096;
export const IS_COMPONENTS_V2 = 32_768;

export function hasV2(flags: number | null | undefined): boolean {
  return ((flags ?? 0) & IS_COMPONENTS_V2) !== 0;
}

/** The flags of a body that has not been checked yet: they decide how it is read. */
export function flagsIn(body: unknown): number | undefined {
  const isObject = typeof body === 'object' && body !== null;
  return isObject && 'flags' in body && typeof body.flags === 'number' ? body.flags : undefined;
}

/** Flags that cannot be set in this call. Whether Discord refuses them or ignores them is not written anywhere. */
export function flagFaults(flags: number | null | undefined, settable: number): readonly FormFault[] {
  if (((flags ?? 0) & ~settable) === 0) return [];
  const message = `Only the flags of ${settable} can be set here.`;
  return [{ path: ['flags'], code: 'MESSAGE_FLAGS_NOT_SETTABLE', message }];
}

type Excluded = Pick<GivenMessage, 'content' | 'poll' | 'sticker_ids' | 'shared_client_theme'> & {
  readonly embeds?: readonly unknown[] | null | undefined;
};

/**
 * What IS_COMPONENTS_V2 excludes: discord-api-docs, components/reference. An empty `content` is not none; only `null`
 * and absence are.
 */
export function exclusionFaults(given: Excluded): readonly FormFault[] {
  const { content, embeds, poll, sticker_ids: stickers, shared_client_theme: theme } = given;
  const isThere = {
    content: content !== undefined && content !== null,
    embeds: (embeds?.length ?? 0) > 0,
    poll: poll !== undefined && poll !== null,
    sticker_ids: (stickers?.length ?? 0) > 0,
    shared_client_theme: theme !== undefined && theme !== null,
  };
  return Object.entries(isThere)
    .filter(([, there]) => there)
    .map(([field]) => ({
      path: [field],
      code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    }));
}

/** What Discord has and the sandbox does not. */
export function unmodelledFaults(given: GivenMessage): readonly FormFault[] {
  const { poll, sticker_ids: stickers, attachments, shared_client_theme: theme, message_reference: reference } = given;
  return [
    ...(poll === undefined || poll === null ? [] : [notModelled(['poll'])]),
    ...(theme === undefined || theme === null ? [] : [notModelled(['shared_client_theme'])]),
    ...(stickers === undefined || stickers.length === 0 ? [] : [notModelled(['sticker_ids'])]),
    ...(attachments === undefined || attachments.length === 0 ? [] : [notModelled(['attachments'])]),
    ...(reference?.type === 1 ? [notModelled(['message_reference', 'type'])] : []),
  ];
}

/** @throws ApiError 50006 if there is nothing to see: content of spaces only is nothing */
export function demandSomething(message: {
  readonly content?: string | null | undefined;
  readonly embeds?: readonly unknown[] | null | undefined;
  readonly components?: readonly unknown[] | null | undefined;
}): void {
  const { content, embeds, components } = message;
  if ((content ?? '').trim() !== '' || (embeds?.length ?? 0) > 0 || (components?.length ?? 0) > 0) return;
  throw new ApiError(400, { message: 'Cannot send an empty message', code: 50006 });
}
