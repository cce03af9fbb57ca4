import { runInNewContext } from 'node:vm';
import { build, type BuildOptions } from 'esbuild';

/** A small application of two files, as its authors write it. */
export const bookingSources: Readonly<Record<string, string>> = {
  'src/booking.ts': `import { priceOf } from './price.ts';

export class BookingForm {
  readonly doctor: { slots: { price: number }[] } | null;

  constructor(doctor: BookingForm['doctor']) {
    this.doctor = doctor;
  }

  submitBooking(slot: number) {
    // The doctor may have left.
    const chosen = this.doctor!.slots[slot]!;
    return priceOf(chosen);
  }
}

const confirmBooking = (form: BookingForm): number => form.submitBooking(3);

async function loadDoctors(): Promise<void> {
  confirmBooking(new BookingForm(null));
}

function chargeCard(): number {
  const apiKey = 'api_key=sk_live_51H8xQeKzWqLmNpRtUvXyZ12'; return priceOf(undefined as never) + apiKey.length;
}

Object.assign(globalThis, { book: () => confirmBooking(new BookingForm(null)), loadDoctors, charge: () => chargeCard() });
`,
  'src/price.ts': `/** What a slot costs, with tax. */
export function priceOf(slot: { price: number }): number {
  return slot.price * 1.25;
}
`,
};

export interface BuiltScript {
  readonly code: string;
  /** '' where it is in the script. */
  readonly map: string;
}

/** Bundled and minified by a bundler of today, with a source map: `app.js` and `app.js.map` of a folder `assets`. */
export async function buildBooking(options: BuildOptions = {}): Promise<BuiltScript> {
  const { outputFiles } = await build({
    entryPoints: ['src/booking.ts'],
    bundle: true,
    minify: true,
    sourcemap: true,
    format: 'iife',
    outfile: '/project/assets/app.js',
    absWorkingDir: '/',
    write: false,
    plugins: [
      {
        name: 'sources',
        setup: (on) => {
          on.onResolve({ filter: /booking|price/ }, ({ path }) => ({ path: `/project/src/${path.replace(/^.*\//, '')}` }));
          on.onLoad({ filter: /^\/project\// }, ({ path }) => ({ contents: bookingSources[path.slice('/project/'.length)]!, loader: 'ts' }));
        },
      },
    ],
    ...options,
  });
  const text = (end: string): string => outputFiles!.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { code: text('.js'), map: text('.map') };
}

/** Runs a script as if it came from `url`, and answers what one of its global functions throws, as V8 writes it. */
export async function failureOf(code: string, url: string, name: string): Promise<Pick<Required<Error>, 'name' | 'message' | 'stack'>> {
  const page: Record<string, () => unknown> = {};
  runInNewContext(code, page, { filename: url });
  try {
    await page[name]!();
  } catch (error) {
    return error as Required<Error>;
  }
  throw new Error(`${name} throws nothing`);
}
