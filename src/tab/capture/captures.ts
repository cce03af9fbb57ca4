import type { OpsOptions } from '../../contract/config.ts';
import type { Agent } from '../agent.ts';
import { moreOf } from '../more-of.ts';
import type { Tools } from '../tools.ts';
import { captureApi } from './api.ts';
import { captureErrors } from './errors.ts';
import { captureClicks, captureNavigation } from './journey.ts';
import { captureLongTasks } from './long-tasks.ts';
import { captureResources } from './resources.ts';
import { captureVitals } from './vitals.ts';

type Capture = (tools: Tools, wanted: NonNullable<OpsOptions['capture']>) => void;
/** What few ask for is a part of `more.ts`, by its name, which is fetched then. */
type Extra = 'captureConsole' | 'captureSockets' | 'correlate' | 'observeApi' | 'printLogs';

/** Starts what the options ask for; captures unless they say otherwise. One that fails does not keep the others from starting. */
export function startCaptures(agent: Agent, { capture = {}, correlation = false, environment, log }: OpsOptions, debug: boolean): void {
  const wanted: readonly (readonly [unknown, Capture | Extra])[] = [
    // First: where a click is when a move is seen, the move came before.
    [true, captureNavigation],
    [capture.errors, captureErrors],
    [capture.api, capture.api === 'observe' ? 'observeApi' : captureApi],
    [correlation, 'correlate'],
    [capture.vitals, captureVitals],
    [capture.longTasks, captureLongTasks],
    [capture.resources, captureResources],
    [capture.clicks, captureClicks],
    [!!capture.console, 'captureConsole'],
    [!!capture.sockets, 'captureSockets'],
    [debug || environment === 'development' || !!log?.console, 'printLogs'],
  ];
  for (const [option = true, start] of wanted) {
    if (!option) continue;
    if (typeof start === 'function') agent.guard(start)(agent, capture);
    else moreOf(start, agent, option as never).catch(() => agent.drop('invalid'));
  }
}
