import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { OpsOptions } from '../../src/contract/config.ts';
import { framePage } from '../../demo/server/page-frame.ts';
import { startDemo } from '../../demo/server/server.ts';
import { eventually } from './eventually.ts';

/** The built product that the pages load. */
export const distDir = resolve(process.env['OPS_DIST'] ?? fileURLToPath(new URL('../../dist', import.meta.url)));
const demoPages = fileURLToPath(new URL('../../demo/pages', import.meta.url));

export type Received = 'logs' | 'errors' | 'errorAlerts' | 'metrics' | 'notifications' | 'webhook';

export interface ReceivedReport {
  readonly count: number;
  readonly repeats: number;
  readonly requests: number;
  readonly ids: readonly string[];
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

export interface TestDemo {
  url(path: string): string;
  /** As the fault desk does: `{component, state}` or `{group, mode}`. */
  fault(fault: Readonly<Record<string, unknown>>): Promise<void>;
  repair(): Promise<void>;
  /** Repairs it, and forgets what was received. */
  empty(): Promise<void>;
  received(kind: Received): Promise<ReceivedReport>;
  /** Without the items, for loads. */
  counted(kind: Received): Promise<ReceivedReport>;
  /** Waits until the backend has items of a kind that fit. Of notifications that came as one, each. */
  arrived(kind: Received, fits: (items: ReceivedReport['items']) => boolean, within?: number): Promise<ReceivedReport>;
}

interface TestDemoOptions {
  /** Pages beside the clinic's own, by file name. */
  readonly pages?: Readonly<Record<string, string>>;
  /** Serves another build than `distDir`. */
  readonly dist?: string;
  /** Whether it sends its strict Content-Security-Policy; default: it does. */
  readonly strictCsp?: boolean;
}

export interface TestDemos {
  /** The clinic with its real backend, in memory, on an origin of its own. */
  start(options?: TestDemoOptions): Promise<TestDemo>;
  folder(): Promise<string>;
}

/** To be called where tests are described: all that it starts ends with them. */
export function testDemos(): TestDemos {
  const ends: (() => Promise<unknown>)[] = [];
  after(async () => {
    for (const end of ends.reverse()) await end();
  });
  const folder = async (): Promise<string> => {
    const path = await mkdtemp(join(tmpdir(), 'ops-e2e-'));
    ends.push(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
    return path;
  };
  return {
    folder,
    start: async ({ pages = {}, dist = distDir, strictCsp = true } = {}) => {
      const pagesDir = await folder();
      await cp(demoPages, pagesDir, { recursive: true });
      for (const [name, text] of Object.entries({ 'throws.js': throwing, ...pages })) await writeFile(join(pagesDir, name), text);
      const demo = await startDemo({ port: 0, dataFile: ':memory:', distDir: dist, pagesDir, strictCsp, mailbox: true });
      ends.push(() => demo.close());
      const url = (path: string): string => new URL(path, demo.url).href;
      const call = async (path: string, body?: unknown): Promise<unknown> => {
        const response = await fetch(url(path), body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
        if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
        return response.json();
      };
      const received = (kind: Received, limit = 50_000) => call(`/demo/received?kind=${kind}&limit=${limit}`) as Promise<ReceivedReport>;
      return {
        url,
        fault: async (fault) => void (await call('/demo/faults', fault)),
        repair: async () => void (await call('/demo/reset', {})),
        empty: async () => void (await call('/demo/reset', { data: true })),
        received: (kind) => received(kind),
        counted: (kind) => received(kind, 0),
        arrived: (kind, fits, within = 40_000) => eventually(() => received(kind).then(unfolded), ({ items }) => fits(items), { within }),
      };
    },
  };
}

/** What fails together is told together. */
function unfolded(report: ReceivedReport): ReceivedReport {
  return { ...report, items: report.items.flatMap((item) => (Array.isArray(item['alerts']) ? (item['alerts'] as ReceivedReport['items']) : [item])) };
}

/** What a test evaluates in a page counts as a stranger's script, whose errors the browser hides: errors must come from a file of the page. */
const throwing = `addEventListener('test:throw', ({ detail: { name, message } }) => {
  throw Object.assign(new Error(message), { name });
});
`;
const throwingTag = '<script src="/throws.js"></script>';

/** One of the clinic's own pages, in which `throwIn` works. */
export async function clinicPage(name: string): Promise<string> {
  return framePage(await readFile(join(demoPages, name), 'utf8'), `/${name}`).replace('</head>', `${throwingTag}</head>`);
}

interface OpsPage {
  /** Of the script tag; default: app, release and the demo's backend. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly config?: OpsOptions;
  readonly body?: string;
}

/** A page with nothing but the tag. */
export function opsPage({ attributes, config, body = '' }: OpsPage = {}): string {
  const all = { 'data-app': 'clinic', 'data-release': '1.4.2', 'data-endpoint': '/', ...(config ? { 'data-config': '#ops-config' } : {}), ...attributes };
  const tag = Object.entries(all).map(([name, value]) => ` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>A page with the tag</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    ${config ? `<script type="application/json" id="ops-config">${JSON.stringify(config)}</script>` : ''}
    <script src="/ops/prescripto-ops.js"${tag.join('')}></script>
    ${throwingTag}
  </head>
  <body>${body}</body>
</html>
`;
}

/** Checks that take seconds instead of minutes. */
export const quickHealth: NonNullable<OpsOptions['health']> = {
  intervals: { critical: 1_000, important: 1_000, normal: 1_000, background: 1_000 },
  confirmAfter: [150, 300],
};
