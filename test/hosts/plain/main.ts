import 'prescripto-ops/elements/ops-alerts/define';
import { sampleAlerts } from '../../../demo/gallery/sample-alerts.ts';

const app = document.querySelector('#app')!;
app.innerHTML = '<button id="density">Density</button> <button id="mount">Mount</button> <output id="selected"></output> <ops-alerts heading="On call"></ops-alerts>';
const alerts = app.querySelector('ops-alerts')!;
const selected = app.querySelector('output')!;
alerts.snapshot = sampleAlerts(Date.now());
alerts.addEventListener('ops-select', ({ detail }) => (selected.value = detail.id));
app.querySelector('#density')!.addEventListener('click', () => {
  alerts.density = alerts.density === 'compact' ? 'comfortable' : 'compact';
  alerts.toggleAttribute('paused');
});
app.querySelector('#mount')!.addEventListener('click', () => (alerts.isConnected ? alerts.remove() : app.append(alerts)));
