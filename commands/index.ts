import type { Command } from './context.ts';
import { discuss, discussPaper } from './discuss.ts';
import { help } from './help.ts';
import { paper, showPapers } from './paper.ts';
import { search } from './search.ts';
import { status } from './status.ts';
import { subscribe } from './subscribe.ts';
import { subscriptions } from './subscriptions.ts';
import { topics } from './topics.ts';
import { trending } from './trending.ts';
import { unsubscribe } from './unsubscribe.ts';

/** Every command there is. README's table is compared with it by a test. */
export const commands: readonly Command[] = [
  trending,
  search,
  topics,
  paper,
  discuss,
  showPapers,
  discussPaper,
  subscribe,
  subscriptions,
  unsubscribe,
  status,
  help,
];
