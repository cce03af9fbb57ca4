import type { Json } from '../webdriver.ts';
import type { Fault } from './fault-cells.ts';

export interface FaultTab {
  /** Runs a function in the page, and waits for what it promises: its text crosses, what it closes over does not. */
  run<A extends readonly Json[], T>(run: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  goto(url: string): Promise<void>;
  /** Ends the process that shows the page, at once; absent where no driver lives on after that. */
  readonly crash?: () => Promise<void>;
  close(): Promise<void>;
  /** Resolves when a page that closes itself has done so; absent where none may. */
  readonly closed?: () => Promise<void>;
}

/** A browser as an empty profile shows it: tabs that share what they store with each other, and with no others. */
export interface FaultPlace {
  open(url: string): Promise<FaultTab>;
  end(): Promise<void>;
}

/** One engine, as far as it can be driven. */
export interface FaultBrowser {
  readonly engine: 'Chromium' | 'Firefox' | 'WebKit';
  /** Page loads at once that the machine and the driver bear. */
  readonly loads: number;
  /** Whether a crash takes all pages of the browser along, because its processes cannot be told apart. */
  readonly crashesAll: boolean;
  place(): Promise<FaultPlace>;
  /** Whether its places are shared, so that each cell needs an origin of its own. */
  readonly onePlace: boolean;
  /** A browser of its own, whose only place is on the disk; absent where there is no such browser. */
  readonly restartable?: () => Promise<FaultProcess>;
  /** Faults that cannot be driven as they are, why, and what is done instead. */
  readonly instead: Readonly<Partial<Record<Fault, string>>>;
  close(): Promise<void>;
}

export interface FaultProcess extends FaultPlace {
  /** SIGKILL. The next `open` starts it again. */
  kill(): Promise<void>;
}
