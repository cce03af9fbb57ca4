import 'axe-core';
import type { AxeResults } from 'axe-core';
import { expect } from 'chai';
import '../../../components/ops-errors/define.ts';
import type { TrendChart } from '../../../components/shared/trend-chart.ts';
import { sampleErrors } from '../../../demo/gallery/sample-errors.ts';
import { mount, one, settled, unmountAll, until } from './mount.ts';

const { axe } = globalThis as unknown as { axe: { run(on: Element): Promise<AxeResults> } };
const loaded = (): boolean => performance.getEntriesByType('resource').some(({ name }) => name.includes('chart.js'));
const chartOf = (element: HTMLElement): TrendChart => one(element, 'ops-trend-chart') as TrendChart;
const canvasOf = (element: HTMLElement): HTMLCanvasElement | null | undefined => chartOf(element)?.shadowRoot?.querySelector('canvas');
const words = (chart: TrendChart, selector: string): string => (chart.shadowRoot?.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();

function painted(canvas: HTMLCanvasElement | null | undefined): boolean {
  if (!canvas?.width || !canvas.height) return false;
  return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value !== 0);
}

async function drawn(element: HTMLElement): Promise<TrendChart> {
  await until(() => painted(canvasOf(element)), 'bars on the canvas');
  return chartOf(element);
}

describe('ops-trend-chart', () => {
  afterEach(() => {
    unmountAll();
    window.scrollTo(0, 0);
  });

  // First, for what is loaded stays loaded.
  it('is loaded when it comes on the screen, and in a narrow element never', async () => {
    const narrow = await mount('ops-errors', { snapshot: sampleErrors() }, 320);
    await settled(narrow);
    expect(loaded(), 'narrow').to.equal(false);
    unmountAll();
    const tall = document.createElement('div');
    tall.style.setProperty('height', '4000px');
    document.body.append(tall);
    const element = await mount('ops-errors', { snapshot: sampleErrors() });
    for (let turn = 0; turn < 5; turn += 1) await settled(element);
    expect(loaded(), 'off the screen').to.equal(false);
    element.scrollIntoView();
    await drawn(element);
    expect(loaded()).to.equal(true);
    tall.remove();
  });

  it('says in a sentence and in a table what it draws', async () => {
    const element = await mount('ops-errors', { snapshot: sampleErrors() });
    const chart = await drawn(element);
    expect(words(chart, 'figcaption')).to.equal('Events: latest 33, least 0, most 41, rising');
    chart.shadowRoot!.querySelector('summary')!.click();
    await until(() => chart.shadowRoot!.querySelectorAll('tbody tr').length === 24, 'the table');
    expect([...chart.shadowRoot!.querySelectorAll('td')].slice(-2).map((cell) => cell.textContent)).to.deep.equal(['41', '33']);
    const { violations } = await axe.run(element);
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).to.deep.equal([]);
  });

  it('follows new data, at most once a second', async () => {
    const { Chart } = await import('chart.js');
    const data = sampleErrors();
    const element = await mount('ops-errors', { snapshot: data });
    await drawn(element);
    const chart = Chart.getChart(canvasOf(element)!)!;
    let updates = 0;
    const update = chart.update.bind(chart);
    chart.update = (mode) => {
      updates += 1;
      update(mode);
    };
    const begun = performance.now();
    const trend = (count: number): { at: number; count: number }[] => data.stats.trend.map((step, index) => (index === 23 ? { ...step, count } : step));
    for (let count = 100; count <= 120; count += 1) {
      element.snapshot = { ...data, stats: { ...data.stats, trend: trend(count) } };
      await settled(element);
    }
    await until(() => (chart.data.datasets[0]?.data[23] as unknown as { y: number } | undefined)?.y === 120, 'the newest count');
    expect(updates).to.be.within(1, 1 + Math.ceil((performance.now() - begun) / 1000));
  });

  it('takes up the colours of another scheme', async () => {
    const { Chart } = await import('chart.js');
    const element = await mount('ops-errors', { snapshot: sampleErrors(), theme: 'light' });
    await drawn(element);
    const colour = (): unknown => Chart.getChart(canvasOf(element)!)?.data.datasets[0]?.hoverBackgroundColor;
    expect(colour()).to.equal('rgb(29, 88, 204)');
    element.theme = 'dark';
    await until(() => colour() === 'rgb(107, 166, 255)', 'the dark accent');
  });

  it('lets go of its canvas when it leaves, and comes back', async () => {
    const { Chart } = await import('chart.js');
    const element = await mount('ops-errors', { snapshot: sampleErrors() });
    await drawn(element);
    const canvas = canvasOf(element)!;
    expect(Chart.getChart(canvas) !== undefined).to.equal(true);
    const box = element.parentElement!;
    element.remove();
    expect(Chart.getChart(canvas) === undefined, 'destroyed').to.equal(true);
    box.append(element);
    await until(() => Chart.getChart(canvasOf(element)!), 'a chart again');
  });
});
