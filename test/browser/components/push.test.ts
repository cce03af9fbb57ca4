import { expect } from 'chai';
import '../../../components/ops-alerts/define.ts';
import { incident } from '../../../demo/gallery/sample-alerts.ts';
import type { Incident } from '../../../src/contract/alert.ts';
import { button, mount, one, sampleClient, settled, text, unmountAll, until } from './mount.ts';

/** What a browser would have shown. Permission is a person's, and no test can give it. */
class Shown extends EventTarget {
  static permission: NotificationPermission = 'default';
  static answer: NotificationPermission = 'granted';
  static all: { readonly title: string; readonly tag: string; readonly body: string; readonly target: Shown }[] = [];
  static requestPermission = async (): Promise<NotificationPermission> => (Shown.permission = Shown.answer);

  constructor(title: string, { tag = '', body = '' }: NotificationOptions) {
    super();
    Shown.all.push({ title, tag, body, target: this });
  }
}

const real = globalThis.Notification;
const say = (name: string, detail: Incident): boolean => window.dispatchEvent(new CustomEvent(name, { detail }));
const fires = (id: string, severity: 'CRITICAL' | 'HIGH' | 'LOW', change: Partial<Incident> = {}): Incident => incident(id, `The ${id}`, severity, Date.now(), change);

async function open() {
  const element = await mount('ops-alerts', { client: sampleClient() });
  button(element, 'Silences').click();
  await until(() => one(element, 'p label input'), 'the switch');
  return element;
}

describe('notifications of the system', () => {
  beforeEach(() => {
    Object.assign(globalThis, { Notification: Shown });
    Object.assign(Shown, { permission: 'default', answer: 'granted', all: [] });
    localStorage.removeItem('prescripto-ops:push');
  });
  afterEach(() => {
    unmountAll();
    Object.assign(globalThis, { Notification: real });
    localStorage.removeItem('prescripto-ops:push');
  });

  it('are asked for by a click, and shown from then on: what fires together as one, what is over to whoever saw it', async () => {
    const element = await open();
    say('alert.triggered', fires('early', 'CRITICAL'));
    one(element, 'p label input')!.click();
    await until(() => localStorage['prescripto-ops:push'] === 'true', 'the choice');
    say('alert.triggered', fires('gateway', 'CRITICAL'));
    say('alert.triggered', fires('search', 'HIGH'));
    say('alert.triggered', fires('little', 'LOW'));
    await until(() => Shown.all.length, 'a notification');
    expect(Shown.all[0]!.title).to.equal('2 alerts');
    expect(Shown.all[0]!.body).to.equal('Critical: The gateway\nHigh: The search');
    const over = { state: 'resolved', resolvedAt: Date.now(), timeline: [{ at: 0, event: 'resolved', text: 'good again' }] } as const;
    say('alert.resolved', fires('gateway', 'CRITICAL', over));
    say('alert.resolved', fires('other', 'CRITICAL', over));
    await until(() => Shown.all.length === 2, 'the end');
    expect(Shown.all[1]!.title).to.equal('Resolved: The gateway');
    expect([Shown.all[1]!.tag, Shown.all[1]!.body]).to.deep.equal(['gateway', 'good again']);
  });

  it('a click on one opens the alert', async () => {
    const element = await open();
    one(element, 'p label input')!.click();
    await until(() => localStorage['prescripto-ops:push'] === 'true', 'the choice');
    say('alert.triggered', fires('payment_failures-1', 'CRITICAL'));
    await until(() => Shown.all.length, 'a notification');
    Shown.all[0]!.target.dispatchEvent(new Event('click'));
    await until(() => element.view.selected === 'payment_failures-1', 'the detail');
  });

  it('a no of the browser is said, and nothing is shown', async () => {
    Shown.answer = 'denied';
    const element = await open();
    one(element, 'p label input')!.click();
    await until(() => text(element, '.note.bad').includes('This browser does not allow notifications here'), 'why');
    await settled(element);
    expect((one(element, 'p label input') as HTMLInputElement).checked).to.equal(false);
    expect(localStorage['prescripto-ops:push']).to.equal(undefined);
  });

  it('a choice of before holds, also where the panel is not touched; a permission that was given for something else is no choice', async () => {
    for (const chosen of [false, true]) {
      Object.assign(Shown, { permission: 'granted', all: [] });
      if (chosen) localStorage['prescripto-ops:push'] = true;
      const element = await mount('ops-alerts', { client: sampleClient() });
      await until(() => element.watchesPush, 'it listens');
      say('alert.triggered', fires('gateway', 'CRITICAL'));
      await new Promise((done) => setTimeout(done, 1_500));
      expect(Shown.all.length).to.equal(chosen ? 1 : 0);
      unmountAll();
    }
  });
});
