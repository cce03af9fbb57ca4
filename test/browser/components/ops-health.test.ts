import { expect } from 'chai';
import '../../../components/ops-health/define.ts';
import { brokenData, healthyData } from '../../../demo/gallery/sample-health.ts';
import { all, button, mount, one, press, row, sampleClient, settled, text, unmountAll, until } from './mount.ts';

describe('ops-health', () => {
  afterEach(unmountAll);

  it('shows the verdict and a row for each check by tier', async () => {
    const element = await mount('ops-health', { snapshot: brokenData() });
    expect(text(element, '.says')).to.equal('2 checks are failing');
    expect(all(element, '[data-key]')).to.have.length(15);
    expect(all(element, '.tier').map((tier) => tier.textContent)).to.deep.equal(['Critical', 'Important', 'Normal', 'Background']);
    expect(row(element, 'database_connectivity').textContent).to.contain('Critical').and.to.contain('connection refused').and.to.contain('94.03');
  });

  it('says why a check is off, blocked or too old to believe', async () => {
    const element = await mount('ops-health', { snapshot: brokenData() });
    expect(row(element, 'websocket_connection').textContent).to.contain('Off').and.to.contain('no endpoint configured');
    expect(row(element, 'authentication_service').textContent).to.contain('Blocked').and.to.contain('waits for Database');
    expect(row(element, 'sms_service').textContent).to.contain('Unknown').and.to.contain('too old');
  });

  it('draws what is unknown as a question, in the colour of its outline', async () => {
    const element = await mount('ops-health', { snapshot: brokenData() });
    const [mark, line] = ['.mark', '.line'].map((part) => getComputedStyle(row(element, 'sms_service').querySelector(`.s-unknown ${part}`)!).stroke);
    expect(mark).to.equal(line);
  });

  it('shows no latency that nobody measured, and the availability of a first result', async () => {
    const data = healthyData();
    const first = { availabilityOver: { '1h': null, '24h': null, '7d': null, '30d': null }, responseTime: 0 };
    const checks = data.checks.map((check) => (check.id === 'cdn_health' ? { ...check, ...first } : check.id === 'sms_service' ? { ...check, ...first, status: 'UNKNOWN' as const, timestamp: 0 } : check));
    const element = await mount('ops-health', { snapshot: { ...data, checks } });
    const cells = (id: string): (string | undefined)[] => ['latency', 'availability'].map((name) => row(element, id).querySelector(`.c-${name}`)?.textContent?.trim());
    expect(cells('cdn_health')).to.deep.equal(['–', '100%']);
    expect(cells('sms_service')).to.deep.equal(['–', '–']);
  });

  it('shows availability over the window of its range', async () => {
    const element = await mount('ops-health', { snapshot: brokenData() });
    const shown = (): (string | undefined)[] => [text(element, '.head .c-availability'), row(element, 'database_connectivity').querySelector('.c-availability')?.textContent?.trim()];
    expect(shown()).to.deep.equal(['24h', '94.03%']);
    element.range = '7d';
    await settled(element);
    expect(shown()).to.deep.equal(['7d', '99.11%']);
  });

  it('is never green while the feed is dead', async () => {
    for (const snapshot of [
      { ...healthyData(), at: Date.now() - 60_000 },
      { ...healthyData(), connection: 'disconnected' as const },
    ]) {
      const element = await mount('ops-health', { snapshot });
      expect(text(element, '.says')).to.equal('Health is unknown');
      expect(all(element, '[data-key] .c-status').map((cell) => cell.textContent?.trim())).to.deep.equal(Array.from({ length: 15 }, () => 'Unknown'));
      expect(all(element, '.i.s-healthy').length, 'green marks').to.equal(0);
      expect(text(element, '[part=status] time')).to.match(/now|ago/);
      unmountAll();
    }
  });

  it('turns to unknown when a live feed goes quiet or is lost, and back', async () => {
    const client = sampleClient();
    client.data.health = healthyData();
    const element = await mount('ops-health', { client });
    expect(text(element, '.says')).to.equal('All systems healthy');
    client.connect('disconnected');
    await settled(element);
    expect(text(element, '.says')).to.equal('Health is unknown');
    expect(element.matches(':state(disconnected)')).to.equal(true);
    client.connect('connected');
    await settled(element);
    expect(text(element, '.says')).to.equal('All systems healthy');
    client.gate = new Promise(() => undefined);
    element.staleAfter = 50;
    await until(() => element.matches(':state(stale)'), 'stale');
    await settled(element);
    expect(text(element, '.says')).to.equal('Health is unknown');
  });

  it('shows a change of the runtime when its notice comes, one question at a time', async () => {
    const client = sampleClient();
    client.data.health = healthyData();
    const element = await mount('ops-health', { client });
    const asked = client.calls.filter((name) => name === 'getSystemStatus').length;
    let open = (): void => undefined;
    client.gate = new Promise((done) => (open = done));
    for (let notice = 0; notice < 20; notice += 1) client.notify('health');
    client.data.health = brokenData();
    open();
    await until(() => text(element, '.says') === '2 checks are failing', 'the change');
    await settled(element);
    expect(client.calls.filter((name) => name === 'getSystemStatus').length - asked, 'questions for 20 notices').to.be.within(1, 2);
    expect(client.mostInFlight, 'calls of one question').to.be.at.most(5);
  });

  it('opens a detail with history, metadata and recovery, and runs what one orders', async () => {
    const client = sampleClient();
    const element = await mount('ops-health', { client });
    row(element, 'database_connectivity').click();
    await until(() => one(element, '.detail h3'), 'detail');
    await settled(element);
    await until(() => text(element, '.detail').includes('answered after 4.1 s'), 'transitions');
    expect(text(element, '.over')).to.contain('Last 1h').and.to.contain('76.67%').and.to.contain('Last 30d').and.to.contain('99.78%');
    expect(all(element, '.strip rect').length, 'a strip of the day').to.equal(7);
    expect(row(element, 'payment_gateway').textContent).to.contain('Flapping');
    expect(text(element, '.detail')).to.contain('Recovery attempts').and.to.contain('the check failed again after the action').and.to.contain('503');
    button(element, 'Run reconnect').click();
    await until(() => row(element, 'database_connectivity').textContent?.includes('Healthy'), 'recovered');
    button(element, 'Switch off').click();
    await until(() => row(element, 'database_connectivity').textContent?.includes('disabled by operator'), 'off');
  });

  it('takes back what the runtime refuses, and says so', async () => {
    const client = sampleClient();
    const element = await mount('ops-health', { client });
    row(element, 'api_connectivity').click();
    await until(() => one(element, '.detail h3'), 'detail');
    client.refuse = 'the check is not registered';
    let open = (): void => undefined;
    client.gate = new Promise((done) => (open = done));
    button(element, 'Switch off').click();
    await settled(element);
    expect(row(element, 'api_connectivity').textContent, 'at once').to.contain('Off');
    open();
    await until(() => text(element, '.note.bad').includes('the check is not registered'), 'the reason');
    await settled(element);
    expect(row(element, 'api_connectivity').textContent, 'rolled back').to.contain('Healthy');
  });

  it('tells the bars to the keyboard', async () => {
    const element = await mount('ops-health', { snapshot: { ...brokenData() }, viewState: { selected: 'database_connectivity' } });
    await until(() => one(element, '[role=slider]'), 'the reader');
    one(element, '[role=slider]')!.focus();
    press(element, 'ArrowLeft');
    await settled(element);
    expect(text(element, '.reader p')).to.match(/\d.* to .*: (Critical|Unhealthy), .* not healthy/);
  });

  it('shows problems only when asked', async () => {
    const element = await mount('ops-health', { snapshot: brokenData() });
    button(element, 'Problems').click();
    await settled(element);
    expect(all(element, '[data-key]').map((each) => each.dataset['key'])).to.deep.equal(['database_connectivity', 'authentication_service', 'payment_gateway', 'file_storage', 'sms_service']);
  });

  it('says what is missing when no script answers', async () => {
    const element = await mount('ops-health', {});
    await until(() => text(element, '[part=body]').includes('No data yet'), 'the hint');
    expect(element.matches(':state(disconnected)')).to.equal(true);
  });
});
