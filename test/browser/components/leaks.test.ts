import { expect } from 'chai';
import '../../../components/ops-alerts/define.ts';
import '../../../components/ops-dashboard/define.ts';
import '../../../components/ops-errors/define.ts';
import '../../../components/ops-health/define.ts';
import '../../../components/ops-logs/define.ts';
import '../../../components/ops-metrics/define.ts';
import '../../../components/ops-performance/define.ts';
import { engine } from '../../support/engine.ts';
import { mount, sampleClient, settled, unmountAll, until } from './mount.ts';

const names = ['ops-health', 'ops-alerts', 'ops-errors', 'ops-logs', 'ops-performance', 'ops-metrics', 'ops-dashboard'] as const;

/** Counts what `target` has been given and not given back: by every call, whoever makes it. */
function counted(target: EventTarget): { readonly open: number; restore(): void } {
  const kept = new Set<string>();
  const ids = new Map<unknown, number>();
  const key = (type: string, listener: unknown): string => {
    if (!ids.has(listener)) ids.set(listener, ids.size);
    return `${type} ${ids.get(listener)}`;
  };
  const { addEventListener, removeEventListener } = target;
  target.addEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
    kept.add(key(type, listener));
    addEventListener.call(target, type, listener, options);
  };
  target.removeEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
    kept.delete(key(type, listener));
    removeEventListener.call(target, type, listener, options);
  };
  return {
    get open() {
      return kept.size;
    },
    restore: () => Object.assign(target, { addEventListener, removeEventListener }),
  };
}

describe('elements that come and go', () => {
  afterEach(unmountAll);

  it('leave no listener, subscription, timer or chart behind after a hundred times', async () => {
    const client = sampleClient();
    const { setInterval: begin, clearInterval: end } = globalThis;
    const timers = new Set<unknown>();
    globalThis.setInterval = ((...given: Parameters<typeof begin>) => {
      const timer = begin(...given);
      timers.add(timer);
      return timer;
    }) as typeof begin;
    globalThis.clearInterval = ((timer: number) => {
      timers.delete(timer);
      end(timer);
    }) as typeof end;
    const watched = [counted(window), counted(document)];
    try {
      for (let turn = 0; turn < 100; turn += 1) {
        const element = document.createElement(names[turn % names.length]!);
        Object.assign(element, { client });
        document.body.append(element);
        // Some are gone before they have drawn anything, some are there long enough to have a chart.
        if (turn % 5 === 0) await settled(element);
        element.remove();
      }
      await settled(document.body);
      expect(client.listeners, 'subscriptions').to.equal(0);
      expect(watched.map(({ open }) => open), 'listeners on window and document').to.deep.equal([0, 0]);
      expect(timers.size, 'timers').to.equal(0);
    } finally {
      for (const each of watched) each.restore();
      Object.assign(globalThis, { setInterval: begin, clearInterval: end });
    }
  });

  it('take their chart along, and draw it again when they come back', async () => {
    const element = await mount('ops-metrics', { client: sampleClient() });
    const canvas = (): HTMLCanvasElement | null | undefined => element.shadowRoot?.querySelector('ops-trend-chart')?.shadowRoot?.querySelector('canvas');
    await until(() => canvas()?.style.display === 'block', 'a chart');
    const box = element.parentElement!;
    element.remove();
    expect(canvas()?.style.display, 'let go of').to.not.equal('block');
    box.append(element);
    await until(() => canvas()?.style.display === 'block', 'a chart again');
  });

  it('are not kept alive by the page', async function collected() {
    const { gc } = globalThis as { gc?: () => void };
    const clients = names.map(() => sampleClient());
    const refs = names.map((name, at) => {
      const element = Object.assign(document.createElement(name), { client: clients[at] });
      document.body.append(element);
      element.remove();
      return new WeakRef(element);
    });
    await settled(document.body);
    expect(clients.map(({ listeners }) => listeners), 'subscriptions').to.deep.equal(names.map(() => 0));
    // Firefox and WebKit collect when they see fit, which may be after minutes: there that nothing holds on to them is all that can be seen.
    if (!engine.heap) return;
    await until(() => {
      gc!();
      return refs.every((ref) => ref.deref() === undefined);
    }, 'all of them collected');
  }).timeout(30_000);
});
