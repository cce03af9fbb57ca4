import type { AvailabilityRange } from '../../src/contract/health.ts';

const windows: Readonly<Record<string, AvailabilityRange>> = { '15m': '1h', '1h': '1h', '7d': '7d', '30d': '30d' };

/** The window that the runtime keeps availability for, nearest above a range; of an interval a day. */
export const availabilityWindow = (range: string): AvailabilityRange => windows[range] ?? '24h';
