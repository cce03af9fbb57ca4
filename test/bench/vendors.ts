export const vendors = ['empty', 'us', 'sentry', 'faro', 'datadog'] as const;
export type Vendor = (typeof vendors)[number];

/** npm names of the peers, for their versions. */
export const packages: Readonly<Partial<Record<Vendor, string>>> = {
  sentry: '@sentry/browser',
  faro: '@grafana/faro-web-sdk',
  datadog: '@datadog/browser-rum',
};

/** As the tables call them. */
export const titles: Readonly<Record<Vendor, string>> = { empty: 'an empty page', us: 'prescripto-ops', ...(packages as Record<'sentry' | 'faro' | 'datadog', string>) };

export type Kind = 'error' | 'log';
