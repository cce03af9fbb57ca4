import type { OpsOptions } from '../contract/config.ts';
import * as api from './api.ts';
import { debug } from './debug.ts';
import { loadElements } from './elements-loader.ts';
import { theAgent } from './the-agent.ts';

// Only while the script itself runs.
const { src, dataset } = document.currentScript as HTMLScriptElement;
const base = src.replace(/[^/]*$/, '');

try {
  const startOps = (options: OpsOptions = {}): void => theAgent().start(options);
  Object.assign(window, { prescriptoOps: { ...api, startOps }, prescriptoDebug: debug });
  const { config = '{}', worker = `${base}prescripto-ops.worker.js` } = dataset;
  const text = config[0] === '#' ? document.querySelector(config)!.textContent : config;
  const options: Record<string, unknown> = { ...(JSON.parse(text) as OpsOptions), workerUrl: worker };
  for (const name of ['app', 'release', 'environment', 'endpoint', 'consent']) if (dataset[name]) options[name] = dataset[name];
  startOps(options);
  loadElements(base, theAgent().loader().load);
} catch (error) {
  console.error(`prescripto-ops: did not start. ${error}`);
}
