import { MOST_CUSTOM_ID } from './limits.ts';

/** The state that a component carries: which command's which action, and with what. */
export interface ComponentState {
  readonly command: string;
  readonly action: string;
  readonly fields: readonly string[];
}

/** Written first, so that a later form can tell an older one. */
const VERSION = 'v1';

/**
 * A `custom_id`: `v1|command|action|field|…`. Survives restarts; what it says is checked when it comes back.
 *
 * @throws if it would be longer than Discord takes
 */
export function encodeCustomId({ command, action, fields }: ComponentState): string {
  const text = [VERSION, command, action, ...fields.map(escapeField)].join('|');
  if (text.length > MOST_CUSTOM_ID) throw new RangeError('a custom_id is too long');
  return text;
}

/** @returns undefined if the text is none of ours */
export function parseCustomId(text: string): ComponentState | undefined {
  const [version, command, action, ...fields] = text.split('|');
  if (version !== VERSION || !command || !action) return undefined;
  return { command, action, fields: fields.map(unescapeField) };
}

function escapeField(field: string): string {
  return field.replaceAll('%', '%25').replaceAll('|', '%7C');
}

function unescapeField(field: string): string {
  return field.replaceAll('%7C', '|').replaceAll('%25', '%');
}
