import { after } from 'node:test';
import { type Demo, type DemoOptions, startDemo } from '../../demo/server/server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  /** What stands there in the body: `at('checks.database.0.status')`. */
  at(path: string): unknown;
}

/** A server for one test file, in memory, and a client for it. */
export async function serve(options: DemoOptions = {}) {
  const demo: Demo = await startDemo({ dataFile: ':memory:', ...options });
  after(() => demo.close());
  const url = (path: string): string => new URL(path, demo.url).href;
  const call = async (path: string, given?: unknown, init: RequestInit = {}): Promise<Answer> => {
    const post = given === undefined ? {} : { method: 'POST', body: JSON.stringify(given), headers: { 'content-type': 'application/json' } };
    const response = await fetch(url(path), { ...post, ...init });
    const text = await response.text();
    const body = /json/.test(response.headers.get('content-type') ?? '') && /^[[{]/.test(text) ? (JSON.parse(text) as Answer['body']) : { text };
    const at = (path: string): unknown => path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], body);
    return { status: response.status, headers: response.headers, body, at };
  };
  return { demo, url, call };
}
