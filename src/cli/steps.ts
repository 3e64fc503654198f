/** A line of what the ledger knows. */
export function step(name: string, what: string): string {
  return `  ${name.padEnd(10)} ${what}`;
}

export function utc(at: Date): string {
  return at.toISOString();
}

/** How often something was claimed, and who holds it now. */
export function claims({ attempts, claimedUntil }: { attempts: number; claimedUntil?: Date }): string {
  const held = claimedUntil === undefined ? 'held by nobody' : `held by a sender until ${utc(claimedUntil)}`;
  return step('claimed', `${attempts === 1 ? 'once' : `${attempts} times`}; ${held}`);
}

/** When something that is owed is tried next. */
export function nextTry({ dueAt, reason }: { dueAt: Date; reason?: string }): string {
  return step('next try', `${utc(dueAt)}${reason === undefined ? '' : `; the last one failed: ${reason}`}`);
}
