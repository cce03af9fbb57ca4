// Our elements as they are shipped, and a plain table beside them.
import type { LogsData } from '../../../components/ops-logs/ops-logs.ts';
import { SampleClient } from '../../../demo/gallery/sample-client.ts';
import { sampleAlerts } from '../../../demo/gallery/sample-alerts.ts';
import { sampleErrors } from '../../../demo/gallery/sample-errors.ts';
import { brokenData } from '../../../demo/gallery/sample-health.ts';
import { sampleEntry, sampleLogs } from '../../../demo/gallery/sample-logs.ts';
import { fullTable } from './full-table.ts';

declare global {
  interface Window {
    panels: typeof panels;
  }
}

export type Shown = 'ops-logs' | 'table';

/** What a page went through while it was watched. */
export interface Watched {
  readonly frames: number;
  readonly ms: number;
  /** The most renders of one element between two frames. */
  readonly rendersAFrame: number;
  readonly renders: number;
  /** ms, the least between two drawings of one chart; `null`: none was drawn twice */
  readonly chartPause: number | null;
  readonly drawings: number;
  /** Of charts that are not on the screen. */
  readonly unseen: number;
}

const names = ['ops-health', 'ops-alerts', 'ops-errors', 'ops-performance', 'ops-logs', 'ops-metrics', 'ops-dashboard'] as const;
const topics = ['health', 'alerts', 'errors', 'performance', 'logs'] as const;
const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
const main = (): HTMLElement => document.querySelector('main') ?? document.body.appendChild(document.createElement('main'));

/** Resolves when the frame under way is on its way to the screen. */
async function painted(): Promise<void> {
  await frame();
  const { port1, port2 } = new MessageChannel();
  await new Promise((done) => {
    port1.onmessage = done;
    port2.postMessage(0);
  });
  port1.close();
}

async function until(isSo: () => unknown): Promise<void> {
  for (const end = performance.now() + 20_000; !isSo(); await painted()) if (performance.now() > end) throw new Error(`never: ${String(isSo)}`);
}

const load = (name: string): Promise<unknown> => import(/* the file as it is shipped */ `/ops/elements/${name}.js`);
const under = (root: ParentNode | null): number => root?.querySelectorAll('*').length ?? 0;

/** ms from an order to show so many entries until the newest of them is drawn where it can be seen; how many elements that took. */
async function first(kind: Shown, count: number): Promise<{ readonly ms: number; readonly nodes: number; readonly all: number }> {
  const data: LogsData = sampleLogs(Date.now(), count);
  const newest = `[data-key="${data.entries.at(-1)!.id}"]`;
  if (kind === 'ops-logs') await load(kind);
  for (let quiet = 0; quiet < 10; quiet++) await painted();
  const began = performance.now();
  const element = kind === 'table' ? fullTable(data.entries) : Object.assign(document.createElement(kind), { snapshot: data });
  main().append(element);
  const root = (): ParentNode => element.shadowRoot ?? element;
  const list = (): Element | null => root().querySelector('.rows');
  await until(() => {
    const row = root().querySelector(newest)?.getBoundingClientRect();
    return row && row.height > 0 && row.top < list()!.getBoundingClientRect().bottom;
  });
  const ms = performance.now() - began;
  const answer = { ms, nodes: under(list()), all: under(root()) };
  element.remove();
  return answer;
}

/** Counts, for so many ms, frames, renders and what is drawn on canvases. */
async function watch(ms: number): Promise<Watched> {
  const renders = new Map<HTMLElement, number>();
  let [frames, all, rendersAFrame, drawings, unseen, chartPause] = [0, 0, 0, 0, 0, Infinity];
  // Every element's own `performUpdate` is lit's; wrapped where all elements inherit it from.
  let lit = Object.getPrototypeOf(names.map((name) => customElements.get(name)).find(Boolean)!.prototype) as { performUpdate?: () => void };
  while (!Object.hasOwn(lit, 'performUpdate')) lit = Object.getPrototypeOf(lit) as typeof lit;
  const { performUpdate } = lit;
  lit.performUpdate = function counted(this: HTMLElement) {
    all += 1;
    renders.set(this, (renders.get(this) ?? 0) + 1);
    performUpdate!.call(this);
  };
  // A chart clears its canvas each time it draws.
  const drawn = new Map<HTMLCanvasElement, number>();
  const canvases = CanvasRenderingContext2D.prototype;
  const { clearRect } = canvases;
  canvases.clearRect = function counted(...rect) {
    const { canvas } = this as { readonly canvas: HTMLCanvasElement };
    const now = performance.now();
    const { top, bottom } = canvas.getBoundingClientRect();
    drawings += 1;
    if (bottom < 0 || top > innerHeight) unseen += 1;
    if (drawn.has(canvas)) chartPause = Math.min(chartPause, now - drawn.get(canvas)!);
    drawn.set(canvas, now);
    clearRect.apply(this, rect);
  };
  const began = await frame();
  let now = began;
  while (now - began < ms) {
    now = await frame();
    frames += 1;
    rendersAFrame = Math.max(rendersAFrame, ...renders.values());
    renders.clear();
  }
  lit.performUpdate = performUpdate!;
  canvases.clearRect = clearRect;
  return { frames, ms: now - began, rendersAFrame, renders: all, chartPause: Number.isFinite(chartPause) ? chartPause : null, drawings, unseen };
}

