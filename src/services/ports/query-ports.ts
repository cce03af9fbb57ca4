import type { ResolvedConfig } from '../../contract/config.ts';
import type { Random } from './random.ts';
import type { Scrub } from './scrub.ts';
import type { Store } from './store.ts';

/** All that a question needs: the store is the truth, so what answers may live in a file of its own, of another build even. */
export interface QueryPorts {
  readonly store: Store;
  /** epoch ms */
  readonly now: () => number;
  readonly random: Random;
  readonly config: () => ResolvedConfig;
  /** For what people write into the few things that are changed here: users, reasons, definitions. */
  readonly mask: Scrub;
}
