/** One step on the way to an error. `at`: epoch ms. */
export interface Breadcrumb {
  readonly at: number;
  readonly category: 'ui' | 'navigation' | 'api' | 'console' | 'log' | 'visibility' | 'connectivity' | 'custom';
  readonly message: string;
  readonly level: 'ERROR' | 'WARN' | 'INFO' | 'DEBUG';
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/** What `addBreadcrumb` takes: everything but the message has a default. */
export type BreadcrumbInput = Partial<Breadcrumb> & { readonly message: string };
