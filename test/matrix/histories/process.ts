import type { KyselyPlugin } from 'kysely';
import { planDueDigests } from '../../../src/delivery/planning/plan.ts';
import type { Db } from '../../../src/store/schema.ts';
import { createTestDeliverer } from '../../support/discord/deliverer.ts';
import { Death, type ModelDiscord } from '../../support/discord/model-discord.ts';
import { silentLog as log } from '../../support/log.ts';

/** A process: it may die at any statement and at any request. */
export interface Process {
  isDead: boolean;
  statementsLeft: number;
  /** Plans what is due, and sends nothing. */
  plan(): Promise<void>;
  tick(): Promise<void>;
}

const NEVER = new AbortController().signal;

export function createProcess(whole: Db, discord: ModelDiscord, now: () => Date): Process {
  const untilDeath = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      // As the scheduler does with a run that failed.
      if (!(error instanceof Death)) throw error;
    }
  };
  const process: Process = {
    isDead: false,
    statementsLeft: Number.POSITIVE_INFINITY,
    plan: () => untilDeath(() => planDueDigests(db, { now, log, signal: NEVER })),
    async tick() {
      await process.plan();
      await untilDeath(() => deliverer.deliverOwed(NEVER));
    },
  };
  const mortal: KyselyPlugin = {
    transformQuery({ node }) {
      process.statementsLeft -= 1;
      if (process.statementsLeft < 0) process.isDead = true;
      if (process.isDead) throw new Death();
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const db = whole.withPlugin(mortal) as Db;
  const poster = discord.posterFor(() => {
    process.isDead = true;
  });
  const deliverer = createTestDeliverer({ db, poster, now });
  return process;
}
