import type { OpsOptions } from '../contract/config.ts';
import { debug } from './debug.ts';
import { loadElements } from './elements-loader.ts';
import * as ops from './index.ts';
import { theAgent } from './the-agent.ts';

const script = document.currentScript as HTMLScriptElement | null;
const { config = '{}', worker, app, release, environment, endpoint, consent } = { ...script?.dataset };
const base = script?.src.replace(/[^/]*$/, '') ?? '';

try {
  Object.assign(window, { prescriptoOps: ops, prescriptoDebug: debug });
  const given: Record<string, unknown> = { app, release, environment, endpoint, consent, workerUrl: worker ?? `${base}prescripto-ops.worker.js` };
  for (const key in given) if (given[key] === undefined) delete given[key];
  const text = config[0] === '#' ? document.querySelector(config)!.textContent : config;
  ops.startOps({ ...(JSON.parse(text) as OpsOptions), ...given });
  loadElements(base, theAgent().loader().load);
} catch (error) {
  console.error(error);
}
