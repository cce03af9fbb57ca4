import 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from 'chai';
import '../../../components/ops-alerts/define.ts';
import '../../../components/ops-errors/define.ts';
import '../../../components/ops-health/define.ts';
import { sampleAlerts } from '../../../demo/gallery/sample-alerts.ts';
import { sampleErrors } from '../../../demo/gallery/sample-errors.ts';
import { brokenData, healthyData } from '../../../demo/gallery/sample-health.ts';
import { mount, one, sampleClient, settled, unmountAll, until } from './mount.ts';

type Name = 'ops-health' | 'ops-alerts' | 'ops-errors';

// axe-core is a script: it leaves itself on the window.
const { axe } = globalThis as unknown as { axe: { run(on: Element, options: RunOptions): Promise<AxeResults> } };
const now = Date.now();
const cases: readonly (readonly [title: string, name: Name, properties: () => Record<string, unknown>, detail?: boolean])[] = [
  ['health broken', 'ops-health', () => ({ client: sampleClient() })],
  ['health detail', 'ops-health', () => ({ client: sampleClient(), viewState: { selected: 'database_connectivity' } }), true],
  ['health disconnected', 'ops-health', () => ({ snapshot: { ...healthyData(now), connection: 'disconnected' } })],
  ['health stale', 'ops-health', () => ({ snapshot: { ...brokenData(now), at: now - 90_000 } })],
  ['health loading', 'ops-health', () => ({})],
  ['alerts', 'ops-alerts', () => ({ client: sampleClient() })],
  ['alerts detail', 'ops-alerts', () => ({ client: sampleClient(), viewState: { selected: 'payment_failures-1' } }), true],
  ['alerts grouped', 'ops-alerts', () => ({ snapshot: sampleAlerts(now), viewState: { group: 'category' } })],
  ['alerts history', 'ops-alerts', () => ({ snapshot: sampleAlerts(now), viewState: { tab: 'history' } })],
  ['alerts silences', 'ops-alerts', () => ({ snapshot: sampleAlerts(now), viewState: { tab: 'silences' } })],
  ['alerts empty', 'ops-alerts', () => ({ snapshot: { active: [], history: [], silences: [] } })],
  ['errors', 'ops-errors', () => ({ client: sampleClient(), viewState: { status: 'all' } })],
  ['errors detail', 'ops-errors', () => ({ client: sampleClient(), viewState: { selected: 'a1f0c2' } }), true],
  ['errors without a match', 'ops-errors', () => ({ snapshot: sampleErrors(now), viewState: { text: 'nothing like it' } })],
];

describe('accessibility', () => {
  afterEach(() => {
    unmountAll();
    document.documentElement.style.removeProperty('background');
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const width of [320, 1280]) {
      it(`axe finds nothing, ${theme}, ${width} px`, async () => {
        const found: string[] = [];
        for (const [title, name, properties, detail] of cases) {
          const element = await mount(name, { theme, ...properties() }, width);
          if (detail) await until(() => one(element, '.detail h3'), `${title}: detail`);
          await settled(element);
          const { violations } = await axe.run(element, { resultTypes: ['violations'] });
          for (const { id, nodes } of violations) found.push(`${title}: ${id} ${nodes.slice(0, 3).map((node) => `${node.target.flat().at(-1)} ${node.failureSummary?.split('\n')[1]?.trim()}`).join(' | ')}`);
          unmountAll();
        }
        expect(found).to.deep.equal([]);
      }).timeout(60_000);
    }
  }

  it('every control is at least 24 px', async () => {
    for (const [title, name, properties, detail] of cases) {
      const element = await mount(name, properties(), 320);
      if (detail) await until(() => one(element, '.detail h3'), `${title}: detail`);
      await settled(element);
      const small = [...element.shadowRoot!.querySelectorAll<HTMLElement>('button, select, input, summary, [role=row][data-key]')].filter((each) => {
        const box = each.getBoundingClientRect();
        return box.width > 0 && (box.height < 23.5 || box.width < 23.5) && !each.matches('input[type=checkbox]');
      });
      expect(small.map((each) => `${each.className} ${each.textContent?.trim()}`), title).to.deep.equal([]);
      unmountAll();
    }
  });
});
