import { expect } from 'chai';
import '../../../components/ops-logs/define.ts';
import { sampleEntry, sampleLogs } from '../../../demo/gallery/sample-logs.ts';
import { all, button, mount, one, press, row, sampleClient, settled, text, unmountAll, until } from './mount.ts';

const keys = (element: HTMLElement): (string | undefined)[] => all(element, '[data-key]').map((each) => each.dataset['key']);
const list = (element: HTMLElement): HTMLElement => one(element, '.rows')!;
const atEnd = (element: HTMLElement): boolean => list(element).scrollHeight - list(element).scrollTop - list(element).clientHeight < 2;

function search(element: HTMLElement, words: string): void {
  const field = one(element, '[type=search]') as HTMLInputElement;
  field.value = words;
  field.dispatchEvent(new Event('input'));
}

describe('ops-logs', () => {
  afterEach(unmountAll);

  it('shows time to the millisecond, level, source, message and context, oldest first, and stands at the end', async () => {
    const element = await mount('ops-logs', { client: sampleClient() });
    const words = row(element, 'log_157').textContent!.replace(/\s+/g, ' ');
    expect(words).to.match(/\d\d:\d\d:\d\d[.,]\d{3}/);
    for (const part of ['Error', 'checkout', 'The card was not charged', 'PaymentError: the gateway answered 502', 'attempt=3']) expect(words).to.contain(part);
    expect(row(element, 'log_157').querySelector('.s-unhealthy'), 'a shape beside the colour').to.not.equal(null);
    expect(keys(element).indexOf('log_0')).to.be.lessThan(keys(element).indexOf('log_159'));
    expect(atEnd(element)).to.equal(true);
    expect(text(element, '.foot')).to.contain('160 entries');
  });

  it('follows the tail; scrolled up it holds still, counts what is new, and goes on when asked', async () => {
    const client = sampleClient();
    const element = await mount('ops-logs', { client });
    const now = Date.now();
    const come = async (from: number, to: number): Promise<void> => {
      const more = Array.from({ length: to - from }, (_, index) => sampleEntry(from + index, now + from + index));
      client.data.logs = { entries: [...client.data.logs!.entries, ...more] };
      client.notify('logs');
      await element.refresh();
      await settled(element);
    };
    await come(160, 165);
    expect(keys(element).at(-1)).to.equal('log_164');
    expect(atEnd(element), 'follows').to.equal(true);
    list(element).scrollTop = 200;
    await until(() => one(element, '.tail'), 'the offer to resume');
    const { scrollTop } = list(element);
    await come(165, 172);
    expect(list(element).scrollTop, 'does not jump').to.equal(scrollTop);
    expect(keys(element)).to.not.include('log_171');
    expect(text(element, '.tail')).to.equal('7 new, resume');
    button(element, '7 new, resume').click();
    await settled(element);
    expect(keys(element).at(-1)).to.equal('log_171');
    expect(atEnd(element)).to.equal(true);
    expect(one(element, '.tail')).to.equal(null);
    button(element, 'Follow').click();
    await settled(element);
    expect(button(element, 'Follow').getAttribute('aria-pressed')).to.equal('false');
    await come(172, 174);
    expect(text(element, '.tail'), 'held without scrolling').to.equal('2 new, resume');
    button(element, 'Follow').click();
    await settled(element);
    expect(keys(element).at(-1)).to.equal('log_173');
  });

  it('asks only for what is new, and loads older entries at the top', async () => {
    const client = sampleClient();
    client.data.logs = sampleLogs(Date.now(), 2500);
    const element = await mount('ops-logs', { client });
    await until(() => text(element, '.foot').includes('1,000 entries'), 'the newest thousand');
    await until(() => all(element, '.pad').length === 2, 'a window over them');
    list(element).scrollTop = 300;
    await until(() => one(element, '.tail'), 'held');
    list(element).scrollTop = 0;
    await until(() => /(1,99\d|2,000) entries/.test(text(element, '.foot')), 'a thousand older ones');
    await settled(element);
    expect(list(element).scrollTop, 'what was read stays in sight').to.be.greaterThan(1000);
  });

  it('ten thousand entries are at most 250 elements, in a list as high as it gets, at the end and in the middle', async () => {
    const element = await mount('ops-logs', { snapshot: sampleLogs(Date.now(), 10_000) });
    expect(keys(element).at(-1), 'the newest').to.equal('log_9999');
    expect(list(element).getAttribute('aria-rowcount')).to.equal('10001');
    list(element).style.setProperty('block-size', '640px');
    element.requestUpdate();
    await settled(element);
    const inSight = (): number => all(element, '.row').filter((row) => row.getBoundingClientRect().bottom > list(element).getBoundingClientRect().top && row.getBoundingClientRect().top < list(element).getBoundingClientRect().bottom).length;
    for (const place of [Infinity, 150_000, 150_045, 150_060]) {
      if (place !== Infinity) list(element).scrollTop = place;
      await settled(element);
      expect(inSight(), 'rows in sight').to.be.greaterThan(19);
      expect(list(element).querySelectorAll('*').length, `elements at ${place}`).to.be.lessThan(251);
    }
    const { top } = list(element).getBoundingClientRect();
    expect(all(element, '.row').map((row) => row.getBoundingClientRect().top - top), 'no gap above or below').to.satisfy((tops: readonly number[]) => tops[0]! <= 30 && tops.at(-1)! >= 600);
  });

  it('the newest is there with the first drawing, before anything else is loaded', async () => {
    const element = Object.assign(document.createElement('ops-logs'), { snapshot: sampleLogs(Date.now(), 10_000) });
    document.body.append(element);
    await element.updateComplete;
    expect(keys(element).at(-1)).to.equal('log_9999');
    const { scrollHeight, scrollTop, clientHeight } = list(element);
    expect(scrollHeight - scrollTop - clientHeight, 'at the end').to.be.lessThan(2);
    element.remove();
  });

  it('searches, filters by level and says what to do when nothing matches', async () => {
    const element = await mount('ops-logs', { client: sampleClient() });
    search(element, 'charged');
    await until(() => keys(element).length === 20, 'the search');
    const [level] = all(element, 'select') as HTMLSelectElement[];
    search(element, '');
    level!.value = 'WARN';
    level!.dispatchEvent(new Event('change'));
    await until(() => keys(element).length === 60, 'warnings and errors');
    search(element, 'nothing like this');
    await until(() => one(element, '.empty'), 'nothing');
    button(element, 'Clear filters').click();
    await until(() => keys(element).length === 160, 'all again');
  });

  it('opens an entry with its context, error and user, and shows all of its request', async () => {
    const element = await mount('ops-logs', { client: sampleClient(), viewState: { selected: 'log_157' } });
    await until(() => one(element, '.detail .acts'), 'the detail');
    for (const part of ['The card was not charged', 'req-13', 's-4f21', 'user_123', 'intent', 'pi_3Q8', 'chargeCard', 'role', 'patient']) expect(text(element, '.detail')).to.contain(part);
    button(element, 'All of this request').click();
    await until(() => keys(element).length === 4, 'the request');
    expect(text(element, '.toolbar')).to.contain('req-13');
    button(element, 'Remove Request').click();
    await until(() => keys(element).length === 160, 'all again');
  });

  it('works by keys: / searches, j k move, Enter opens, Esc returns', async () => {
    const element = await mount('ops-logs', { client: sampleClient() });
    row(element, 'log_159').focus();
    press(element, 'k');
    await settled(element);
    expect(element.shadowRoot!.activeElement!.getAttribute('data-key')).to.equal('log_158');
    press(element, 'Enter');
    await until(() => one(element, '.detail .acts'), 'the detail');
    press(element, 'Escape');
    await settled(element);
    expect(one(element, '.detail')).to.equal(null);
    expect(element.shadowRoot!.activeElement!.getAttribute('data-key')).to.equal('log_158');
    press(element, ' ');
    await until(() => element.matches(':state(paused)'), 'Space pauses the tail');
    press(element, ' ');
    await until(() => element.matches(':state(live)'), 'and goes on');
    press(element, '/');
    expect(element.shadowRoot!.activeElement!.getAttribute('type')).to.equal('search');
  });

  it('shows the calls of the request beside its entries', async () => {
    const element = await mount('ops-logs', { client: sampleClient(), viewState: { selected: 'log_157' } });
    await until(() => text(element, '.detail').includes('This request'), 'the request');
    expect(text(element, '.detail')).to.contain('POST /api/payments').and.to.contain('502 · 2.1s');
  });

  it('exports all that the filters let through, not only what is in the list', async () => {
    const client = sampleClient();
    client.data.logs = sampleLogs(Date.now(), 2500);
    const element = await mount('ops-logs', { client, viewState: { level: 'ERROR' } });
    await until(() => keys(element).length > 0, 'the list');
    element.addEventListener('ops-export', (event) => event.preventDefault());
    const all = (await element.exportData('ndjson')).trim().split('\n').map((line) => JSON.parse(line) as { level: string; context: { attempt: number } });
    expect(all).to.have.length(312);
    expect(all.every(({ level, context }) => level === 'ERROR' && context.attempt === 3), 'with their context').to.equal(true);
    expect((await element.exportData('csv')).split('\r\n')).to.have.length(314);
    expect(client.calls.filter((call) => call === 'exportChunk').length).to.be.above(10);
  });

  it('exports what is shown of a snapshot', async () => {
    const element = await mount('ops-logs', { snapshot: sampleLogs(Date.now(), 8), viewState: { level: 'ERROR' } });
    element.addEventListener('ops-export', (event) => event.preventDefault());
    const lines = (await element.exportData('ndjson')).trim().split('\n').map((line) => JSON.parse(line) as { id: string });
    expect(lines.map(({ id }) => id)).to.deep.equal(['log_5']);
  });
});
