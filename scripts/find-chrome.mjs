// Finds a browser of the Chrome family; on a Debian-like machine where there is none, installs chromium.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function look() {
  const given = process.env['CHROME_PATH'];
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROME_PATH: expected the path of a browser, got ${JSON.stringify(given)}, where there is no file`);
    return given;
  }
  const inPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...inPath, ...places].find((path) => existsSync(path));
}

/** The path of a browser. Throws, saying what to do, where there is none and none can be installed. */
export function findChrome() {
  const found = look();
  if (found) return found;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('No Chrome, Chromium or Edge found: installing chromium …');
    const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
    if (apt('update', '-qq') && apt('install', '-qq', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation')) {
      const installed = look();
      if (installed) return installed;
    }
  }
  throw new Error('No Chrome, Chromium or Edge found. Install one (on Debian or Ubuntu: sudo apt-get install chromium) or name one: CHROME_PATH=/path/to/chrome npm test');
}

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
