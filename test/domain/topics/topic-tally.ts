/** The topics of papers by their ids, separated by spaces. */
export type Labels = Readonly<Record<string, string>>;

/** How decisions fell, of which each says whether one paper has one topic. */
export interface Tally {
  /** Found and labelled, found alone, labelled alone. */
  readonly both: number;
  readonly found: number;
  readonly labelled: number;
}

const NOTHING: Tally = { both: 0, found: 0, labelled: 0 };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (one, other) => ({
      both: one.both + other.both,
      found: one.found + other.found,
      labelled: one.labelled + other.labelled,
    }),
    NOTHING,
  );
}

/** Of what was found, how much is labelled; 1 if nothing was found. */
export function precision({ both, found }: Tally): number {
  return both + found === 0 ? 1 : both / (both + found);
}

/** Of what is labelled, how much was found; 1 if nothing is labelled. */
export function recall({ both, labelled }: Tally): number {
  return both + labelled === 0 ? 1 : both / (both + labelled);
}

/** Cohen's kappa: how far two agree beyond what they would by chance, of so many decisions in all. */
export function kappa({ both, found, labelled }: Tally, decisions: number): number {
  const agreed = (decisions - found - labelled) / decisions;
  const one = (both + found) / decisions;
  const other = (both + labelled) / decisions;
  const byChance = one * other + (1 - one) * (1 - other);
  return (agreed - byChance) / (1 - byChance);
}

/**
 * One paper.
 *
 * @param counts whether a decision is to be counted; absent: all are
 */
export function tallyPaper(
  found: readonly string[],
  labelled: readonly string[],
  counts: (topic: string) => boolean = () => true,
): Tally {
  const which = (topics: readonly string[], holds: (topic: string) => boolean) =>
    topics.filter((topic) => counts(topic) && holds(topic)).length;
  return {
    both: which(found, (topic) => labelled.includes(topic)),
    found: which(found, (topic) => !labelled.includes(topic)),
    labelled: which(labelled, (topic) => !found.includes(topic)),
  };
}
