import { build, type Plugin } from 'esbuild';
import { guideExamples, withAwait, type GuideExample } from './seed-examples.ts';

const root = new URL('../..', import.meta.url).pathname;

/** What the guide's snippets name and do not define. */
const given = `
const error = Object.assign(new Error('card_declined'), { code: 'E42' });
const message = 'API reference', context = { component: 'guide' }, action = 'appointment_booked', metric = 'api_response_time', value = 1250;
const event = 'subscription_upgraded', data = { plan: 'premium' }, level = 'WARNING', limit = 10, category = 'system', severity = 'HIGH', timeRange = '24h';
const userId = 'user_123', profile = { type: 'patient' }, userContext = profile, reason = 'Investigating', resolution = 'Fixed', alertId = 'high_error_rate', checkId = 'api_connectivity';
const config = { name: 'Guide', category: 'system', severity: 'HIGH', threshold: 5, window: 5 };
const name = 'guide', startMark = 'appointment-form-start', endMark = 'appointment-form-end';
const reconnectWebSocket = () => console.info('reconnected');
const getCurrentUserId = () => 'user_123', getCurrentUserProfile = () => ({ type: 'patient', subscription: 'premium' });
`;

const names = {
  LoggingService: ['log'],
  AlertingService: ['default:alertingService'],
  HealthCheckService: ['default:healthCheckService'],
  PerformanceMonitoringService: ['default:performanceMonitor'],
  ErrorTrackingService: ['default:errorTracker', 'captureError', 'captureException', 'captureMessage', 'setUser', 'setContext'],
} as const;

const importLine = /^import .*;$/gm;
/** Data shapes and variables of an environment, not programs; the test looks at them one by one. */
export const isProgram = ({ code }: GuideExample): boolean => !/^\s*\{/.test(code) && !code.includes('REACT_APP_');

/** Each program of the guide as a module: `run()` is its text, with `await` before reads and nothing else changed. */
function moduleOf(example: GuideExample): string {
  const code = withAwait(example.code);
  const imports = code.match(importLine) ?? [];
  const body = code.replace(importLine, '');
  const own = imports.join('\n');
  const missing = Object.entries(names).flatMap(([service, exported]) =>
    exported
      .map((name) => name.split(':') as [string, string?])
      .filter(([name, alias]) => new RegExp(`\\b${alias ?? name}\\b`).test(body) && !new RegExp(`\\b${alias ?? name}\\b`).test(own))
      .map(([name, alias]) => (alias ? `import ${alias} from '../services/${service}';` : `import { ${name} } from '../services/${service}';`)),
  );
  const declared = new Set([...body.matchAll(/^(?:const|let|function|class) (\w+)/gm)].map(([, name]) => name));
  const answer = [...declared].filter((name) => /^(?:App|ErrorBoundary|APIClient)$/.test(name ?? '')).join(', ');
  return `${own}\n${missing.join('\n')}\nimport * as Given from 'guide:given';\nexport async function run() {\nconst {${freeNames(body, declared)}} = Given;\n${body}\nreturn { ${answer} };\n}\n`;
}

const givenNames = [...given.matchAll(/(?:const|,) (\w+) = /g)].map(([, name]) => name ?? '');

function freeNames(body: string, declared: ReadonlySet<string | undefined>): string {
  return givenNames.filter((name) => new RegExp(`\\b${name}\\b`).test(body) && !declared.has(name) && !new RegExp(`(?:const|let) (?:\\{[^}]*)?\\b${name}\\b`).test(body)).join(', ');
}

const guide: Plugin = {
  name: 'guide',
  setup(build) {
    build.onResolve({ filter: /^guide:/ }, ({ path }) => ({ path, namespace: 'guide' }));
    build.onResolve({ filter: /services\/\w+Service$/ }, ({ path }) => ({ path: `${root}src/tab/services/${path.replace(/.*\//, '')}.ts` }));
    build.onLoad({ filter: /given/, namespace: 'guide' }, () => ({ contents: `${given}\nexport { ${givenNames.join(', ')} };`, loader: 'js' }));
    build.onLoad({ filter: /example-/, namespace: 'guide' }, ({ path }) => {
      const example = guideExamples()[Number(path.replace(/\D+/g, ''))];
      if (!example) throw new Error(`no example ${path}`);
      return { contents: moduleOf(example), loader: 'jsx', resolveDir: root };
    });
    build.onLoad({ filter: /main/, namespace: 'guide' }, () => ({ contents: main(), loader: 'jsx', resolveDir: root }));
  },
};

function main(): string {
  const programs = guideExamples().flatMap((example, index) => (isProgram(example) ? [{ ...example, index }] : []));
  return `
import { createRoot } from 'react-dom/client';
import React from 'react';
import { alertingService, errorTracker, healthCheckService, performanceMonitor } from '${root}src/tab/index.ts';
import { startOps } from '${root}src/tab/index.ts';
${programs.map(({ index }) => `import { run as run${index} } from 'guide:example-${index}';`).join('\n')}
startOps({ app: 'guide', release: '1.0.0', endpoint: '/', workerUrl: '/ops/prescripto-ops.worker.js' });
window.api = {
  errors: () => errorTracker.getRecentErrors(50),
  health: () => healthCheckService.getHealthCheck('api_connectivity'),
  budgets: () => performanceMonitor.getBudgets(),
  alerts: () => alertingService.getActiveAlerts(),
  register: (shape) => alertingService.registerAlert('guide_shape', { name: 'Shape', category: 'system', ...JSON.parse(shape.replace(/\\/\\/.*$/gm, '').replace(/(\\w+):/g, '"$1":').replaceAll("'", '"')) }),
};
window.guide = {
  examples: [${programs.map(({ heading, line, index }) => `{ heading: ${JSON.stringify(heading)}, line: ${line}, run: run${index} }`).join(',\n')}],
  render(element, make) {
    return new Promise((done) => {
      const root = createRoot(element, { onCaughtError() {} });
      root.render(make(React.createElement));
      setTimeout(done, 200);
    });
  },
};`;
}

/** A page script in which every program of the guide waits to be run: `guide.examples[n].run()`. */
export async function bundleGuide(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['guide:main'],
    plugins: [guide],
    bundle: true,
    format: 'iife',
    write: false,
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
