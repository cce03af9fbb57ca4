import { expect } from 'chai';
import '../../../components/ops-alerts/define.ts';
import '../../../components/ops-errors/define.ts';
import '../../../components/ops-health/define.ts';
import '../../../components/ops-logs/define.ts';
import '../../../components/ops-metrics/define.ts';
import { defineElement } from '../../../components/shared/define-element.ts';
import { addTranslation } from '../../../components/shared/dictionary.ts';
import type { ElementEvents } from '../../../components/shared/element-events.ts';
import { clientKey, clientReadyEvent } from '../../../src/tab/client.ts';
import { sampleAlerts } from '../../../demo/gallery/sample-alerts.ts';
import { sampleErrors } from '../../../demo/gallery/sample-errors.ts';
import { healthyData } from '../../../demo/gallery/sample-health.ts';
import { all, button, mount, one, press, root, row, sampleClient, settled, text, unmountAll, until } from './mount.ts';

const names = ['ops-health', 'ops-alerts', 'ops-errors'] as const;
const events: readonly (keyof ElementEvents)[] = ['ops-ready', 'ops-state-change', 'ops-range-change', 'ops-filter-change', 'ops-select', 'ops-export', 'ops-view-change'];

function record(target: EventTarget): string[] {
  const seen: string[] = [];
  for (const name of events) target.addEventListener(name, () => seen.push(name));
  return seen;
}