/** So many entries a second into a plain table that keeps the newest 10,000, for so many ms. */
async function pourIntoTable(perSecond: number, ms: number): Promise<Watched> {
  const { entries } = sampleLogs(Date.now(), 10_000);
  const table = fullTable(entries);
  main().append(table);
  await until(() => table.querySelector('.row'));
  let [frames, next] = [0, entries.length];
  const began = await frame();
  let now = began;
  while (now - began < ms) {
    now = await frame();
    frames += 1;
    const due = entries.length + Math.floor(((now - began) * perSecond) / 1000);
    const fresh = [];
    while (next < due) fresh.push(sampleEntry(next++, Date.now()));
    table.add(fresh);
  }
  table.remove();
  return { frames, ms: now - began, rendersAFrame: 1, renders: frames, chartPause: null, drawings: 0, unseen: 0 };
}

/** The elements of the page's own agent. */
async function place(...wanted: readonly (typeof names)[number][]): Promise<void> {
  main().append(...wanted.map((name) => document.createElement(name)));
  await until(() => wanted.every((name) => document.querySelector(`${name}:state(live)`)));
}

function sampleClient(logs: LogsData): SampleClient {
  const now = Date.now();
  return new SampleClient({ health: { ...brokenData(now), incidents: sampleAlerts(now).active }, alerts: sampleAlerts(now), errors: sampleErrors(now), logs });
}

let clock = 0;
/** The dashboard and the logs over sample data, which change with each second of a clock that stands otherwise. */
async function beginHour(): Promise<void> {
  await Promise.all([load('ops-dashboard'), load('ops-logs')]);
  clock = Date.now();
  Date.now = () => clock;
  const client = sampleClient(sampleLogs(clock, 10_000));
  main().append(Object.assign(document.createElement('ops-dashboard'), { client }), Object.assign(document.createElement('ops-logs'), { client }));
  await until(() => document.querySelector('ops-logs:state(live)') && document.querySelector('ops-dashboard:state(live)'));
  let number = 10_000;
  panels.passSeconds = async (seconds) => {
    for (const end = clock + 1000 * seconds; clock < end; await frame()) {
      clock += 1000;
      const fresh = Array.from({ length: 10 }, (_, index) => sampleEntry(number++, clock - 1000 + 100 * index));
      client.data.logs = { entries: [...client.data.logs!.entries.slice(-990), ...fresh] };
      // New objects each time, as answers of a worker are.
      Object.assign(client.data, { alerts: sampleAlerts(clock), errors: sampleErrors(clock), health: { ...brokenData(clock), incidents: sampleAlerts(clock).active } });
      client.calls.length = 0;
      for (const topic of topics) client.notify(topic);
    }
  };
}

/** Puts every element on the page and takes it away again, one after the other, so many times in all. */
async function comeAndGo(times: number): Promise<void> {
  await Promise.all(names.map(load));
  const client = sampleClient(sampleLogs());
  for (let turn = 0; turn < times; turn++) {
    const element = Object.assign(document.createElement(names[turn % names.length]!), { client });
    main().append(element);
    for (let frames = 0; frames < 4; frames++) await painted();
    element.remove();
  }
  if (client.listeners) throw new Error(`${client.listeners} subscriptions are left`);
}

const panels = { first, watch, pourIntoTable, place, beginHour, comeAndGo, passSeconds: (_seconds: number): Promise<void> => Promise.reject(new Error('beginHour first')) };
window.panels = panels;
