import type { OpsOptions } from '../contract/config.ts';
import { debug, services } from './debug.ts';
import { loadElements } from './elements-loader.ts';
import { privacy } from './services/privacy.ts';
import { stopOps } from './stop-ops.ts';
import { theAgent } from './the-agent.ts';

// Only while the script itself runs.
const { src, dataset } = document.currentScript as HTMLScriptElement;
const base = src.replace(/[^/]*$/, '');
const { config = '{}', worker: workerUrl = `${base}prescripto-ops.worker.js` } = dataset;
const startOps = (options?: OpsOptions): void => theAgent().start({ workerUrl, ...options });

// The named functions of the module are members of the error tracker.
Object.assign(window, { prescriptoOps: { ...services.errorTracker, ...services, privacy, startOps, stopOps }, prescriptoDebug: debug });

try {
  const options = JSON.parse(config[0] === '#' ? document.querySelector(config)!.textContent : config) as Record<string, unknown>;
  for (const name of ['app', 'release', 'environment', 'endpoint', 'consent']) if (dataset[name]) options[name] = dataset[name];
  startOps(options);
  loadElements(base, theAgent().load);
} catch (error) {
  console.error(`prescripto-ops: data-config ${config}: no JSON. ${error}`);
}
