import './bench-page.ts';

declare global {
  interface Window {
    load: typeof load;
  }
}

/** Ten ways down to a fault, so that errors have stacks of eight to seventeen frames and are not all one group. */
const faults: readonly ((number: number) => never)[] = [
  (number) => {
    throw new TypeError(`Cannot read properties of undefined (reading 'doctor') #${number}`);
  },
  (number) => {
    throw new Error(`The booking could not be saved #${number}`);
  },
  (number) => {
    throw new RangeError(`Invalid time value #${number}`);
  },
  (number) => {
    throw new SyntaxError(`Unexpected token in JSON at position 0 #${number}`);
  },
  (number) => {
    throw new ReferenceError(`slots is not defined #${number}`);
  },
];

function descend(depth: number, number: number): unknown {
  return depth ? descend(depth - 1, number) : faults[number % faults.length]!(number);
}
const submitForm = (number: number): unknown => descend(5 + (number % 10), number);
const handleClick = (number: number): unknown => submitForm(number);

/** Really thrown and caught, like that of a page. Nobody has read its stack, which is when engines write it. */
function makeError(number: number): unknown {
  try {
    return handleClick(number);
  } catch (error) {
    return error;
  }
}

let count = 0;
const context = (): Record<string, unknown> => ({ doctor: 'doc-17', slots: count % 9, step: 'choose a time', retry: false, duration: 12.5 });
const text = (): string => `Slots of the week were read from the cache #${count}`;
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** One after the other, each in a task of its own, as in a page that is in trouble. */
async function spread(kind: 'error' | 'log', total: number): Promise<void> {
  for (let left = total; left > 0; left--) {
    count++;
    if (kind === 'log') window.target.log(text(), context());
    else {
      const error = makeError(count);
      window.target.error(error);
    }
    await pause(1);
  }
}

/** Microseconds a call, of `rounds` in which so many calls follow one another; `bare`: the same without the call, its stack read. */
async function synchronous(kind: 'error' | 'log', rounds: number, each: number): Promise<{ readonly calls: readonly number[]; readonly bare: readonly number[] }> {
  const calls: number[] = [];
  const bare: number[] = [];
  const { target } = window;
  for (let round = 0; round < rounds; round++) {
    const given = Array.from({ length: 2 * each }, () => (count++, kind === 'error' ? makeError(count) : ([text(), context()] as const)));
    let read = 0;
    const started = performance.now();
    for (const item of given.slice(each)) read += kind === 'error' ? (item as Error).stack!.length : item === undefined ? 1 : 0;
    const middle = performance.now();
    for (let at = 0; at < each; at++) {
      if (kind === 'error') target.error(given[at]);
      else target.log(...(given[at] as ReturnType<() => [string, Record<string, unknown>]>));
    }
    const ended = performance.now();
    if (read < 0) throw new Error('never');
    bare.push(((middle - started) * 1000) / each);
    calls.push(((ended - middle) * 1000) / each);
    await pause(120);
  }
  return { calls, bare };
}

/** So many log lines, but one in `errorEvery` an error; after each 500 it waits until `stored`. */
async function pour(total: number, errorEvery: number, stored: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < total; done++) {
    count++;
    if (done % errorEvery === 0) window.target.error(makeError(count));
    else window.target.log(text(), context());
    if (done % 500 === 499) await stored();
  }
}

let beat: ReturnType<typeof setInterval> | undefined;
let [said, since] = [0, 0];
/** Says so many things a second until it is called again, of a hundred one error, and makes a call with each of these; answers how many a second it has said before. */
function steady(perSecond: number): number {
  const before = (1000 * said) / (performance.now() - since);
  clearInterval(beat);
  [said, since] = [0, performance.now()];
  const catchUp = (): void => {
    for (const due = ((performance.now() - since) * perSecond) / 1000; said < due; said++) {
      count++;
      if (said % 100 === 0) {
        window.target.error(makeError(count));
        void fetch(`/api/doctors/${count}`);
      } else window.target.log(text(), context());
    }
  };
  if (perSecond) beat = setInterval(catchUp, 20);
  return before;
}

/** Throws so many errors where nobody catches them, at uneven intervals; answers when, epoch ms. */
async function throwUncaught(total: number): Promise<readonly number[]> {
  const at: number[] = [];
  for (let number = 0; number < total; number++) {
    setTimeout(() => {
      const error = makeError(number);
      at.push(Date.now());
      throw error;
    });
    // No multiple of any interval of ours.
    await pause(130 + Math.random() * 350);
  }
  return at;
}

/** So many images and calls, twelve at a time, as fast as the backend answers. */
async function requests(images: number, calls: number): Promise<void> {
  let next = 0;
  const total = images + calls;
  const lane = async (): Promise<void> => {
    while (next < total) {
      const at = next++;
      if (at % Math.round(total / calls) === 0) await (await fetch(`/api/doctors/${at}`)).text();
      else
        await new Promise<void>((done) => {
          const image = new Image();
          image.onload = image.onerror = () => done();
          image.src = `/pixel/${at}.gif`;
        });
    }
  };
  await Promise.all(Array.from({ length: 12 }, lane));
}

const load = { requests, spread, steady, synchronous, pour, makeError, throwUncaught };
window.load = load;
