/** The path of a browser. Throws, saying what to do, where there is none and none can be installed. */
export function findChrome(): string;
export const chromeFlags: readonly string[];
