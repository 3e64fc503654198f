import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from '../../src/store/schema.ts';

const ASKERS = 10;
/** So many that each of the connections has seen each question: a new one maps the server's memory page by page. */
const WARM_UP = 400;
const QUESTIONS = 600;
/** Of Linux, for all that programs are told: `sysconf(_SC_CLK_TCK)`. */
const TICKS_A_SECOND = 100;

/** What answering a question takes, in milliseconds. */
export interface Took {
  readonly median: number;
  readonly p95: number;
  /** Of processor time, which does not depend on what else the machine does: ours, and the database's. */
  readonly ours: number;
  /** NaN where the system does not tell, or the database is on another machine. */
  readonly theirs: number;
}

/** Ten ask at once, each again as soon as it is answered; warm. */
export async function askTogether(db: Db, ask: (turn: number) => Promise<unknown>): Promise<Took> {
  return await askBy(ASKERS, db, ask);
}

/** One asks after the other; warm. */
export async function askAlone(db: Db, ask: (turn: number) => Promise<unknown>): Promise<Took> {
  return await askBy(1, db, ask);
}

async function askBy(askers: number, db: Db, ask: (turn: number) => Promise<unknown>): Promise<Took> {
  await work(askers, WARM_UP, ask);
  const before = await readSpent(db);
  const usage = process.cpuUsage();
  const took = (await work(askers, QUESTIONS, (turn) => ask(turn + WARM_UP))).toSorted((a, b) => a - b);
  const { user, system } = process.cpuUsage(usage);
  const after = await readSpent(db);
  const spent = [...after].reduce((sum, [pid, ticks]) => sum + ticks - (before.get(pid) ?? ticks), 0);
  return {
    median: took[Math.floor(QUESTIONS / 2)] ?? 0,
    p95: took[Math.floor(QUESTIONS * 0.95)] ?? 0,
    ours: (user + system) / 1_000 / QUESTIONS,
    theirs: after.size === 0 ? Number.NaN : ((spent / TICKS_A_SECOND) * 1_000) / QUESTIONS,
  };
}

async function work(askers: number, questions: number, ask: (turn: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  let turn = 0;
  const asker = async () => {
    while (turn < questions) {
      const mine = turn;
      turn += 1;
      const startedAt = performance.now();
      await ask(mine);
      took.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: askers }, asker));
  return took;
}

/** The processor time of each of the database's processes that serve us, in ticks. */
async function readSpent(db: Db): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend'`.execute(
    db,
  );
  const spent = new Map<number, number>();
  for (const { pid } of rows) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // After the name, which is in brackets and may hold anything: proc(5), fields 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (stat.includes('(postgres)')) spent.set(pid, Number(fields[11]) + Number(fields[12]));
  }
  return spent;
}
