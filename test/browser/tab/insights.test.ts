import { expect } from 'chai';
import type { MetricSignal, ResourceSignal, Signal } from '../../../src/contract/signal.ts';
import { log } from '../../../src/tab/services/LoggingService.ts';
import { performanceMonitor } from '../../../src/tab/services/PerformanceMonitoringService.ts';
import { stopOps } from '../../../src/tab/stop-ops.ts';
import { engine } from '../../support/engine.ts';
import { quiet, received, sharedRuntime, start, until, workerUrl } from './support.ts';

const url = workerUrl('insights');
const runtime = sharedRuntime(url);

async function all(): Promise<Signal[]> {
  await log.flush();
  return received(runtime);
}
const insights = async (name: string): Promise<MetricSignal[]> => (await all()).filter((signal): signal is MetricSignal => signal.kind === 'metric' && signal.type === 'insight' && signal.name === name);
const targets = async (name: string) => (await insights(name)).map(({ tags }) => tags!['target']);
const rest = (ms: number) => new Promise((done) => setTimeout(done, ms));

function add(html: string): HTMLElement {
  document.body.insertAdjacentHTML('beforeend', html);
  return document.body.lastElementChild as HTMLElement;
}

describe('what is behind the numbers', () => {
  before(async () => {
    start(url, { capture: { ...quiet, vitals: true, resources: true, api: 'wrap' as never, clicks: true } });
    // The file that finds it comes when the page has loaded, and tells the parts of the first byte at once.
    await until(async () => (await insights('vital TTFB'))[0], 'insights');
  });
  after(() => stopOps());

  it('clicks of rage: three in a second on one spot, told once', async () => {
    const button = add('<button id="rage">Book</button>');
    button.addEventListener('click', () => button.toggleAttribute('data-busy'));
    for (let at = 0; at < 4; at++) button.click();
    await until(async () => (await insights('rage_click'))[0], 'a rage click');
    expect((await insights('rage_click')).map(({ value, tags }) => [value, tags!['target']])).to.deep.equal([[4, '#rage']]);
    button.remove();
  });

  it('dead clicks: on what looks as if it could be clicked, and nothing happens', async () => {
    const dead = add('<div id="dead" style="cursor: pointer">Doctor</div>');
    const plain = add('<p id="plain">Text</p>');
    const field = add('<input id="field" style="cursor: pointer" />');
    const alive = add('<button id="alive">Save</button>');
    alive.addEventListener('click', () => setTimeout(() => (alive.textContent = 'Saved'), 100));
    const moving = add('<button id="moving">Down</button>');
    moving.addEventListener('click', () => dispatchEvent(new Event('scroll')));
    const host = add('<div id="host"></div>');
    const inner = host.attachShadow({ mode: 'open' });
    inner.innerHTML = '<button>In the shadow</button>';
    inner.querySelector('button')!.addEventListener('click', () => (inner.querySelector('button')!.title = 'done'));
    for (const element of [dead, plain, field, alive, moving, inner.querySelector('button')!]) {
      element.click();
      await rest(1_100);
    }
    expect(await targets('dead_click')).to.deep.equal(['#dead']);
    for (const element of [dead, plain, field, alive, moving, host]) element.remove();
  });

  it('long animation frames with the script that made them long, where the engine reports them', async () => {
    const button = add('<button id="slow">Slow</button>');
    button.addEventListener('click', () => {
      const end = performance.now() + 120;
      while (performance.now() < end);
      button.textContent = 'done';
    });
    // A script counts when the browser calls it.
    setTimeout(() => button.click());
    await rest(600);
    const found = (await insights('script')).filter(({ value }) => value >= 100);
    if (engine.reports('long-animation-frame')) {
      expect(found.length).to.be.greaterThan(0);
      expect(String(found[0]!.tags!['target'])).to.match(/insights\.test/);
      expect(found[0]!.tags!['frame']).to.be.greaterThan(100);
    } else expect(found).to.deep.equal([]);
    button.remove();
  });

  it('sizes and phases of calls', async () => {
    await fetch('/__backend/text/5000?phases').then((response) => response.text());
    const entry = await until(async () => (await all()).filter((signal): signal is ResourceSignal => signal.kind === 'resources').flatMap(({ entries }) => entries).find(([name]) => name.includes('phases')), 'the entry of the call');
    expect([entry[1], entry.length]).to.deep.equal(['fetch', 11]);
    expect(entry[4]).to.equal(5_000);
    expect(entry.slice(6).every((ms) => Number(ms) >= 0)).to.equal(true);
    expect(entry.slice(6).reduce<number>((sum, ms) => sum + Number(ms), 0)).to.be.at.most(Number(entry[2]) + 1);
  });

  it('resources are seen when the browser\'s list is full, and the list stays as the page wants it', async () => {
    performance.setResourceTimingBufferSize(performance.getEntriesByType('resource').length);
    const before = performance.getEntriesByType('resource').length;
    for (const name of ['x1', 'x2', 'x3']) await new Promise((done) => Object.assign(new Image(), { onload: done, onerror: done, src: `/__backend/status/404?${name}` }));
    const seen = async () => (await all()).flatMap((signal) => (signal.kind === 'resources' ? signal.entries : [])).filter(([name]) => /\?x\d$/.test(name)).length;
    expect(await until(async () => (await seen()) >= 3 && seen(), 'three images')).to.equal(3);
    // Neither cleared nor made larger.
    expect(performance.getEntriesByType('resource').length).to.equal(before);
    performance.setResourceTimingBufferSize(1_000);
  });

  it('marks, measures and metrics stand in the timeline of devtools, on a track of their own; metrics do not pile up in the page', async () => {
    const seen: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
    observer.observe({ entryTypes: ['mark', 'measure'] });
    performanceMonitor.mark('t-start');
    performanceMonitor.measure('t-span', 't-start');
    performance.mark('t-queue');
    performanceMonitor.recordMetric('t-queue', 3, { unit: 'items', tags: { desk: 1 } });
    await until(() => seen.some(({ name, entryType }) => name === 't-queue' && entryType === 'measure'), 'the entries');
    observer.disconnect();
    const detail = (name: string) => (seen.findLast((entry) => entry.name === name) as PerformanceMark).detail as { devtools: object; value?: number; unit?: string; tags?: object };
    for (const name of ['t-start', 't-span', 't-queue']) expect(detail(name).devtools).to.deep.equal({ track: 'prescripto-ops' });
    expect(detail('t-queue')).to.deep.include({ value: 3, unit: 'items', tags: { desk: 1 } });
    expect(performance.getEntriesByName('t-span')[0]!.entryType).to.equal('measure');
    // What the page itself has under that name stays.
    expect(performance.getEntriesByName('t-queue').map(({ entryType }) => entryType)).to.deep.equal(['mark']);
    const told = await until(async () => (await all()).find((signal): signal is MetricSignal => signal.kind === 'metric' && signal.name === 't-queue'), 'the metric');
    expect([told.type, told.value, told.unit, told.tags]).to.deep.equal(['custom', 3, 'items', { desk: 1 }]);
  });

  it('what is no number is no metric, and counted as such', async () => {
    for (const value of [Number.NaN, 'much', undefined, Symbol('x'), () => 1]) performanceMonitor.recordMetric('t-nothing', value as never);
    await log.flush();
    expect((await all()).filter((signal) => signal.kind === 'metric' && signal.name === 't-nothing' && Number.isFinite(signal.value))).to.deep.equal([]);
  });
});
