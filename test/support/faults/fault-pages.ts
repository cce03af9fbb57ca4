import { opsPage } from '../demo.ts';
import type { FaultRung } from './fault-cells.ts';

/** The errors of a run and what follows on them, in one task of the page. */
const script = `let vanishes = false;
const channel = new BroadcastChannel('fault');
const tell = () => channel.postMessage({ online: !localStorage.faultOffline });
channel.onmessage = ({ data }) => data === 'online?' && tell();
Object.defineProperty(navigator, 'onLine', { get: () => !localStorage.faultOffline });
addEventListener('test:network', ({ detail }) => {
  if (detail) delete localStorage.faultOffline;
  else localStorage.faultOffline = 'yes';
  tell();
  dispatchEvent(new Event(detail ? 'online' : 'offline'));
});
addEventListener('test:fault', ({ detail: { messages, next, to } }) => {
  for (const message of messages) dispatchEvent(new CustomEvent('test:throw', { detail: { name: 'FaultError', message } }));
  if (next === 'navigate') location.href = to;
  if (next === 'reload') location.reload();
  if (next === 'close') close();
  if (next === 'kill the worker' || next === 'vanish') channel.postMessage('kill');
  if (next === 'vanish') {
    vanishes = true;
    location.href = to;
  }
});
// Listens before everybody else: as far as the page and its worker can tell, a page that vanishes has crashed.
for (const [target, type] of [[window, 'pagehide'], [document, 'visibilitychange']])
  target.addEventListener(type, (event) => vanishes && event.stopImmediatePropagation(), true);
`;

/**
 * A worker of the page's own origin that fetches the real one, as a page does whose script lies on a CDN. It ends itself on demand, which is for the
 * page what a crash of the worker is: it answers no more and nobody is told. Being offline it learns from its pages.
 */
const worker = `let online = true;
Object.defineProperty(navigator, 'onLine', { get: () => online });
const channel = new BroadcastChannel('fault');
channel.onmessage = ({ data }) => {
  if (data === 'kill') return close();
  if (!('online' in Object(data)) || data.online === online) return;
  online = data.online;
  dispatchEvent(new Event(online ? 'online' : 'offline'));
};
channel.postMessage('online?');
const url = '/ops/prescripto-ops.worker.js';
importScripts(self.trustedTypes?.createPolicy('stub', { createScriptURL: String }).createScriptURL(url) ?? url);
`;

const names: Readonly<Record<FaultRung, readonly string[]>> = { shared: [], dedicated: ['SharedWorker'], page: ['SharedWorker', 'Worker'] };

/** A page a rung, twice, beside one that is nothing but a way out. */
export function faultPages(): Readonly<Record<string, string>> {
  const page = (rung: FaultRung): string =>
    opsPage({ attributes: { 'data-worker': rung === 'page' ? '/ops/prescripto-ops.worker.js' : '/worker.js' } }).replace('<script', `<script src="/without-${rung}.js"></script><script src="/fault.js"></script><script`);
  return {
    'fault.js': script,
    'worker.js': worker,
    'elsewhere.html': '<!doctype html><title>Somewhere else</title>',
    ...Object.fromEntries(
      Object.entries(names).flatMap(([rung, lacks]) => [
        [`without-${rung}.js`, lacks.map((name) => `delete window.${name};\n`).join('')],
        ...[1, 2].map((number) => [`${rung}-${number}.html`, page(rung as FaultRung)]),
      ]),
    ),
  };
}
