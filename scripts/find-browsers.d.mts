/** The path of Chromium or one of its kin. Like the others here: throws, saying what to do, where there is none and none can be installed. */
export function findChrome(): string;
/** The path of Firefox. */
export function findFirefox(): string;
/** What WebKitGTK needs to be driven: the driver, the browser, a screen. */
export function findWebKit(): { readonly driver: string; readonly browser: string; readonly xvfb: string };
/** Makes sure of all three engines before anything is run. */
export function findBrowsers(): void;
export const chromeFlags: readonly string[];
export const firefoxPreferences: Readonly<Record<string, string | boolean>>;
