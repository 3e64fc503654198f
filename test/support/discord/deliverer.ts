import { createDeliverer, type Deliverer, type DelivererOptions } from '../../../src/delivery/sending/deliver.ts';
import { createPaperPosts } from '../../../src/discussion/paper-post.ts';
import type { Poster } from '../../../src/domain/ports/poster.ts';
import type { Db } from '../../../src/store/schema.ts';
import { silentLog as log } from '../log.ts';
import { noThreads } from './threads.ts';

/** A deliverer that tells nobody of anything, but for what is given. */
export function createTestDeliverer(
  { db, poster, now }: { db: Db; poster: Poster; now: () => Date },
  options: Partial<DelivererOptions> = {},
): Deliverer {
  const postPaper = createPaperPosts({ db, poster, threads: noThreads, now, log });
  return createDeliverer(db, poster, { postPaper, now, log, onDeadToken: () => undefined, ...options });
}
