import type { Ask } from '../../src/discord/command.ts';
import { UserError } from '../../src/domain/errors.ts';
import { encodeCustomId } from '../../src/render/message/custom-id.ts';
import type { Context } from '../context.ts';

const LASTS_MS = 3_600_000;

/**
 * The `custom_id` of a control that is its person's alone. It names who it was made for and when, so that nobody else,
 * and nobody much later, can press it.
 *
 * @param field what it acts on: free text when it comes back
 */
export function privateId(
  ask: Ask,
  at: Date,
  { command, action, field }: { readonly command: string; readonly action: string; readonly field: string },
): string {
  const minute = Math.floor(at.getTime() / 60_000).toString(36);
  return encodeCustomId({ command, action, fields: [field, ask.userId, minute] });
}

/** What a control of {@link privateId} acts on. @throws UserError `outdated` if it is somebody else's, or too old */
export function readPrivate({ fields, userId }: Ask, { now }: Context): string {
  const [field = '', owner, minute = ''] = fields;
  const madeAt = Number.parseInt(minute, 36) * 60_000;
  if (owner !== userId || !(now().getTime() - madeAt < LASTS_MS)) throw new UserError({ code: 'outdated' });
  return field;
}
