/** The more special first: each of these also claims to be the ones below it. */
const browsers: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['edge', /\bEdg\w*\/(\d+)/],
  ['opera', /\b(?:OPR|OPiOS)\/(\d+)/],
  ['samsung', /\bSamsungBrowser\/(\d+)/],
  ['webview', /; wv\).*Chrome\/(\d+)/],
  ['chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['safari', /\bVersion\/(\d+)/],
  ['safari', /AppleWebKit\/(\d+)/],
];

/**
 * The browser and its major version.
 *
 * @example browserName('… Chrome/156.0.0.0 Safari/537.36')  // { browser: 'chrome', browserVersion: '156' }
 */
export function browserName(userAgent: string): { readonly browser: string; readonly browserVersion: string } {
  for (const [browser, pattern] of browsers) {
    const found = pattern.exec(userAgent);
    if (found) return { browser, browserVersion: found[1] ?? '' };
  }
  return { browser: 'unknown', browserVersion: '' };
}
