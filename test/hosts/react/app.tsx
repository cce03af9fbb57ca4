import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'prescripto-ops/elements/ops-alerts/define';
import type { CustomElements } from 'prescripto-ops/jsx';
import { sampleAlerts } from '../../../demo/gallery/sample-alerts.ts';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends CustomElements {}
  }
}

const snapshot = sampleAlerts(Date.now());

function App() {
  const [shown, setShown] = useState(true);
  const [compact, setCompact] = useState(false);
  const [selected, setSelected] = useState('');
  return (
    <>
      <button id="density" onClick={() => setCompact(!compact)}>Density</button>
      <button id="mount" onClick={() => setShown(!shown)}>Mount</button>
      <output id="selected">{selected}</output>
      {shown && <ops-alerts heading="On call" density={compact ? 'compact' : 'comfortable'} paused={compact} snapshot={snapshot} onops-select={(event: HTMLElementEventMap['ops-select']) => setSelected(event.detail.id)} />}
    </>
  );
}

createRoot(document.querySelector('#app')!).render(<App />);
