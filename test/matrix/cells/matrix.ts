import { afterAll, beforeAll, describe, it } from 'vitest';
import { startOwnPostgres } from '../../support/database/own-postgres.ts';
import { type Cell, cells } from './cells.ts';
import { play } from './play.ts';
import { openStage, type Stage } from './stage.ts';
import { TABLES, type Table } from './tables.ts';

export interface MatrixOptions {
  /** How many cells are run side by side, each on a stage of its own. */
  readonly lanes: number;
  /** Whether the database is cut off or restarted in some of them. */
  readonly isCut: boolean;
}

/** Makes a test of each cell that is wanted; all of a file share one server. */
export function testCells(wanted: (cell: Cell) => boolean, { lanes, isCut }: MatrixOptions): void {
  const stack = new AsyncDisposableStack();
  const free: Stage[] = [];
  const waiting: ((stage: Stage) => void)[] = [];
  beforeAll(async () => {
    const postgres = stack.use(await startOwnPostgres());
    for (let lane = 0; lane < lanes; lane += 1) {
      free.push(stack.use(await openStage(postgres, `stage_${lane}`, isCut)));
    }
  });
  afterAll(() => stack.disposeAsync());

  const take = async () => free.pop() ?? (await new Promise<Stage>((resolve) => waiting.push(resolve)));
  const giveBack = (stage: Stage) => {
    const next = waiting.shift();
    if (next === undefined) free.push(stage);
    else next(stage);
  };
  for (const { kind, step } of TABLES.flatMap(stepsOf)) {
    const here = cells.filter((cell) => cell.kind === kind && cell.step === step && wanted(cell));
    if (here.length === 0) continue;
    describe.concurrent(`a delivery to ${NAMES[kind]} at ${step}`, () => {
      it.for(here)('goes out once after $fault, taken up $comeback', { timeout: 240_000 }, async (cell) => {
        const stage = await take();
        await play(stage, cell).finally(() => giveBack(stage));
      });
    });
  }
}

const NAMES = { text: 'text channels', forum: 'forums', announcement: 'announcement channels' } as const;

function stepsOf({ kind, steps }: Table) {
  return Object.values(steps).map((step) => ({ kind, step }));
}
