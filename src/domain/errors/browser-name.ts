/** The more special first: each of these also claims to be the ones behind it. */
const browsers =
  /^.*Edg\w*\/(?<edge>\d+)|^.*OPR\/(?<opera>\d+)|^.*Samsung\w+\/(?<samsung>\d+)|^.*(?:Chrome|CriOS)\/(?<chrome>\d+)|^.*(?:Firefox|FxiOS)\/(?<firefox>\d+)|^.*(?:Version|AppleWebKit)\/(?<safari>\d+)/;

/**
 * The browser and its major version.
 *
 * @example browserName('… Chrome/156.0.0.0 Safari/537.36')  // { browser: 'chrome', browserVersion: '156' }
 */
export function browserName(userAgent: string): { readonly browser: string; readonly browserVersion: string } {
  const [browser = 'unknown', browserVersion = ''] = Object.entries(browsers.exec(userAgent)?.groups ?? {}).find(([, version]) => version) ?? [];
  return { browser, browserVersion };
}
