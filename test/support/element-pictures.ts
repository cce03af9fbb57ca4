import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import type { Page } from 'puppeteer-core';
import type { TestBrowser } from './browser.ts';
import { serveStates, still, stopTime } from './state-pages.ts';

/** Where the pictures of the docs are, which are what the elements must look like. */
export const pictures = fileURLToPath(new URL('../../docs/screenshots/elements/', import.meta.url));

export const names = ['ops-health', 'ops-alerts', 'ops-errors', 'ops-performance', 'ops-logs', 'ops-metrics', 'ops-dashboard'] as const;
export const schemes = ['light', 'dark'] as const;
export const widths = [320, 768, 1280] as const;

export interface Picture {
  readonly file: string;
  readonly png: Buffer;
}

/** Each element, live, at a moment that is always the same, in a typeface that is always the same. */
export async function* takePictures(browser: TestBrowser, wanted: readonly (typeof names)[number][] = names): AsyncGenerator<Picture> {
  const states = await serveStates();
  const { page } = await browser.open('about:blank', (page: Page) => stopTime(page));
  try {
    for (const name of wanted)
      for (const scheme of schemes)
        // A dashboard is made of the others.
        for (const width of name === 'ops-dashboard' ? ([1280] as const) : widths) {
          await page.setViewport({ width, height: 200, deviceScaleFactor: 1 });
          await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
          await page.goto(states.url(`?only=${name}-live&scheme=${scheme}`));
          await still(page);
          // Charts are drawn when they are on the screen.
          const height = await page.evaluate(() => document.documentElement.scrollHeight);
          await page.setViewport({ width, height, deviceScaleFactor: 1 });
          await still(page);
          await page.waitForFunction(() => ![...document.querySelectorAll('section > *')].some((element) => element.shadowRoot?.querySelector('[part~=chart] canvas[hidden]')), { timeout: 10_000 });
          await new Promise((done) => setTimeout(done, 400));
          yield { file: `${name}-${width}-${scheme}.png`, png: Buffer.from(await page.screenshot({ fullPage: true })) };
        }
  } finally {
    await page.close();
    states.close();
  }
}

/** Pixels of the side of a square that is compared as one colour. */
const block = 8;
/** Of 255: what a letter drawn a little otherwise does to the mean of its square. */
const tolerance = 26;

/**
 * Share of the squares that look another way, 0 to 1; 1 where the sizes are not the same within a line of text. Means of squares, so that a browser that
 * smooths letters another way does not make a difference, and a badge, a column or a colour that is gone does.
 */
export function difference(expected: Buffer, got: Buffer): number {
  const [a, b] = [PNG.sync.read(expected), PNG.sync.read(got)];
  if (a.width !== b.width || Math.abs(a.height - b.height) > 2 * block) return 1;
  const columns = Math.floor(a.width / block);
  const rows = Math.floor(Math.min(a.height, b.height) / block);
  const mean = ({ data, width }: PNG, column: number, row: number, channel: number): number => {
    let sum = 0;
    for (let y = row * block; y < (row + 1) * block; y++) for (let x = column * block; x < (column + 1) * block; x++) sum += data[(y * width + x) * 4 + channel]!;
    return sum / block ** 2;
  };
  let other = 0;
  for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) if ([0, 1, 2].some((channel) => Math.abs(mean(a, column, row, channel) - mean(b, column, row, channel)) > tolerance)) other++;
  return other / (columns * rows);
}
