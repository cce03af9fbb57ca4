import { expect } from 'chai';
import '../../../components/ops-errors/define.ts';
import { sampleErrors } from '../../../demo/gallery/sample-errors.ts';
import { all, mount, one, root, settled, unmountAll, until } from './mount.ts';

/** The open detail of a group whose newest event has one frame that a source map resolved. */
async function openDetail(width: number) {
  const element = await mount('ops-errors', { snapshot: sampleErrors(), viewState: { selected: 'a1f0c2' } }, width);
  await until(() => one(element, '.detail .code'), 'the source lines');
  await settled(element);
  return element;
}

describe('source lines of an error', () => {
  afterEach(unmountAll);

  it('stand under the frame that failed, with the line of the fault marked', async () => {
    const element = await openDetail(1280);
    const lines = all(element, '.code [aria-current]');
    expect(lines.map((line) => line.querySelector('.no')!.textContent)).to.deep.equal(Array.from({ length: 11 }, (_, index) => `${207 + index}`));
    const marked = lines.filter((line) => line.getAttribute('aria-current') === 'true');
    expect(marked.map((line) => line.textContent)).to.have.length(1);
    expect(marked[0]!.textContent).to.match(/^212 {4}for \(const slot of doctor/);
    const frame = one(element, '.code')!.closest('li')!;
    expect(frame.querySelector('summary')!.textContent).to.contain('renderSlots').and.to.contain('calendar.tsx:212:17');
    expect(frame.querySelector('.raw')!.textContent, 'the browser’s own words stay').to.contain('t (https://clinic.example/assets/booking-DiwrgTda.js:1:48213)');
    expect(frame.querySelector('details')!.open).to.equal(true);
  });

  for (const width of [320, 768, 1280])
    it(`scroll in a box of their own that the keyboard reaches, ${width} px`, async () => {
      const element = await openDetail(width);
      const box = one(element, '.code')!;
      expect(box.scrollWidth).to.be.above(box.clientWidth);
      expect(all(element, '.panel, .rows, .detail, .stack, .frames, li').filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.className)).to.deep.equal([]);
      box.focus();
      expect(root(element).activeElement).to.equal(box);
      expect(box.getAttribute('aria-label')).to.equal('https://clinic.example/assets/booking/calendar.tsx:212');
    });
});
