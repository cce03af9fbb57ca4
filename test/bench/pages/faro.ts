import { initializeFaro } from '@grafana/faro-web-sdk';
import './bench-page.ts';

const { api } = initializeFaro({ url: `${location.origin}/faro`, app: { name: 'bench' } });
window.target = {
  error: (error) => api.pushError(error as Error),
  log: (text, context) => api.pushLog([text], { context: Object.fromEntries(Object.entries(context).map(([name, value]) => [name, String(value)])) }),
};
