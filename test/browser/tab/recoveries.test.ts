import { expect } from 'chai';
import type { BuiltInRecovery } from '../../../src/contract/health.ts';
import { builtInRecovery, hasDirtyForm, type ReloadOffer } from '../../../src/tab/recoveries.ts';

const signal = { aborted: false };
const ended: (() => void)[] = [];

function listen(name: string, listener: (event: CustomEvent) => void): void {
  addEventListener(name, listener as EventListener);
  ended.push(() => removeEventListener(name, listener as EventListener));
}

function form(html: string): HTMLFormElement {
  const made = document.createElement('form');
  made.innerHTML = html;
  document.body.append(made);
  ended.push(() => made.remove());
  return made;
}

const thrown = async (run: () => unknown): Promise<string> => {
  try {
    await run();
  } catch (error) {
    return String(error);
  }
  return '';
};

describe('recoveries that come with the product', () => {
  afterEach(() => ended.splice(0).forEach((end) => end()));

  it('offer a reload to the page, which says that it has taken the offer, and never reload over a dirty form', async () => {
    const offers: ReloadOffer[] = [];
    listen('health.reload_offered', (event) => {
      offers.push(event.detail as ReloadOffer);
      event.preventDefault();
    });
    const { elements } = form('<input name="name" value="Anna">');
    const { id, run } = builtInRecovery('offer_reload', 'frontend_health');
    expect(id).to.equal('offer_reload');
    await run(signal);
    expect(offers[0]).to.include({ checkId: 'frontend_health', dirty: false });
    (elements.namedItem('name') as HTMLInputElement).value = 'Berta';
    // The page would be gone.
    expect(offers[0]!.reload()).to.equal(false);
    await run(signal);
    expect(offers[1]!.dirty).to.equal(true);
  });

  it('fail where nobody listens, or nobody takes the offer', async () => {
    expect(await thrown(() => builtInRecovery('offer_reload', 'frontend_health').run(signal))).to.match(/no listener for health\.reload_offered/);
    listen('health.trim_caches', () => undefined);
    expect(await thrown(() => builtInRecovery('trim_caches', 'memory_usage').run(signal))).to.match(/preventDefault/);
    expect(await thrown(() => builtInRecovery('reboot' as BuiltInRecovery, 'memory_usage'))).to.match(/recovery of memory_usage: expected an action, or one of trim_caches, offer_reload, got "reboot"/);
  });

  it('ask the page to trim its caches', async () => {
    const asked: unknown[] = [];
    listen('health.trim_caches', (event) => {
      asked.push(event.detail);
      event.preventDefault();
    });
    await builtInRecovery('trim_caches', 'memory_usage').run(signal);
    expect(asked).to.deep.equal([{ checkId: 'memory_usage' }]);
  });
});

describe('a dirty form', () => {
  afterEach(() => ended.splice(0).forEach((end) => end()));

  const touch: Readonly<Record<string, readonly [html: string, change: (field: never) => void]>> = {
    'a text': ['<input value="a">', (field: HTMLInputElement) => (field.value = 'b')],
    'a text area': ['<textarea>a</textarea>', (field: HTMLTextAreaElement) => (field.value = 'b')],
    'a box': ['<input type="checkbox">', (field: HTMLInputElement) => (field.checked = true)],
    'a list': ['<select><option>a</option><option>b</option></select>', (field: HTMLSelectElement) => (field.selectedIndex = 1)],
    'a list with a default': ['<select><option>a</option><option selected>b</option></select>', (field: HTMLSelectElement) => (field.selectedIndex = 0)],
    'a list of many': ['<select multiple><option>a</option><option selected>b</option></select>', (field: HTMLSelectElement) => (field.options[0]!.selected = true)],
    'a file': ['<input type="file">', (field: HTMLInputElement) => {
      const files = new DataTransfer();
      files.items.add(new File(['x'], 'x.txt'));
      field.files = files.files;
    }],
  };
  for (const [what, [html, change]] of Object.entries(touch))
    it(`is one in which somebody changed ${what}`, () => {
      const field = form(html).firstElementChild!;
      expect(hasDirtyForm(), 'as it came').to.equal(false);
      change(field as never);
      expect(hasDirtyForm(), 'changed').to.equal(true);
    });

  it('is none for what a program put into a hidden field', () => {
    (form('<input type="hidden" value="a">').firstElementChild as HTMLInputElement).value = 'b';
    expect(hasDirtyForm()).to.equal(false);
  });
});
