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

type Capture = (tools: Tools) => void;

/** Starts what the options ask for; all but the console unless they say otherwise. One that fails does not keep the others from starting. */
export function startCaptures(tools: Tools): void {
  const { api, console } = tools.capture;
  const captures: readonly (readonly [keyof CaptureOptions, Capture])[] = [
    ['errors', captureErrors],
    ['api', api === 'observe' ? observeApi : captureApi],
    ['console', captureConsole],
    ['vitals', captureVitals],
    ['vitals', captureTimings],
    ['vitals', captureMemory],
    ['longTasks', captureLongTasks],
    ['resources', captureResources],
    ['clicks', captureClicks],
  ];
  const start = (capture: Capture): void => {
    try {
      capture(tools);
    } catch {
      tools.drop('invalid');
    }
  };
  for (const [name, capture] of captures) if (name === 'console' ? console : tools.capture[name] !== false) start(capture);
  start(captureNavigation);
}
