import { expect } from 'chai';
import '../../../components/ops-alerts/define.ts';
import { incident, sampleAlerts } from '../../../demo/gallery/sample-alerts.ts';
import { all, button, mount, one, press, row, sampleClient, settled, text, unmountAll, until } from './mount.ts';

const keys = (element: HTMLElement): (string | undefined)[] => all(element, '[data-key]').map((each) => each.dataset['key']);

describe('ops-alerts', () => {
  afterEach(unmountAll);

  it('shows severity, value with its sample, who has it, delivery and the next escalation; worst first', async () => {
    const element = await mount('ops-alerts', { snapshot: sampleAlerts() });
    expect(keys(element)).to.deep.equal(['payment_failures-1', 'high_error_rate-1', 'data_sync_failure-1', 'api_response_time-1', 'user_session_errors-1', 'custom_queue_depth-1']);
    const first = row(element, 'payment_failures-1').textContent!.replace(/\s+/g, ' ');
    for (const part of ['Critical', 'Payment failures', '11.4 %', '> 5 % of 412', '3 times', 'SMS: sent', 'head of operations']) expect(first).to.contain(part);
    expect(row(element, 'high_error_rate-1').textContent).to.contain('ana.lindqvist').and.to.contain('Rolling back 1.4.2');
    expect(row(element, 'data_sync_failure-1').textContent).to.contain('Silenced');
    expect(row(element, 'api_response_time-1').textContent).to.contain('2,410 ms');
  });

  it('acknowledges with a reason and in the name of the user, at once', async () => {
    const client = sampleClient();
    const element = await mount('ops-alerts', { client, userId: 'noor' });
    button(element, 'Acknowledge').click();
    await until(() => one(element, '.form input'), 'the form');
    await settled(element);
    const input = one(element, '.form input') as HTMLInputElement;
    expect(element.shadowRoot!.activeElement === input, 'focus in the form').to.equal(true);
    input.value = 'Calling the gateway';
    let open = (): void => undefined;
    client.gate = new Promise((done) => (open = done));
    (one(element, '.form button[type=submit]') as HTMLButtonElement).click();
    await settled(element);
    expect(row(element, 'payment_failures-1').textContent, 'before the answer').to.contain('noor').and.to.contain('Calling the gateway');
    open();
    await until(() => client.data.alerts.active.find((each) => each.id === 'payment_failures-1')?.acknowledgement?.userId === 'noor', 'stored');
    await settled(element);
    expect(row(element, 'payment_failures-1').textContent).to.contain('noor');
  });

  it('rolls back and says why when the runtime refuses', async () => {
    const client = sampleClient();
    client.refuse = 'it is resolved already';
    const element = await mount('ops-alerts', { client });
    row(element, 'payment_failures-1').click();
    await until(() => one(element, '.detail .acts'), 'detail');
    button(element, 'Resolve').click();
    await until(() => one(element, '.form'), 'the form');
    (one(element, '.form button[type=submit]') as HTMLButtonElement).click();
    await until(() => text(element, '.note.bad').includes('it is resolved already'), 'the reason');
    await settled(element);
    expect(row(element, 'payment_failures-1').classList.contains('active')).to.equal(true);
  });

  it('acts on many at once', async () => {
    const client = sampleClient();
    const element = await mount('ops-alerts', { client });
    for (const key of ['payment_failures-1', 'api_response_time-1']) (row(element, key).querySelector('input') as HTMLInputElement).click();
    await until(() => text(element, '.bulk strong') === '2 selected', 'the bar of those selected');
    ([...one(element, '.bulk')!.querySelectorAll('button')].find((each) => each.textContent?.trim() === 'Resolve') as HTMLButtonElement).click();
    await until(() => one(element, '.bulk .form'), 'the form');
    (one(element, '.bulk .form button[type=submit]') as HTMLButtonElement).click();
    await until(() => keys(element).length === 4, 'two fewer');
    button(element, 'History').click();
    await settled(element);
    expect(keys(element)).to.include.members(['payment_failures-1', 'api_response_time-1', 'high_error_rate-0']);
  });

  it('silences until a moment and lists it', async () => {
    const client = sampleClient();
    const element = await mount('ops-alerts', { client, viewState: { selected: 'custom_queue_depth-1' } });
    await until(() => one(element, '.detail .acts'), 'detail');
    ([...one(element, '.detail')!.querySelectorAll('button')].find((each) => each.textContent?.trim() === 'Silence') as HTMLButtonElement).click();
    await until(() => one(element, '.form select'), 'the form');
    (one(element, '.form select') as HTMLSelectElement).value = '4h';
    (one(element, '.form button[type=submit]') as HTMLButtonElement).click();
    await until(() => client.data.alerts.silences.length === 3, 'stored');
    const span = client.data.alerts.silences[2]!.until - Date.now();
    expect(span).to.be.within(3.9 * 3_600_000, 4 * 3_600_000);
    button(element, 'Silences').click();
    await until(() => text(element, '.silences').includes('custom_queue_depth'), 'the list');
  });

  it('says what stands beside the state, and how the last evaluation came out', async () => {
    const element = await mount('ops-alerts', { client: sampleClient() });
    expect(row(element, 'user_session_errors-1').textContent).to.contain('Recovering').and.to.contain('Flapping');
    expect(row(element, 'api_response_time-1').textContent).to.contain('Explained by').and.to.contain('high_error_rate');
    element.focusItem('payment_failures-1');
    await until(() => text(element, '.detail').includes('How it stands now'), 'the explanation');
    expect(text(element, '.detail')).to.contain('with 95 % confidence it is at least 8.66 %');
  });

  it('ends a silence, and adds hours that come back every week', async () => {
    const client = sampleClient();
    const element = await mount('ops-alerts', { client, viewState: { tab: 'silences' } });
    await until(() => all(element, '.silences li').length === 2, 'the list');
    expect(text(element, '.silences')).to.contain('Sat Sun 22:00 – 02:00 Europe/Stockholm');
    button(element, 'End').click();
    await until(() => all(element, '.silences li').length === 1, 'one fewer');
    one(element, 'summary')!.click();
    for (const day of ['Mon', 'Wed']) (one(element, `[value=${day}]`) as HTMLInputElement).click();
    (one(element, '[name=reason]') as HTMLInputElement).value = 'Backups';
    (one(element, '.form button[type=submit]') as HTMLButtonElement).click();
    await until(() => text(element, '.silences').includes('Mon Wed 22:00 – 02:00'), 'the window');
    expect(text(element, '.silences')).to.contain('Backups');
    client.refuse = 'addMaintenance: days: expected at least one';
    (one(element, '.form button[type=submit]') as HTMLButtonElement).click();
    await until(() => text(element, '.note.bad').includes('expected at least one'), 'the reason');
  });

  it('silences until a moment of one’s own choice', async () => {
    const client = sampleClient();
    const element = await mount('ops-alerts', { client, viewState: { selected: 'custom_queue_depth-1' } });
    await until(() => one(element, '.detail .acts'), 'detail');
    ([...one(element, '.detail')!.querySelectorAll('button')].find((each) => each.textContent?.trim() === 'Silence') as HTMLButtonElement).click();
    await until(() => one(element, '.form select'), 'the form');
    const choice = one(element, '.form select') as HTMLSelectElement;
    expect(choice.value, 'an hour, unless one says otherwise').to.equal('1h');
    expect(one(element, '.form .moment')!.hidden).to.equal(true);
    choice.value = 'moment';
    choice.dispatchEvent(new Event('change'));
    expect(one(element, '.form .moment')!.hidden).to.equal(false);
    const field = one(element, '.form [name=moment]') as HTMLInputElement;
    field.value = '2099-03-04T05:06';
    (one(element, '.form button[type=submit]') as HTMLButtonElement).click();
    await until(() => client.data.alerts.silences.length === 3, 'stored');
    expect(client.data.alerts.silences[2]!.until).to.equal(new Date(2099, 2, 4, 5, 6).getTime());
  });

  it('says so when an incident is not open any more, and takes the change back', async () => {
    const client = sampleClient();
    const element = await mount('ops-alerts', { client, viewState: { selected: 'payment_failures-1' } });
    await until(() => one(element, '.detail .acts'), 'detail');
    client.gone = true;
    button(element, 'Resolve').click();
    await until(() => one(element, '.form'), 'the form');
    (one(element, '.form button[type=submit]') as HTMLButtonElement).click();
    await until(() => text(element, '.note.bad').includes('it is not open any more'), 'the reason');
    await settled(element);
    expect(keys(element), 'taken back').to.include('payment_failures-1');
  });

  it('selects all that are shown', async () => {
    const element = await mount('ops-alerts', { client: sampleClient(), viewState: { severity: 'HIGH' } });
    row(element, 'high_error_rate-1').querySelector('input')!.click();
    await until(() => one(element, '.bulk .acts'), 'the bar');
    button(element, 'Select all 2').click();
    await settled(element);
    expect(text(element, '.bulk strong')).to.equal('2 selected');
    expect([...element.checked].sort()).to.deep.equal(['data_sync_failure-1', 'high_error_rate-1']);
  });

  it('filters, sorts and groups; the host can give the view', async () => {
    const element = await mount('ops-alerts', { snapshot: sampleAlerts(), viewState: { severity: 'HIGH' } });
    expect(keys(element)).to.deep.equal(['high_error_rate-1', 'data_sync_failure-1']);
    element.viewState = { severity: '', sort: 'count' };
    await settled(element);
    expect(keys(element)[0]).to.equal('user_session_errors-1');
    element.viewState = { sort: 'severity', group: 'severity' };
    await settled(element);
    expect(all(element, '.tier').map((each) => each.textContent)).to.deep.equal(['Critical 1', 'High 2', 'Medium 2', 'Low 1']);
  });

  it('says aloud only what is new and critical', async () => {
    const client = sampleClient();
    const element = await mount('ops-alerts', { client });
    expect(text(element, '[role=alert]')).to.equal('');
    client.data.alerts = { ...client.data.alerts, active: [incident('minor-1', 'Minor', 'LOW', Date.now()), ...client.data.alerts.active] };
    client.notify('alerts');
    await until(() => row(element, 'minor-1'), 'the minor one');
    expect(text(element, '[role=alert]')).to.equal('');
    client.data.alerts = { ...client.data.alerts, active: [incident('worse-1', 'Worse', 'CRITICAL', Date.now()), ...client.data.alerts.active] };
    client.notify('alerts');
    await until(() => text(element, '[role=alert]') === 'New critical alert: Worse', 'the critical one');
  });

  it('selects with x and opens with Enter', async () => {
    const client = sampleClient();
    const element = await mount('ops-alerts', { client });
    row(element, 'payment_failures-1').focus();
    press(element, 'j');
    await settled(element);
    press(element, 'x');
    await settled(element);
    expect(row(element, 'high_error_rate-1').getAttribute('aria-selected')).to.equal('true');
    press(element, 'Enter');
    await until(() => text(element, '.detail .h') === 'High error rate', 'detail');
  });

  it('shows an empty state that helps', async () => {
    const element = await mount('ops-alerts', { snapshot: { active: [], history: [], silences: [] } });
    expect(text(element, '.empty')).to.contain('No active alerts').and.to.contain('History');
    expect(element.matches(':state(empty)')).to.equal(true);
  });
});
