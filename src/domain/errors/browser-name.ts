export interface Browser {
  /** `chrome edge firefox safari opera samsung webview ie`, else `unknown`. */
  readonly name: string;
  /** Major version; `''` where the text has none. */
  readonly version: string;
}

/** The more special first: each of these also claims to be the ones below it. */
const families: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['edge', /\b(?:Edg|EdgA|EdgiOS|Edge)\/(\d+)/],
  ['opera', /\b(?:OPR|OPiOS|Opera)[/ ](\d+)/],
  ['samsung', /\bSamsungBrowser\/(\d+)/],
  ['webview', /; wv\).*\bChrome\/(\d+)/],
  ['chrome', /\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/],
  ['firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['safari', /\bVersion\/(\d+)[\d.]*(?: Mobile\/\w+)? Safari\//],
  ['ie', /\b(?:MSIE |Trident\/.*rv:)(\d+)/],
  ['safari', /\bAppleWebKit\/(\d+)/],
];

/** @example browserName('… Chrome/156.0.0.0 Safari/537.36')  // { name: 'chrome', version: '156' } */
export function browserName(userAgent: string): Browser {
  const text = userAgent.slice(0, 500);
  for (const [name, pattern] of families) {
    const found = pattern.exec(text);
    if (found) return { name, version: found[1] ?? '' };
  }
  return { name: 'unknown', version: '' };
}
