import type { OpsOptions } from '../contract/config.ts';
import { debug } from './debug.ts';
import { loadElements } from './elements-loader.ts';
import * as ops from './index.ts';
import { theAgent } from './the-agent.ts';

// Only while the script itself runs.
const { src, dataset } = document.currentScript as HTMLScriptElement;
const base = src.replace(/[^/]*$/, '');

try {
  Object.assign(window, { prescriptoOps: ops, prescriptoDebug: debug });
  const { config = '{}', worker = `${base}prescripto-ops.worker.js`, ...attributes } = dataset;
  const text = config[0] === '#' ? document.querySelector(config)!.textContent : config;
  const options: Record<string, unknown> = { ...(JSON.parse(text) as OpsOptions), workerUrl: worker };
  for (const name of ['app', 'release', 'environment', 'endpoint', 'consent']) if (attributes[name]) options[name] = attributes[name];
  ops.startOps(options);
  loadElements(base, theAgent().loader().load);
} catch (error) {
  console.error(`prescripto-ops: did not start. ${error}`);
}
