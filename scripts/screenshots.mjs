// Takes the pictures of the docs: of the running demo, with real faults and real data, and of each element with data that are always the same. `npm run screenshots`
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from 'puppeteer-core';
import { startDemo } from '../demo/server/server.ts';
import { launchBrowser } from '../test/support/browser.ts';
import { pictures, takePictures } from '../test/support/element-pictures.ts';
import { chromeFlags, findChrome } from './find-browsers.mjs';

const out = new URL('../docs/screenshots/', import.meta.url).pathname;
mkdirSync(out, { recursive: true });
const profile = mkdtempSync(join(tmpdir(), 'ops-screenshots-'));
const demo = await startDemo({ port: 0, dataFile: ':memory:' });
const browser = await launch({ executablePath: findChrome(), userDataDir: profile, headless: true, args: chromeFlags.filter((flag) => flag !== '--headless') });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const base = demo.url.replace(/\/$/, '');

/** Half a screen at a time to the end and back: a chart is drawn when it is on the screen, and its chunk comes with the first. */
const readThrough = (page) => page.evaluate(async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  for (const round of [0, 1])
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
      scrollTo(0, top);
      await wait(round ? 250 : 100);
    }
  scrollTo(0, 0);
  await wait(500);
});

const shots = [
  { name: 'operations', path: '/admin.html', full: true },
];

try {
  const clinic = await browser.newPage();
  await clinic.goto(`${base}/`);
  await clinic.waitForSelector('.card');
  const faults = await browser.newPage();
  await faults.goto(`${base}/faults.html`);
  await faults.waitForSelector('#component-list li');
  for (const round of [0, 1]) for (const button of await faults.$$(round ? '#page-list li:nth-child(-n+3) button' : '#page-list button')) {
    await button.click();
    await pause(150);
  }
  await faults.evaluate(() => fetch('/demo/faults', { method: 'POST', body: JSON.stringify({ component: 'file_storage', state: 'degraded' }), headers: { 'content-type': 'application/json' } }));
  await faults.evaluate(() => window.prescriptoOps.healthCheckService.forceHealthCheck('file_storage'));
  await pause(4_000);
  await faults.evaluate(async () => {
    const { alertingService } = window.prescriptoOps;
    const incident = (await alertingService.getActiveAlerts()).at(-1);
    if (incident) await alertingService.acknowledgeAlert(incident.id, 'anna', 'Looking into it');
  });

  for (const scheme of ['light', 'dark'])
    for (const width of [320, 768, 1280])
      for (const { name, path, full } of shots) {
        const page = await browser.newPage();
        await page.setViewport({ width, height: width === 320 ? 640 : 800, deviceScaleFactor: width === 320 ? 2 : 1 });
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await page.goto(base + path);
        await pause(1_000);
        await readThrough(page);
        await page.screenshot({ path: `${out}${name}-${width}-${scheme}.png`, fullPage: full });
        await page.close();
      }
} finally {
  await browser.close();
  await demo.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

mkdirSync(pictures, { recursive: true });
const still = await launchBrowser(['--force-color-profile=srgb', '--font-render-hinting=none']);
for await (const { file, png } of takePictures(still)) writeFileSync(pictures + file, png);
await still.close();
console.log(`Written to ${out}`);
