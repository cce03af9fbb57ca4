// Finds the browsers that the tests drive; on a Debian-like machine, as root, installs what is missing.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findPrograms, inPath } from './find-programs.mjs';

/** MiniBrowser lies in a folder that is named for the machine: /usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/. */
function miniBrowsers() {
  const folders = ['/usr/lib', '/usr/libexec', ...(existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.includes('-linux-')).map((name) => join('/usr/lib', name)) : [])];
  return folders.flatMap((folder) => ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map((name) => join(folder, name, 'MiniBrowser')));
}

const browsers = {
  chromium: {
    what: 'Chrome, Chromium or Edge',
    variable: 'CHROME_PATH',
    packages: ['chromium', 'fonts-liberation'],
    places: () => [
      ...inPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'),
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
  },
  firefox: {
    what: 'Firefox',
    variable: 'FIREFOX_PATH',
    packages: ['firefox-esr'],
    places: () => [...inPath('firefox-esr', 'firefox'), '/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
  },
  webkitDriver: {
    what: 'WebKitWebDriver',
    variable: 'WEBKIT_DRIVER_PATH',
    packages: ['webkit2gtk-driver'],
    places: () => inPath('WebKitWebDriver'),
  },
  miniBrowser: {
    what: "WebKitGTK's MiniBrowser",
    variable: 'WEBKIT_BROWSER_PATH',
    packages: ['webkit2gtk-driver'],
    places: miniBrowsers,
  },
  xvfb: {
    what: 'Xvfb, the screen that WebKitGTK draws on',
    variable: 'XVFB_PATH',
    packages: ['xvfb'],
    places: () => inPath('Xvfb'),
  },
};

const find = (...names) => findPrograms(...names.map((name) => browsers[name]));

/** The path of Chromium or one of its kin. Like the others here: throws, saying what to do, where there is none and none can be installed. */
export const findChrome = () => find('chromium')[0];
/** The path of Firefox. */
export const findFirefox = () => find('firefox')[0];
/** What WebKitGTK needs to be driven: the driver, the browser, a screen. */
export function findWebKit() {
  const [driver, browser, xvfb] = find('webkitDriver', 'miniBrowser', 'xvfb');
  return { driver, browser, xvfb };
}

/** Makes sure of all three engines before anything is run. */
export const findBrowsers = () => void find('chromium', 'firefox', 'webkitDriver', 'miniBrowser', 'xvfb');

/** Flags for a browser that runs without a screen, as root too, and talks to nobody but the page's own server. */
export const chromeFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Preferences with which Firefox talks to nobody but the page's own server. */
export const firefoxPreferences = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
};
