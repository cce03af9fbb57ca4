import { expect } from 'chai';
import '../../../components/ops-metrics/define.ts';
import { emptyMetrics, sampleMetrics } from '../../../demo/gallery/sample-metrics.ts';
import { all, mount, one, settled, text, unmountAll, until } from './mount.ts';

const tile = (element: HTMLElement, name: string): string => all(element, '.tile').map((each) => each.textContent!.replace(/\s+/g, ' ')).find((words) => words.startsWith(name)) ?? '';

describe('ops-metrics', () => {
  afterEach(unmountAll);

  it('tells how soon alerts were acknowledged and resolved, each number with what it was measured on', async () => {
    const element = await mount('ops-metrics', { snapshot: sampleMetrics() });
    expect(tile(element, 'Alerts')).to.contain('13').and.to.contain('2 active, 1 acknowledged');
    expect(tile(element, 'Time to acknowledge')).to.contain('4m').and.to.contain('p90 19m · of 9');
    expect(tile(element, 'Time to resolve')).to.contain('26m').and.to.contain('p90 2h 6m · of 10');
    expect(tile(element, 'Errors resolved')).to.contain('12.5%').and.to.contain('of 8 groups');
  });

  it('draws alerts stacked by severity, and says them in a table', async () => {
    const element = await mount('ops-metrics', { snapshot: sampleMetrics() });
    const chart = one(element, 'ops-trend-chart')!;
    await until(() => chart.shadowRoot?.querySelector('canvas')?.width, 'the chart');
    expect([...chart.shadowRoot!.querySelectorAll('.key span')].map((each) => each.textContent!.trim())).to.deep.equal(['Critical', 'High', 'Medium', 'Low', 'Info']);
    chart.shadowRoot!.querySelector('summary')!.click();
    await until(() => chart.shadowRoot!.querySelector('tbody tr'), 'the table');
    const cells = [...chart.shadowRoot!.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent)));
    expect(cells.map(([count]) => count).reduce((sum, count) => sum! + count!, 0)).to.equal(13);
    expect(cells.every(([count, ...parts]) => count === parts.reduce((sum, part) => sum + part, 0))).to.equal(true);
  });

  it('says which alerts are loudest, how much told nothing worth knowing, and what became of notifications', async () => {
    const element = await mount('ops-metrics', { snapshot: sampleMetrics() });
    expect(tile(element, 'Noise')).to.contain('46%').and.to.contain('7 kept quiet, 1 flapping, 4 ended unseen');
    expect(all(element, '.loud').map((each) => each.querySelector('.one')!.textContent)[0]).to.equal('High error rate');
    expect(text(element, '.loud .num')).to.equal('6 · 1 open');
    expect(text(element, '[part=body]')).to.contain('Firing 4h 30m').and.to.contain('Somebody had it 2h 36m').and.to.contain('Accepted 9 · Confirmed 5').and.to.contain('Dead 2');
  });

  it('lists checks worst first with their bars, budgets with what is over, errors by resolution', async () => {
    const element = await mount('ops-metrics', { snapshot: sampleMetrics() });
    expect(text(element, '.health .line')).to.contain('Database').and.to.contain('94.03%');
    element.range = '7d';
    await settled(element);
    expect(text(element, '.health .line'), 'of the week').to.contain('Database').and.to.contain('99.11%');
    expect(one(element, '.health .beats')!.getAttribute('aria-label')).to.match(/^Health from .* not healthy$/);
    const budget = all(element, '.budget').find((each) => each.textContent!.includes('LCP'))!;
    expect(budget.classList.contains('s-unhealthy')).to.equal(true);
    expect(budget.querySelector('.bar')!.getAttribute('aria-label')).to.equal('36.4% over its budget');
    expect(all(element, '.resolution .keys li').map((each) => each.textContent!.replace(/\s+/g, ' ').trim())).to.deep.equal(['Unresolved 6', 'Resolved 1', 'Ignored 1']);
  });

  it('an old answer is not shown as green', async () => {
    const element = await mount('ops-metrics', { snapshot: { ...sampleMetrics(), at: Date.now() - 120_000 } });
    expect(all(element, '.health .line > .s-healthy')).to.have.length(0);
    expect(one(element, '.body')!.classList.contains('dim')).to.equal(true);
  });

  it('asks for another span when one is chosen, and tells its page', async () => {
    const element = await mount('ops-metrics', { snapshot: sampleMetrics() });
    let told = '';
    element.addEventListener('ops-range-change', ({ detail }) => (told = detail.range));
    const choice = one(element, 'select') as HTMLSelectElement;
    choice.value = '7d';
    choice.dispatchEvent(new Event('change'));
    await settled(element);
    expect([told, element.range]).to.deep.equal(['7d', '7d']);
  });

  it('says that there is nothing yet', async () => {
    const element = await mount('ops-metrics', { snapshot: emptyMetrics() });
    expect(text(element, '.empty')).to.contain('Nothing has been measured in this span.');
    expect(element.matches(':state(empty)')).to.equal(true);
  });
});
