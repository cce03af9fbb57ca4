import { expect } from 'chai';
import '../../../components/ops-performance/define.ts';
import { emptyPerformance, samplePerformance } from '../../../demo/gallery/sample-performance.ts';
import { all, button, mount, sampleClient, settled, text, unmountAll, until } from './mount.ts';

const vital = (element: HTMLElement, name: string): HTMLElement => all(element, '.vital').find((each) => each.textContent!.trim().startsWith(name))!;
const words = (element: HTMLElement): string => element.textContent!.replace(/\s+/g, ' ').trim();
const charts = (element: HTMLElement): HTMLElement[] => all(element, 'ops-trend-chart');
const rows = (element: HTMLElement, caption: string): string[][] =>
  [...(all(element, 'table').find((each) => each.querySelector('caption')!.textContent === caption)?.querySelectorAll('tbody tr') ?? [])].map((row) => [...row.children].map((cell) => cell.textContent!));

describe('ops-performance', () => {
  afterEach(unmountAll);

  it('shows each vital with its rating in shape and word, p75, sample and spread; what was not measured is no 0', async () => {
    const element = await mount('ops-performance', { snapshot: samplePerformance() });
    expect(words(vital(element, 'LCP'))).to.contain('3.4s').and.to.contain('p75 of 1201 views'.replace('1201', '1,201'));
    expect(words(vital(element, 'CLS'))).to.contain('Poor').and.to.contain('0.31');
    expect(vital(element, 'CLS').querySelector('.s-unhealthy')).to.not.equal(null);
    expect(vital(element, 'LCP').querySelector('.dist')!.getAttribute('aria-label')).to.equal('61% good, 27% to improve, 12% poor');
    expect(words(vital(element, 'TBT'))).to.contain('not measured').and.to.not.contain('0');
    expect(text(element, '.score')).to.contain('75').and.to.contain('1,284 page views');
  });

  it('draws the vital that is chosen with its thresholds, with gaps where nothing was measured', async () => {
    const element = await mount('ops-performance', { snapshot: samplePerformance() });
    await until(() => charts(element)[0]?.shadowRoot?.querySelector('canvas')?.width, 'the chart');
    const [chart] = charts(element);
    expect(chart!.shadowRoot!.querySelectorAll('.band')).to.have.length(2);
    expect(chart!.shadowRoot!.querySelector('figcaption')!.textContent).to.match(/^p75 of LCP: latest .*s, least .*s, most .*s/);
    chart!.shadowRoot!.querySelector('summary')!.click();
    await until(() => chart!.shadowRoot!.querySelector('tbody tr'), 'the table');
    const values = [...chart!.shadowRoot!.querySelectorAll('tbody td')].map((cell) => cell.textContent);
    expect(values.slice(3, 7)).to.deep.equal(['–', '–', '–', '–']);
    let told: unknown;
    element.addEventListener('ops-view-change', ({ detail }) => (told = detail.viewState));
    vital(element, 'CLS').click();
    await settled(element);
    expect(told).to.deep.equal({ vital: 'CLS', percentile: 0.75, page: '', device: '', selected: '' });
  });

  it('lists routes slowest first with their share of failures, resources with their cost', async () => {
    const element = await mount('ops-performance', { snapshot: samplePerformance() });
    const routes = rows(element, 'Routes');
    expect(routes.map(([route]) => route)[0]).to.equal('POST /api/payments');
    expect(routes[0]).to.deep.equal(['POST /api/payments', '412', '11.4%', '640ms', '2.1s', '4s']);
    expect(all(element, 'td.bad').map((each) => each.textContent)).to.include('11.4%');
    expect(rows(element, 'Slowest resources')[0]!.slice(0, 3)).to.deep.equal(['/assets/hero-photograph-of-the-clinic@2x.webp', '1,284', '1.4s']);
  });

  it('asks for the percentile, the page and the device that are chosen', async () => {
    const client = sampleClient();
    const element = await mount('ops-performance', { client });
    const caption = (): string | null | undefined => charts(element)[0]?.shadowRoot?.querySelector('figcaption')?.textContent;
    await until(() => caption()?.startsWith('p75 of LCP'), 'the chart');
    button(element, 'p95').click();
    await until(() => caption()?.startsWith('p95 of LCP'), 'another percentile');
    vital(element, 'INP').click();
    await until(() => caption()?.startsWith('p95 of INP'), 'another vital');
    button(element, '/doctors/:id').click();
    const [, device] = all(element, '.picks select') as HTMLSelectElement[];
    device!.value = 'mobile';
    device!.dispatchEvent(new Event('change'));
    await until(() => client.calls.includes('getSeries INP 0.95 /doctors/:id mobile'), 'page and device');
    await settled(element);
    expect((all(element, '.picks select')[0] as HTMLSelectElement).value).to.equal('/doctors/:id');
    button(element, '/doctors/:id').click();
    await until(() => element.viewState['page'] === '', 'all pages again');
  });

  it('asks not at every change, for it asks for much; the last change is not forgotten', async () => {
    const client = sampleClient();
    const element = await mount('ops-performance', { client });
    await until(() => element.matches(':state(live)'), 'live');
    const asked = client.calls.length;
    for (let change = 0; change < 20; change += 1) client.notify('performance');
    await settled(element);
    expect(client.calls.length).to.equal(asked);
    await until(() => client.calls.length > asked, 'asked once more');
  });

  it('lists pages by score, hosts, and the scripts of long frames', async () => {
    const element = await mount('ops-performance', { snapshot: samplePerformance() });
    expect(rows(element, 'Pages').map(([page, , , , , score]) => [page, score])).to.deep.equal([['/doctors/:id', '58'], ['/checkout', '61'], ['/', '93'], ['/appointments', '–']]);
    expect(rows(element, 'Hosts')[0]).to.deep.equal(['cdn.prescripto.example', '1,284', '1.4s', '52.1MB', '22%', '0']);
    expect(rows(element, 'Scripts in long frames')[0]).to.deep.equal(['https://maps.example/v3/tiles.js · drawTiles', '214', '412ms', '31.8s']);
    expect(text(element, '[part=body]')).to.contain('6 bursts of clicks, 14 clicks without an effect');
    expect(rows(element, 'Rendering waited for')[0]).to.deep.equal(['https://clinic.example/assets/app.css', '1,284', '640ms', '108s']);
    expect(text(element, '.causes')).to.contain('img.hero').and.to.contain('up to 4.8s').and.to.contain('214 times');
    expect(text(element, '.leak')).to.contain('A leak is suspected').and.to.contain('+228MB in 2h, 1.9MB a minute, p = 0').and.to.contain('full in 12h');
    button(element, 'How it is computed').click();
    await until(() => text(element, '.tools').includes('The score is 100 times'), 'the formula, one click away');
  });

  it('says that nothing was measured, and that memory is unsupported', async () => {
    const empty = await mount('ops-performance', { snapshot: emptyPerformance() });
    expect(text(empty, '.empty')).to.contain('Nothing has been measured in this span.');
    const { summary, ...rest } = samplePerformance();
    const poor = await mount('ops-performance', { snapshot: { ...rest, summary: { ...summary, memory: null } } });
    expect(text(poor, '.facts')).to.contain('unsupported');
  });

  it('exports vitals, routes, resources and budgets', async () => {
    const element = await mount('ops-performance', { snapshot: samplePerformance() });
    element.addEventListener('ops-export', (event) => event.preventDefault());
    const kinds = new Set((JSON.parse(await element.exportData('json')) as { kind: string }[]).map(({ kind }) => kind));
    expect([...kinds]).to.deep.equal(['vital', 'page', 'route', 'resource', 'host', 'script', 'budget']);
  });
});
