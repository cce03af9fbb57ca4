import 'prescripto-ops/elements/ops-dashboard';
import type { OpsAlerts } from 'prescripto-ops/elements/ops-alerts';
import type { OpsErrors } from 'prescripto-ops/elements/ops-errors';
import 'prescripto-ops/elements/ops-health';
import 'prescripto-ops/elements/ops-logs';
import 'prescripto-ops/elements/ops-metrics';
import 'prescripto-ops/elements/ops-performance';

/** What a plain page may write, and what its compiler refuses. */
const errors: OpsErrors = document.createElement('ops-errors');
const alerts: OpsAlerts | null = document.querySelector('ops-alerts');
errors.range = '7d';
errors.viewState = { text: 'TypeError', status: 'all' };
errors.client = undefined;
errors.pause();
errors.resume();
errors.focusItem('a1f0c2');
export const done: Promise<void> = errors.refresh();
export const text: Promise<string> = errors.exportData('csv');
errors.addEventListener('ops-select', (event) => {
  const { id }: { readonly id: string } = event.detail;
  if (id === '') event.preventDefault();
});
document.body.addEventListener('ops-state-change', ({ detail }) => detail.previous === 'live');
for (const name of ['ops-health', 'ops-logs', 'ops-metrics', 'ops-performance', 'ops-dashboard'] as const) document.createElement(name).theme = 'auto';

// @ts-expect-error no such format
void errors.exportData('xml');
// @ts-expect-error no such theme
errors.theme = 'sepia';
// @ts-expect-error its data have another shape
if (alerts) alerts.snapshot = { groups: [] };
// @ts-expect-error the detail of a selection has no range
errors.addEventListener('ops-select', ({ detail }) => detail.range);
