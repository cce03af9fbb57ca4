import { datadogRum } from '@datadog/browser-rum';
import './bench-page.ts';

datadogRum.init({ applicationId: '00000000-0000-0000-0000-000000000000', clientToken: 'pub0', site: 'datadoghq.com', proxy: `${location.origin}/datadog`, service: 'bench' });
window.target = { error: (error) => datadogRum.addError(error), log: (text, context) => datadogRum.addAction(text, context) };
