import type { Json } from '../webdriver.ts';
import type { Fault } from './fault-cells.ts';

export interface FaultTab {
  /** Runs a function in the page, and waits for what it promises: its text crosses, what it closes over does not. */
  run<A extends readonly Json[], T>(run: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  goto(url: string): Promise<void>;
  /** Ends the process that shows the page, at once. */
  crash(): Promise<void>;
  close(): Promise<void>;
  /** Resolves when a page that closes itself has done so. */
  closed(): Promise<void>;
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
  place(): Promise<FaultPlace>;
  /** A browser of its own, whose only place is on the disk. */
  restartable(): Promise<FaultProcess>;
  /** Faults that cannot be driven as they are, why, and what is done instead. */
  readonly instead: Readonly<Partial<Record<Fault, string>>>;
  close(): Promise<void>;
}

export interface FaultProcess extends FaultPlace {
  /** SIGKILL. The next `open` starts it again. */
  kill(): Promise<void>;
}
