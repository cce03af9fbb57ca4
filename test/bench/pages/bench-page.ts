/** What a page under test offers to the loads, whoever is behind it. */
export interface Target {
  error(error: unknown): void;
  log(text: string, context: Readonly<Record<string, unknown>>): void;
}

export type Sizes = Readonly<Record<string, number>>;

declare global {
  interface Window {
    /** Set by the vendor's page. */
    target: Target;
  }
}
