import type { Failure } from '../../domain/outcomes.ts';

/**
 * What a refused direct message means. `closed`: this person cannot be written to. `too-fast`: the bot has opened too
 * many conversations. `quarantined`: Discord takes the bot for a spammer. `faulty`: it does not take this message.
 */
export type DmRefusal = 'closed' | 'too-fast' | 'quarantined' | 'faulty';

/** Codes: discord-api-docs, topics/opcodes-and-status-codes › JSON Error Codes. */
const KNOWN: Readonly<Record<string, DmRefusal>> = {
  10003: 'closed',
  10013: 'closed',
  40003: 'too-fast',
  40005: 'faulty',
  50001: 'closed',
  50006: 'faulty',
  50007: 'closed',
  50013: 'closed',
  50033: 'closed',
  50035: 'faulty',
  50045: 'faulty',
  50278: 'closed',
};

/**
 * What a failure says of a direct message. A refusal with a code that is published nowhere is how bots are told that
 * the anti-spam system has flagged them (discord-api-docs 5987): better one stop too many.
 *
 * @returns undefined if it was no refusal
 */
export function readDmRefusal({ kind, code }: Failure): DmRefusal | undefined {
  return KNOWN[code] ?? (kind === 'rejected' || kind === 'suspend' ? 'quarantined' : undefined);
}
