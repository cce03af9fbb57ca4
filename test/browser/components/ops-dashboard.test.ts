import { expect } from 'chai';
import '../../../components/ops-dashboard/define.ts';
import { standings, type Standing } from '../../../components/ops-dashboard/summary.ts';
import type { DashboardData } from '../../../components/ops-dashboard/ops-dashboard.ts';
import { sampleAlerts } from '../../../demo/gallery/sample-alerts.ts';
import { sampleErrors } from '../../../demo/gallery/sample-errors.ts';
import { healthyData } from '../../../demo/gallery/sample-health.ts';
import { sampleMetrics } from '../../../demo/gallery/sample-metrics.ts';
import { all, button, mount, one, sampleClient, settled, text, unmountAll, until } from './mount.ts';

const fine = (change: Partial<DashboardData> = {}): DashboardData => ({
  status: healthyData(Date.now()).status, incidents: [], stats: { ...sampleErrors().stats, total: 0 }, groups: [],
  budgets: sampleMetrics().budgets.map((budget) => ({ ...budget, status: 'within' as const })), ...change,
});
const states = (all: readonly Standing[]): readonly string[] => all.map(({ panel, state }) => `${panel} ${state}`);
type Panel = HTMLElement & { range: string; paused: boolean; density: string; headingLevel: number };
const panels = (element: HTMLElement): Panel[] => all(element, '.panels > slot > *') as Panel[];

describe('ops-dashboard', () => {
  afterEach(unmountAll);

  it('says how each part stands, the worst first', () => {
    expect(states(standings(fine(), true))).to.deep.equal(['health HEALTHY', 'alerts HEALTHY', 'errors HEALTHY', 'performance HEALTHY']);
    const { active } = sampleAlerts();
    const bad = fine({ incidents: active, groups: sampleErrors().groups, budgets: sampleMetrics().budgets });
    expect(states(standings(bad, true))).to.deep.equal(['alerts CRITICAL', 'errors CRITICAL', 'performance DEGRADED', 'health HEALTHY']);
    expect(states(standings(bad, false)).every((state) => state.endsWith('UNKNOWN')), 'nobody has looked lately').to.equal(true);
  });

  it('shows the panels of the four sections, with one range and one pause for all', async () => {
    const element = await mount('ops-dashboard', { client: sampleClient() });
    await until(() => panels(element).length === 5, 'the panels');
    await until(() => panels(element).every((panel) => panel.shadowRoot?.querySelector('.body')?.textContent), 'their data');
    expect(panels(element).map(({ localName }) => localName)).to.deep.equal(['ops-health', 'ops-alerts', 'ops-performance', 'ops-errors', 'ops-metrics']);
    expect(panels(element).every(({ headingLevel }) => headingLevel === 3)).to.equal(true);
    button(element, '7d').click();
    await settled(element);
    expect(panels(element).every(({ range }) => range === '7d')).to.equal(true);
    const controls = panels(element).flatMap((panel) => [...panel.shadowRoot!.querySelectorAll<HTMLElement>('.own')]);
    expect(controls.length).to.be.above(8);
    expect(controls.filter((each) => each.offsetHeight > 0), 'panels repeat no range and no pause').to.deep.equal([]);
    button(element, 'Pause updates').click();
    await settled(element);
    expect(panels(element).every(({ paused }) => paused)).to.equal(true);
  });

  it('a range that is chosen in a panel is that of all, and events of panels reach the page', async () => {
    const element = await mount('ops-dashboard', { client: sampleClient() });
    const heard: string[] = [];
    for (const name of ['ops-range-change', 'ops-select'] as const) element.addEventListener(name, () => heard.push(name));
    await until(() => panels(element)[3]?.shadowRoot?.querySelector('[data-key]'), 'the errors');
    const errors = panels(element)[3]!;
    const choice = [...errors.shadowRoot!.querySelectorAll('select')].at(-1)!;
    choice.value = '1h';
    choice.dispatchEvent(new Event('change'));
    await settled(element);
    expect(element.range).to.equal('1h');
    expect(panels(element).every(({ range }) => range === '1h')).to.equal(true);
    errors.shadowRoot!.querySelector<HTMLElement>('[data-key]')!.click();
    expect(heard).to.deep.equal(['ops-range-change', 'ops-select']);
  });

  it('takes a choice of panels instead of its own, and hands down what it is told', async () => {
    const element = await mount('ops-dashboard', { client: sampleClient(), density: 'compact', innerHTML: '<ops-alerts></ops-alerts><p>And a note.</p>' });
    await settled(element);
    expect(panels(element)).to.have.length(0);
    expect((element.querySelector('ops-alerts') as unknown as Panel).density).to.equal('compact');
  });

  it('a line of the summary leads to its panel', async () => {
    const element = await mount('ops-dashboard', { client: sampleClient() });
    await until(() => panels(element)[3]?.shadowRoot?.querySelector('.row'), 'the errors');
    (one(element, '[data-panel=errors]') as HTMLButtonElement).click();
    await settled(element);
    expect(element.shadowRoot!.activeElement!.localName).to.equal('ops-errors');
    expect(text(element, '[data-panel=errors]')).to.match(/\d+ unresolved, \d+ new, spiking or back/);
  });
});
