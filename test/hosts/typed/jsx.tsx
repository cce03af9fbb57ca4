import type { CustomElements } from 'prescripto-ops/jsx';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends CustomElements {}
  }
}

/** What a React application may write, and what its compiler refuses. */
export function Operations() {
  return (
    <>
      <ops-health range="24h" heading="Health" heading-level={3} stale-after={60_000} time-zone="Europe/Berlin" density="compact" theme="dark" />
      <ops-alerts user-id="anna" viewState={{ tab: 'history' }} onops-select={(event) => event.preventDefault()} onops-export={(event) => event.detail.text.length} />
      <ops-errors onops-select={(event: HTMLElementEventMap['ops-select']) => event.detail.id.toUpperCase()} onops-view-change={({ detail }) => JSON.stringify(detail.viewState)} />
      <ops-performance range="2026-01-01T00:00Z/2026-01-02T00:00Z" onops-range-change={({ detail }) => detail.range.length} />
      <ops-logs paused onops-filter-change={({ detail }) => Object.keys(detail.filter)} />
      <ops-metrics onops-state-change={({ detail }) => detail.state === 'stale'} onops-ready={({ detail }) => detail.state} />
      <ops-dashboard><ops-health slot="actions" /></ops-dashboard>
      {/* @ts-expect-error no such density */}
      <ops-health density="tiny" />
      {/* @ts-expect-error a number */}
      <ops-logs stale-after="soon" />
      {/* @ts-expect-error the detail has an id, no name */}
      <ops-alerts onops-select={(event) => event.detail.name} />
      {/* @ts-expect-error not an element of ours */}
      <ops-nothing />
    </>
  );
}
