import type { CaptureOptions } from '../../contract/config.ts';
import type { Tools } from '../tools.ts';
import { captureApi, observeApi } from './api.ts';
import { captureErrors } from './errors.ts';
import { captureClicks, captureNavigation } from './journey.ts';
import { captureMemory } from './memory.ts';
import { captureResources } from './resources.ts';
import { captureLongTasks, captureTimings } from './timings.ts';
import { captureVitals } from './vitals.ts';

type Capture = (tools: Tools) => void;

/** Starts what the options ask for; all but the console unless they say otherwise. One that fails does not keep the others from starting. */
export function startCaptures(tools: Tools, wanted: Partial<CaptureOptions>): void {
  const captures: Readonly<Record<keyof CaptureOptions, readonly Capture[]>> = {
    errors: [captureErrors],
    api: [wanted.api === 'observe' ? observeApi : captureApi],
    // Few ask for it.
    console: [(given) => void import('../more.ts').then(({ captureConsole }) => captureConsole(given), () => given.drop('invalid'))],
    vitals: [captureVitals, captureTimings, captureMemory],
    longTasks: [captureLongTasks],
    resources: [captureResources],
    clicks: [captureClicks],
  };
  // First: where a click is when a move is seen, the move came before.
  tools.guard(captureNavigation)(tools);
  for (const name of Object.keys(captures) as (keyof CaptureOptions)[])
    if (wanted[name] ?? name !== 'console') for (const capture of captures[name]) tools.guard(capture)(tools);
}
