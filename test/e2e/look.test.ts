import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { difference, names, pictures, takePictures } from '../support/element-pictures.ts';

/** Share of a picture that may look another way. */
const most = 0.004;
const leftBehind = fileURLToPath(new URL('../../node_modules/.cache/look/', import.meta.url));

let browser: TestBrowser;
before(async () => void (browser = await launchBrowser(['--force-color-profile=srgb', '--font-render-hinting=none'])));
after(() => browser.close());

describe('the elements look as in the docs', () => {
  for (const name of names)
    it(name, async () => {
      const wrong: string[] = [];
      for await (const { file, png } of takePictures(browser, [name])) {
        if (!existsSync(pictures + file)) {
          wrong.push(`${file} is missing: npm run screenshots`);
          continue;
        }
        const share = difference(readFileSync(pictures + file), png);
        if (share <= most) continue;
        mkdirSync(leftBehind, { recursive: true });
        writeFileSync(leftBehind + file, png);
        wrong.push(`${file}: ${(share * 100).toFixed(2)} % look another way; see ${leftBehind}${file}`);
      }
      assert.deepEqual(wrong, [], 'where that is wanted: npm run screenshots');
    });

  it('and a difference that a person would see is one', () => {
    const picture = PNG.sync.read(readFileSync(`${pictures}ops-health-768-light.png`));
    const before = PNG.sync.write(picture);
    for (let y = 60; y < 140; y++) for (let x = 40; x < 200; x++) picture.data.fill(0, (y * picture.width + x) * 4, (y * picture.width + x) * 4 + 3);
    assert.ok(difference(before, PNG.sync.write(picture)) > most);
    assert.equal(difference(before, before), 0);
  });
});
