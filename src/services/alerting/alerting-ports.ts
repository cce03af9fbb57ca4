import type { ResolvedConfig } from '../../contract/config.ts';
import type { Clock } from '../ports/clock.ts';
import type { Notify } from '../ports/notices.ts';
import type { Outbox, Withdraw } from '../ports/outbox.ts';
import type { Publish } from '../ports/publish.ts';
import type { Random } from '../ports/random.ts';
import type { Scrub } from '../ports/scrub.ts';
import type { Store } from '../ports/store.ts';
import type { OwnAlerts } from './own-alerts.ts';

export interface AlertingPorts {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly outbox: Outbox & Withdraw;
  readonly publish: Publish;
  readonly scrub: Scrub;
  readonly config: () => ResolvedConfig;
  readonly own: OwnAlerts;
  /** Says that `alerts` changed, also where no window event does (a silence, a repeat). */
  readonly notify?: Notify | undefined;
}
