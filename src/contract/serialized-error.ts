/**
 * An error as the tab read it. Serialised there, because structured cloning turns custom names and AggregateError
 * into `Error`, drops own properties and throws on functions and DOM nodes.
 */
export interface SerializedError {
  readonly name: string;
  readonly message: string;
  /** The engine's own text, unparsed; '' where there was none. */
  readonly stack: string;
  /** `cause` and the members of an AggregateError, flattened depth first, cycles cut, at most 5. */
  readonly causes?: readonly SerializedError[] | undefined;
  /** Own enumerable properties of the error (`code`, `status` …), made cloneable and bounded. */
  readonly props?: Readonly<Record<string, unknown>> | undefined;
}