describe('every element', () => {
  afterEach(unmountAll);

  it('is registered once, however often it is loaded, and another version only says so', () => {
    const first = customElements.get('ops-health') as unknown as CustomElementConstructor & { version: string };
    const said: unknown[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => void said.push(words.join(' '));
    try {
      defineElement('ops-health', first);
      expect(said).to.have.length(0);
      defineElement('ops-health', class extends HTMLElement { static readonly version = '9.9.9'; });
    } finally {
      console.warn = warn;
    }
    expect(said).to.have.length(1);
    expect(customElements.get('ops-health') === first).to.equal(true);
  });

  it('finds the agent of its page, also one that comes later', async () => {
    const element = await mount('ops-alerts', {});
    expect(element.matches(':state(loading)')).to.equal(true);
    const client = sampleClient();
    Object.defineProperty(globalThis, clientKey, { configurable: true, value: client });
    window.dispatchEvent(new Event(clientReadyEvent));
    await until(() => element.matches(':state(live)'), 'live');
    await settled(element);
    expect(all(element, '[data-key]')).to.have.length(6);
    Reflect.deleteProperty(globalThis, clientKey);
  });

  it('shows no other data in the place of those of a source that does not exist, and says so', async () => {
    const element = await mount('ops-alerts', { client: sampleClient(), source: 'https://collector.example' });
    await until(() => text(element, '.note.bad').includes('there is no source "https://collector.example"; "worker", that of this page, is the only one'), 'the reason');
    expect(all(element, '[data-key]')).to.have.length(0);
    element.setAttribute('source', 'worker');
    await until(() => all(element, '[data-key]').length === 6, 'the data of the worker');
  });

  it('writes counts as its language does', async () => {
    const element = await mount('ops-errors', { snapshot: { ...sampleErrors(), groups: Array.from({ length: 1204 }, (_, index) => ({ ...sampleErrors().groups[0]!, signature: `g${index}` })) } });
    await until(() => text(element, '.foot').includes('1,204 groups'), 'the count');
  });

  it('lets go of everything when it leaves, and comes back', async () => {
    const client = sampleClient();
    for (const name of names) {
      const element = await mount(name, { client });
      expect(client.listeners).to.be.above(0);
      const box = element.parentElement!;
      element.remove();
      expect(client.listeners, name).to.equal(0);
      box.append(element);
      await settled(element);
      expect(client.listeners).to.be.above(0);
      unmountAll();
    }
  });

  it('tells what the user does and nothing that the host writes', async () => {
    const element = await mount('ops-errors', { client: sampleClient() });
    const seen = record(element);
    element.viewState = { status: 'all' };
    element.range = '1h';
    element.focusItem('a1f0c2');
    element.pause();
    await settled(element);
    element.resume();
    await until(() => element.matches(':state(live)'), 'live');
    await settled(element);
    expect(seen, 'by the host').to.deep.equal([]);
    row(element, 'b7e911').click();
    await settled(element);
    expect(seen).to.deep.equal(['ops-select', 'ops-view-change']);
    button(element, 'Ignored').click();
    expect(seen.slice(2)).to.deep.equal(['ops-filter-change', 'ops-view-change']);
    button(element, 'Pause updates').click();
    await until(() => seen.includes('ops-state-change'), 'paused by the user');
  });

  it('opens no detail when the host prevents it', async () => {
    const element = await mount('ops-errors', { snapshot: sampleErrors() });
    element.addEventListener('ops-select', (event) => event.preventDefault());
    row(element, 'a1f0c2').click();
    await settled(element);
    expect(one(element, '.detail') === null).to.equal(true);
  });

  it('is drawn once a frame at most, however much it is told', async () => {
    const client = sampleClient();
    const elements: HTMLElement[] = [];
    for (const name of ['ops-logs', 'ops-errors', 'ops-alerts', 'ops-health', 'ops-metrics'] as const) elements.push(await mount(name, { client }));
    const drawn = new Map<Element, number>();
    const frames: number[] = [];
    for (const element of elements) {
      const { performUpdate } = element as unknown as { performUpdate(): void };
      Object.assign(element, {
        performUpdate: () => {
          drawn.set(element, (drawn.get(element) ?? 0) + 1);
          performUpdate.call(element);
        },
      });
    }
    let watching = true;
    const next = (): void => {
      frames.push(...drawn.values());
      drawn.clear();
      if (watching) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    for (let turn = 0; turn < 60; turn += 1) {
      for (const topic of ['health', 'alerts', 'errors', 'logs', 'performance'] as const) client.notify(topic);
      await new Promise((done) => setTimeout(done));
    }
    watching = false;
    await settled(document.body);
    expect(Math.max(...frames), 'drawings of one element in a frame').to.equal(1);
    expect(frames.length, 'and they were drawn').to.be.greaterThan(elements.length);
  });

  it('asks nothing while paused, says that newer data wait, and catches up', async () => {
    const client = sampleClient();
    const element = await mount('ops-errors', { client, paused: false });
    button(element, 'Pause updates').click();
    await settled(element);
    const asked = client.calls.length;
    client.notify('errors');
    await settled(element);
    expect(client.calls.length).to.equal(asked);
    expect(text(element, '[part=status]')).to.contain('Paused').and.to.contain('Newer data wait');
    button(element, 'Resume updates').click();
    await until(() => client.calls.length > asked, 'asked');
  });

  it('exports what it shows, safe for a spreadsheet', async () => {
    const data = sampleErrors();
    const element = await mount('ops-errors', { snapshot: { ...data, groups: [{ ...data.groups[0]!, title: '=HYPERLINK("x")' }] } });
    const files: string[] = [];
    element.addEventListener('ops-export', (event) => {
      event.preventDefault();
      files.push(event.detail.fileName);
    });
    const csv = await element.exportData('csv');
    expect(csv).to.contain('signature,title,culprit').and.to.contain(`"'=HYPERLINK(""x"")"`);
    const [whole] = JSON.parse(await element.exportData('json')) as { trend: number[]; title: string }[];
    expect(whole!.title, 'no spreadsheet reads it').to.equal('=HYPERLINK("x")');
    expect(whole!.trend, 'whole items').to.have.length(24);
    expect(files[0]).to.match(/^ops-errors-.*\.csv$/);
  });

  it('shows its toolbar and every row in every width', async () => {
    for (const width of [320, 768, 1280])
      for (const name of names) {
        const element = await mount(name, { client: sampleClient() }, width);
        const hidden = all(element, '.toolbar, [data-key]').filter((each) => each.offsetHeight < 24 || each.offsetWidth < width / 2);
        expect(all(element, '[data-key]').length, `${name}, ${width} px`).to.be.above(5);
        expect(hidden.map((each) => each.className), `${name}, ${width} px`).to.deep.equal([]);
        unmountAll();
      }
  });

  it('is worked by keyboard: moves, opens, returns, searches, helps', async () => {
    const element = await mount('ops-errors', { client: sampleClient() });
    const active = (): string | null | undefined => root(element).activeElement?.getAttribute('data-key');
    expect(all(element, '[data-key][tabindex="0"]'), 'one tab stop').to.have.length(1);
    const shown = all(element, '[data-key]').map((each) => each.dataset['key']!);
    row(element, shown[0]!).focus();
    for (const [key, index] of [['ArrowDown', 1], ['j', 2], ['k', 1], ['End', shown.length - 1], ['Home', 0], ['PageDown', shown.length - 1], ['PageUp', 0], ['ArrowUp', 0]] as const) {
      press(element, key);
      await settled(element);
      expect(active(), key).to.equal(shown[index]);
    }
    press(element, 'Enter');
    await until(() => root(element).activeElement?.classList.contains('detail'), 'focus in the detail');
    press(element, 'Escape');
    await until(() => active() === shown[0], 'focus back on the row');
    expect(one(element, '.detail') === null, 'closed').to.equal(true);
    press(element, '/');
    expect(root(element).activeElement === one(element, '[type=search]'), 'focus in the search').to.equal(true);
    press(element, 'ArrowDown');
    await until(() => active() === shown[0], 'from the search to the list');
    press(element, '?');
    await until(() => text(element, '.tools').includes('Keyboard'), 'the help');
  });

  it('speaks another language where the page does', async () => {
    addTranslation('de', { Alerts: 'Alarme', Live: 'Aktuell', Critical: 'Kritisch', '{n} time|{n} times': '{n}-mal' });
    document.documentElement.lang = 'de';
    try {
      const element = await mount('ops-alerts', { snapshot: sampleAlerts() });
      expect(text(element, '[role=heading]')).to.equal('Alarme');
      expect(row(element, 'payment_failures-1').textContent).to.contain('Kritisch').and.to.contain('11,4').and.to.contain('3-mal');
      expect(text(element, '[part=status]')).to.contain('Aktuell');
    } finally {
      document.documentElement.lang = 'en';
    }
  });

  it('writes a failed question down and keeps what it had', async () => {
    const client = sampleClient();
    const element = await mount('ops-health', { client });
    client.gate = Promise.reject(new Error('the worker is gone'));
    client.gate.catch(() => undefined);
    await element.refresh();
    await settled(element);
    expect(element.matches(':state(error)')).to.equal(true);
    expect(all(element, '[data-key]')).to.have.length(15);
  });

  it('gives way to slots', async () => {
    const element = document.createElement('ops-health');
    const title = Object.assign(document.createElement('h1'), { textContent: 'Our systems', slot: 'heading' });
    element.append(title);
    element.snapshot = healthyData();
    const box = document.createElement('main');
    box.append(element);
    document.body.append(box);
    await settled(element);
    expect((one(element, 'slot[name=heading]') as HTMLSlotElement).assignedElements()).to.have.length(1);
    box.remove();
  });
});
