import type { Tools } from '../tools.ts';
import { captureApi, observeApi } from './api.ts';
import { captureConsole } from './console.ts';
import { captureErrors } from './errors.ts';
import { captureClicks, captureNavigation } from './journey.ts';
import { captureMemory } from './memory.ts';
import { captureResources } from './resources.ts';
import { captureLongTasks, captureTimings } from './timings.ts';
import { captureVitals } from './vitals.ts';

/** Starts what the options ask for. One that fails does not keep the others from starting. */
export function startCaptures(tools: Tools): void {
  const { api, clicks, console, errors, longTasks, resources, vitals } = tools.config.capture;
  const wanted: readonly (readonly [unknown, (tools: Tools) => void])[] = [
    [errors, captureErrors],
    [api === 'wrap', captureApi],
    [api === 'observe', observeApi],
    [console, captureConsole],
    [vitals, captureVitals],
    [vitals, captureTimings],
    [vitals, captureMemory],
    [longTasks, captureLongTasks],
    [resources, captureResources],
    [clicks, captureClicks],
    [1, captureNavigation],
  ];
  for (const [on, capture] of wanted)
    try {
      if (on) capture(tools);
    } catch {
      tools.drop('invalid');
    }
}
