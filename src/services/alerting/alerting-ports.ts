import type { ResolvedConfig } from '../../contract/config.ts';
import type { AlertingPart } from '../ports/alerting-part.ts';
import type { Clock } from '../ports/clock.ts';
import type { Notify } from '../ports/notices.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Publish } from '../ports/publish.ts';
import type { Random } from '../ports/random.ts';
import type { Scrub } from '../ports/scrub.ts';
import type { Store } from '../ports/store.ts';

export interface AlertingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly outbox: Outbox;
  readonly publish: Publish;
  readonly scrub: Scrub;
  readonly config: () => ResolvedConfig;
  /** What few pages need, once it is loaded; to ask is to load it. */
  readonly part?: (() => AlertingPart | undefined) | undefined;
  /** Says that `alerts` changed, also where no window event does (a silence, a repeat). */
  readonly notify?: Notify | undefined;
}
