/** The one scrubber, with the page's rules already in it. Returns a new value; keeps shape and types. */
export type Scrub = <T>(value: T) => T;
