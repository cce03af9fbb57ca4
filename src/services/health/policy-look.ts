import type { QueryPorts } from '../ports/query-ports.ts';
import type { Row } from '../ports/store.ts';
import type { Transport } from '../ports/transport.ts';
import { hour } from '../records/counter-rows.ts';
import { systemKey, type SystemRow, type TabRow } from './check-book.ts';

const timeout = 10_000;

/**
 * Whether the pages come with a Content-Security-Policy, which no script can see: the newest visible page's own address is asked for its headers, while
 * somebody looks, and once an hour. A policy in a `<meta>` is not seen, nor is an address that the scrubber has changed. Without an endpoint
 * nothing leaves the browser.
 */
export class PolicyLook {
  readonly #ports: QueryPorts;
  readonly #transport: Transport;
  #next = 0;

  constructor(ports: QueryPorts, transport: Transport) {
    this.#ports = ports;
    this.#transport = transport;
  }

  /** Never rejects. */
  async look(): Promise<void> {
    const { store, now, config } = this.#ports;
    const at = now();
    if (at < this.#next || !config().endpoints.health) return;
    // A clock that goes back by more than that makes it wait longer, and nothing else.
    this.#next = at + hour;
    const url = await store.read(async (tx) => {
      const known = await tx.get<SystemRow>('counters', systemKey);
      const [newest] = (await tx.list<TabRow>('tabs')).filter((tab) => tab.visible && !tab.gone && tab.url).sort((a, b) => b.lastSeen - a.lastSeen);
      return known && Math.abs(at - (known.policyAt ?? 0)) >= hour ? newest?.url : undefined;
    });
    if (!url) return;
    const { status, headers } = await this.#transport({ url: url.replace(/[?#].*/, ''), method: 'HEAD', timeout });
    if (status !== 200) return;
    await store.write(async (tx) => {
      const known = await tx.get<SystemRow>('counters', systemKey);
      if (known) tx.put<SystemRow & Row>('counters', { ...known, policyAt: at, policy: 'content-security-policy' in headers });
    });
  }
}
