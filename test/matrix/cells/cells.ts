import type { Step } from '../../support/bot/steps.ts';
import { FAULTS, type FaultName, REASONS, TABLES, type Table } from './tables.ts';

export const COMEBACKS = ['soon', 'late'] as const;
export type Comeback = (typeof COMEBACKS)[number];

/** Whereto a digest goes. */
export type ChannelKind = 'text' | 'forum' | 'announcement';

export interface Cell {
  readonly kind: ChannelKind;
  readonly step: Step;
  readonly fault: FaultName;
  readonly comeback: Comeback;
}

export interface AbsentCell extends Cell {
  readonly reason: string;
}

const all = TABLES.flatMap(readTable);
/** The cells that are run. */
export const cells: readonly Cell[] = all.filter((cell) => !('reason' in cell));
/** The cells that are not, each with why. */
export const absentCells: readonly AbsentCell[] = all.filter((cell) => 'reason' in cell);

function readTable({ kind, steps, rows: text }: Table): readonly (Cell | AbsentCell)[] {
  const [head = '', ...rows] = text.trim().split('\n');
  const [, ...columns] = entriesOf(head);
  return rows.flatMap((row) => {
    const [name = '', ...entries] = entriesOf(row);
    if (entries.length !== columns.length) throw new Error(`the row ${name} has ${entries.length} entries`);
    const fault = FAULTS.find((known) => known === name);
    if (fault === undefined) throw new Error(`no fault is called ${name}`);
    return columns.flatMap((column, index) =>
      COMEBACKS.map((comeback) => {
        const step = steps[column];
        if (step === undefined) throw new Error(`no step is called ${column}`);
        const cell = { kind, step, fault, comeback };
        const reason = absenceIn(entries[index] ?? '', comeback);
        return reason === undefined ? cell : { ...cell, reason };
      }),
    );
  });
}

function entriesOf(row: string): readonly string[] {
  return row.split('|').map((entry) => entry.trim());
}

function absenceIn(entry: string, comeback: Comeback): string | undefined {
  const [, run = '', letter = ''] = /^([SL]*) ?([a-z]?)$/.exec(entry) ?? [];
  if (run.includes(comeback === 'soon' ? 'S' : 'L')) return undefined;
  const reason = REASONS[letter];
  if (reason === undefined) throw new Error(`an absent cell without a reason: "${entry}"`);
  return reason;
}
