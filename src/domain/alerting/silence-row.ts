import type { Silence } from '../../contract/alert.ts';

/** A silence as it is stored. */
export interface SilenceRow extends Silence {
  readonly key: string;
  /** Of a maintenance window: each time that it holds, epoch ms, oldest first. Worked out when it is written down, so that whoever wakes people needs no calendar. */
  readonly spans?: readonly (readonly [from: number, to: number])[] | undefined;
}
