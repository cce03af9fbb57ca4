import { timeKey } from '../ports/store.ts';
import type { AlertingPorts } from './alerting-ports.ts';

/** A new id that sorts by time. */
export function newId(of: string, { clock, random }: AlertingPorts): string {
  return `${of}:${timeKey(clock.now())}${String(random()).slice(2, 6)}`;
}
