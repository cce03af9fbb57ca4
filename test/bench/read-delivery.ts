import type { Kind, Vendor } from './vendors.ts';

type Json = { readonly [member: string]: Json | undefined } & { readonly type?: string };

/** Every text that the loads write ends in `#` and its number. */
const numberOf = (text: unknown): string | undefined => /#(\d+)$/.exec(String(text))?.[1];
const list = (value: unknown): readonly Json[] => (value ?? []) as readonly Json[];
const lines = (body: string): readonly Json[] =>
  body
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Json);

/** Envelopes: a head, then a line that says what the next one is. */
function sentry(body: string): readonly (readonly [Kind, unknown])[] {
  const all = lines(body);
  return all.flatMap((item, at): (readonly [Kind, unknown])[] => {
    const type = all[at - 1]?.['type'];
    if (type === 'event') return list(item['exception']?.['values']).map((one) => ['error', one['value']]);
    return type === 'log' ? list(item['items']).map((one) => ['log', one['body']]) : [];
  });
}

const readers: Readonly<Record<Vendor, (body: string) => readonly (readonly [Kind, unknown])[]>> = {
  empty: () => [],
  us(body) {
    const { errors, entries } = JSON.parse(body) as Json;
    return [...list(errors).map((one) => ['error', one['message']] as const), ...list(entries).map((one) => ['log', one['message']] as const)];
  },
  sentry,
  faro(body) {
    const { exceptions, logs } = JSON.parse(body) as Json;
    return [...list(exceptions).map((one) => ['error', one['value']] as const), ...list(logs).map((one) => ['log', one['message']] as const)];
  },
  // RUM has no logs; its custom actions are the nearest.
  datadog: (body) =>
    lines(body).flatMap((one): (readonly [Kind, unknown])[] =>
      one['type'] === 'error' ? [['error', one['error']?.['message']]] : one['type'] === 'action' ? [['log', one['action']?.['target']?.['name']]] : [],
    ),
};

/** The numbers of the errors and log lines that a request brought: of themselves, not of where breadcrumbs mention them. */
export function readDelivery(vendor: Vendor, body: string): Readonly<Record<Kind, readonly string[]>> {
  const found: Record<Kind, string[]> = { error: [], log: [] };
  for (const [kind, text] of readers[vendor](body)) {
    const number = numberOf(text);
    if (number) found[kind].push(number);
  }
  return found;
}
