import type { CaptureOptions } from '../../contract/config.ts';
import type { Tools } from '../tools.ts';
import { captureApi, observeApi } from './api.ts';
import { captureConsole } from './console.ts';
import { captureErrors } from './errors.ts';
import { captureClicks, captureNavigation } from './journey.ts';
import { captureMemory } from './memory.ts';
import { captureResources } from './resources.ts';
import { captureLongTasks, captureTimings } from './timings.ts';
import { captureVitals } from './vitals.ts';

/** Starts what the options ask for; all but the console unless they say otherwise. One that fails does not keep the others from starting. */
export function startCaptures(tools: Tools, wanted: Partial<CaptureOptions>): void {
  const { errors = true, api = true, console, vitals = true, longTasks = true, resources = true, clicks = true } = wanted;
  for (const capture of [
    errors && captureErrors,
    api && (api === 'observe' ? observeApi : captureApi),
    console && captureConsole,
    vitals && captureVitals,
    vitals && captureTimings,
    vitals && captureMemory,
    longTasks && captureLongTasks,
    resources && captureResources,
    clicks && captureClicks,
    captureNavigation,
  ])
    if (capture) tools.guard(capture)(tools);
}
