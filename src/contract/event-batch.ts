import type { Breadcrumb } from './breadcrumb.ts';
import type { OpsEvent } from './notices.ts';

/**
 * Window events of one moment, on their way to the tabs. The details travel as a text that a tab parses when a listener asks for one: to take a storm
 * of error records apart is most of what it costs a page that nobody listens in.
 */
export interface EventBatch {
  readonly names: readonly OpsEvent['name'][];
  /** JSON: [steps, details by event]. Errors of one moment share the steps that led there, so their `breadcrumbs` are places in the list of all. */
  readonly text: string;
}

type Detail = object & { readonly breadcrumbs?: readonly unknown[] };

export function packEvents(events: readonly OpsEvent[]): EventBatch {
  const places = new Map<unknown, number>();
  const placeOf = (step: unknown): number => {
    const place = places.get(step) ?? places.size;
    places.set(step, place);
    return place;
  };
  const details = events.map(({ detail }: { readonly detail: Detail }) => (detail.breadcrumbs ? { ...detail, breadcrumbs: detail.breadcrumbs.map(placeOf) } : detail));
  return { names: events.map(({ name }) => name), text: JSON.stringify([[...places.keys()], details]) };
}

/** The details of a batch, in the order of its names. */
export function unpackDetails(text: string): readonly unknown[] {
  const [steps, details] = JSON.parse(text) as [readonly Breadcrumb[], { breadcrumbs?: readonly unknown[] }[]];
  for (const detail of details) detail.breadcrumbs &&= detail.breadcrumbs.map((place) => steps[place as number]);
  return details;
}
