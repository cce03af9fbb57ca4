import { expect } from 'chai';
import '../../../components/ops-errors/define.ts';
import { group, manyGroups, sampleErrors } from '../../../demo/gallery/sample-errors.ts';
import { all, button, mount, one, press, root, row, sampleClient, settled, text, unmountAll, until } from './mount.ts';

const keys = (element: HTMLElement): (string | undefined)[] => all(element, '[data-key]').map((each) => each.dataset['key']);

describe('ops-errors', () => {
  afterEach(unmountAll);

  it('shows title, culprit, trend, counts, first and last seen, and marks', async () => {
    const element = await mount('ops-errors', { snapshot: sampleErrors() });
    const first = row(element, 'a1f0c2');
    const words = first.textContent!.replace(/\s+/g, ' ');
    for (const part of ['Cannot read properties of null', 'renderSlots (booking/calendar.tsx:212)', '4,312', '214', '198', '3d ago', 'Spike', 'High']) expect(words).to.contain(part);
    expect(first.querySelector('.spark')!.getAttribute('aria-label')).to.equal('latest 203, least 0, most 203, rising');
    expect(row(element, 'b7e911').textContent).to.contain('New');
    expect(row(element, 'c03d5a').textContent).to.contain('Regressed');
    expect(keys(element), 'resolved and ignored are not among the unresolved').to.not.include.members(['f0776c', '77aa01']);
  });

  it('searches and filters by status, category and severity', async () => {
    const element = await mount('ops-errors', { snapshot: sampleErrors() });
    const search = one(element, '[type=search]') as HTMLInputElement;
    search.value = 'gateway 502';
    search.dispatchEvent(new Event('input'));
    await settled(element);
    expect(keys(element)).to.deep.equal(['b7e911']);
    search.value = '';
    search.dispatchEvent(new Event('input'));
    button(element, 'Validation').click();
    await settled(element);
    expect(keys(element)).to.deep.equal(['d98aa1']);
    button(element, 'Validation').click();
    button(element, 'Ignored').click();
    await settled(element);
    expect(keys(element)).to.deep.equal(['f0776c']);
    element.viewState = { status: 'all', severity: 'CRITICAL' };
    await settled(element);
    expect(keys(element)).to.deep.equal(['b7e911']);
  });

  it('opens a detail: own frames in sight, others folded, cause, trail, tags, performance, context', async () => {
    const client = sampleClient();
    const element = await mount('ops-errors', { client });
    row(element, 'a1f0c2').click();
    await until(() => one(element, '.detail .stack'), 'the stack');
    await settled(element);
    const detail = one(element, '.detail')!;
    expect([...detail.querySelectorAll('.frames.app .fn')].map((each) => each.textContent)).to.include.members(['renderSlots', 'CalendarWeek', 'openBooking']);
    const folded = detail.querySelector<HTMLDetailsElement>('.stack > details')!;
    expect(folded.open).to.equal(false);
    expect(folded.textContent).to.contain('3 frames of libraries').and.to.contain('renderWithHooks');
    const words = detail.textContent!.replace(/\s+/g, ' ');
    for (const part of ['Caused by TimeoutError', '−12s', 'click button "Book a visit"', 'tenant:north', '48MB / 2,190MB', 'user_123', 'AppointmentBooking', 'Chrome 148', 'Event 1 of 3', 'Why these are one group']) {
      expect(words).to.contain(part);
    }
    button(element, 'Older event').click();
    await settled(element);
    expect(text(element, '.detail')).to.contain('Event 2 of 3');
  });

  it('resolves at once, rolls back when refused, reopens', async () => {
    const client = sampleClient();
    const element = await mount('ops-errors', { client, viewState: { status: 'all', selected: 'd98aa1' } });
    await until(() => one(element, '.detail .acts button'), 'detail');
    client.refuse = 'the group is gone';
    let open = (): void => undefined;
    client.gate = new Promise((done) => (open = done));
    button(element, 'Resolve').click();
    await settled(element);
    const resolve = (): HTMLElement => row(element, 'd98aa1');
    expect(resolve().classList.contains('resolved'), 'at once').to.equal(true);
    open();
    await until(() => text(element, '.note.bad').includes('the group is gone'), 'the reason');
    await settled(element);
    expect(resolve().classList.contains('unresolved'), 'rolled back').to.equal(true);
    client.refuse = '';
    ([...one(element, '.detail')!.querySelectorAll('button')].find((each) => each.textContent === 'Resolve') as HTMLButtonElement).click();
    await until(() => client.data.errors.groups.find((each) => each.signature === 'd98aa1')?.status === 'resolved', 'stored');
    const reopen = (): HTMLButtonElement | undefined => [...one(element, '.detail')!.querySelectorAll('button')].find((each) => each.textContent === 'Reopen');
    // Until the first order is answered there is no second.
    await until(() => reopen()?.disabled === false, 'reopen');
    reopen()!.click();
    await until(() => client.data.errors.groups.find((each) => each.signature === 'd98aa1')?.status === 'unresolved', 'open again');
  });

  it('says whom a group met, how its days were, and why it is one', async () => {
    const element = await mount('ops-errors', { client: sampleClient(), viewState: { selected: 'a1f0c2' } });
    await until(() => text(element, '.detail').includes('Why these are one group'), 'the detail');
    expect(text(element, '.facts')).to.contain('12% of all in two days').and.to.contain('11% of all in two days');
    expect(all(element, '.impact .spark')).to.have.length(2);
    expect(text(element, '.says')).to.contain('"slots" is what the message names: another one is another group.');
  });

  it('shows where errors come from when asked', async () => {
    const element = await mount('ops-errors', { client: sampleClient() });
    button(element, 'Where').click();
    await until(() => one(element, '.facets li'), 'the facets');
    expect(text(element, '.facets')).to.contain('/doctors/:id').and.to.contain('63%').and.to.contain('Safari 19').and.to.contain('1.4.2').and.to.contain('and 1 more');
  });

  it('narrows the list to a page, a browser, a release, says so in chips, and takes each away again', async () => {
    const element = await mount('ops-errors', { client: sampleClient() });
    const told: unknown[] = [];
    element.addEventListener('ops-filter-change', ({ detail }) => told.push(detail.filter));
    button(element, 'Where').click();
    await until(() => one(element, '.facets li'), 'the facets');
    button(element, '/doctors/:id').click();
    await until(() => keys(element).join() === 'a1f0c2', 'the groups of the page');
    expect(element.viewState).to.include({ page: '/doctors/:id', browser: '', release: '' });
    expect(told).to.have.length(1);
    expect(told[0]).to.include({ page: '/doctors/:id' });
    expect(button(element, '/doctors/:id').getAttribute('aria-pressed')).to.equal('true');
    button(element, 'Safari 19').click();
    await until(() => text(element, '.empty').includes('Nothing matches'), 'no group has both');
    expect(all(element, '.chip.of').map((chip) => chip.textContent!.replace(/\s+/g, ' ').trim())).to.deep.equal(['Page /doctors/:id', 'Browser Safari 19']);
    button(element, 'Remove Page /doctors/:id').click();
    await until(() => keys(element).join() === 'b7e911', 'the groups of the browser');
    expect((root(element).activeElement as HTMLInputElement).type, 'the focus stays in the element').to.equal('search');
    button(element, 'Safari 19').click();
    await until(() => all(element, '.chip.of').length === 0 && keys(element).length > 1, 'all again');
  });

  it('shows a facet of the view that its page gave it, and clears it with the other filters', async () => {
    const element = await mount('ops-errors', { client: sampleClient(), viewState: { page: '/checkout', text: 'nothing like this' } });
    await until(() => text(element, '.chip.of').includes('/checkout'), 'the chip');
    button(element, 'Clear filters').click();
    await until(() => keys(element).length > 5, 'all groups');
    expect(element.viewState).to.include({ page: '', text: '', status: 'all' });
  });

  it('offers no filter that nobody answers: a snapshot does not know where its groups occurred', async () => {
    const element = await mount('ops-errors', { snapshot: sampleErrors() });
    button(element, 'Where').click();
    await until(() => one(element, '.facets li'), 'the facets');
    expect(all(element, '.facets button')).to.have.length(0);
  });

  it('ignores for a time or for a number of events more', async () => {
    const client = sampleClient();
    const element = await mount('ops-errors', { client, viewState: { status: 'all', selected: 'd98aa1' } });
    await until(() => one(element, '.detail .acts button'), 'detail');
    ([...one(element, '.detail')!.querySelectorAll('button')].find((each) => each.textContent === 'Ignore') as HTMLButtonElement).click();
    await until(() => one(element, '.form select'), 'the form');
    (one(element, '.form select') as HTMLSelectElement).value = 'count 100';
    (one(element, '.form button[type=submit]') as HTMLButtonElement).click();
    await until(() => text(element, '.detail').includes('until there are 121 events'), 'its end');
    expect(row(element, 'd98aa1').textContent).to.contain('Ignored');
  });

  it('copies a group as Markdown and as JSON', async () => {
    const element = await mount('ops-errors', { client: sampleClient(), viewState: { selected: 'a1f0c2' } });
    await until(() => one(element, '.detail .stack'), 'the event');
    const copied: string[] = [];
    const own = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: (what: string) => Promise.resolve(void copied.push(what)) } });
    try {
      button(element, 'Copy Markdown').click();
      button(element, 'Copy JSON').click();
      await until(() => copied.length === 2, 'two copies');
    } finally {
      if (own) Object.defineProperty(navigator, 'clipboard', own);
      else Reflect.deleteProperty(navigator, 'clipboard');
    }
    expect(copied[0]).to.contain("## TypeError: Cannot read properties of null (reading 'slots')").and.to.contain('    at renderSlots (https://clinic.example/assets/booking/calendar.tsx:212:17)').and.to.contain('Caused by TimeoutError');
    expect((JSON.parse(copied[1]!) as { events: unknown[] }).events).to.have.length(1);
  });

  it('draws a window of 10,000 groups and reaches the last one by keyboard', async () => {
    const element = await mount('ops-errors', { snapshot: manyGroups(10_000) });
    await until(() => all(element, '[data-key]').length < 60, 'the window');
    expect(one(element, '[role=grid]')!.getAttribute('aria-rowcount')).to.equal('10001');
    row(element, 'g0').focus();
    press(element, 'End');
    await until(() => root(element).activeElement?.getAttribute('data-key') === 'g9999', 'the last row focused');
    expect(row(element, 'g9999').getAttribute('aria-rowindex')).to.equal('10001');
    press(element, 'Home');
    await until(() => root(element).activeElement?.getAttribute('data-key') === 'g0', 'the first row focused');
  });

  it('keeps the focus on its row when the order changes', async () => {
    const client = sampleClient();
    const element = await mount('ops-errors', { client });
    row(element, 'c03d5a').focus();
    client.data.errors = { ...client.data.errors, groups: client.data.errors.groups.map((each) => (each.signature === 'c03d5a' ? { ...each, lastSeen: Date.now() } : each)) };
    client.notify('errors');
    await until(() => keys(element)[0] === 'c03d5a', 'the new order');
    await settled(element);
    expect(root(element).activeElement?.getAttribute('data-key')).to.equal('c03d5a');
  });

  it('stays inside its box with an endless word, in every width', async () => {
    const now = Date.now();
    const long = 'x'.repeat(2000);
    const data = { groups: [group('long', `Error: ${long}`, long, now)], stats: sampleErrors().stats, details: { long: { ...sampleErrors().details!['a1f0c2']!, ...group('long', `Error: ${long}`, long, now) } } };
    for (const width of [320, 768, 1280]) {
      for (const selected of ['', 'long']) {
        const element = await mount('ops-errors', { snapshot: data, viewState: { selected } }, width);
        if (selected) await until(() => one(element, '.detail .stack'), 'the detail');
        const wide = all(element, '.panel, .rows, .detail, .toolbar').filter((each) => each.scrollWidth > each.clientWidth + 1);
        expect(wide.map((each) => each.className), `${width} px, ${selected}`).to.deep.equal([]);
        expect(element.getBoundingClientRect().width).to.be.at.most(width);
        unmountAll();
      }
    }
  });
});
