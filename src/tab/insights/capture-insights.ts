import type { CaptureOptions } from '../../contract/config.ts';
import type { VitalName } from '../../contract/performance.ts';
import type { Tools } from '../tools.ts';
import { watchClicks } from './clicks.ts';
import { watchFrames } from './frames.ts';
import { watchInteractions } from './interactions.ts';
import { watchPaints } from './paints.ts';
import { watchResources } from './resources.ts';
import { watchShifts } from './shifts.ts';
import { watchSoftNavigations } from './soft-navigations.ts';

/** Tells a cause: `name` says of what, `value` how bad, `tags` why. */
export type Tell = (name: string, value: number, tags: Readonly<Record<string, string | number | undefined>>) => void;

/** Sends a vital of the page view that is. */
export type Send = (name: VitalName, value: number) => void;

/** More than this of one page is noise. */
const most = 300;

/** Starts all that attributes. Entries from before are read from the browser's buffers. */
export function captureInsights(tools: Tools, wanted: Partial<CaptureOptions>, send: Send): void {
  let told = 0;
  const tell: Tell = (name, value, tags) => {
    if (told++ < most) tools.metric('insight', name, value, 'ms', JSON.parse(JSON.stringify(tags)) as Record<string, string | number>);
  };
  const frames = watchFrames(tools, tell);
  const interactions = watchInteractions(tools, tell, frames, send);
  const shifts = watchShifts(tools, tell);
  watchPaints(tools, tell);
  watchResources(tools, tell, wanted.api !== false);
  watchSoftNavigations(tools, tell, interactions, shifts);
  if (wanted.clicks !== false) watchClicks(tools, tell);
}
