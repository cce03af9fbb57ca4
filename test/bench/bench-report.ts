import type { ElementCost } from './measure-elements.ts';
import type { MemoryReport } from './measure-memory.ts';
import type { Latency } from './measure-readable.ts';
import type { LoadedBytes } from './measure-sizes.ts';
import type { PageCost } from './measure-page.ts';
import type { RollupCost } from './measure-rollups.ts';
import type { measureScrub } from './measure-scrub.ts';
import type { Share } from './measure-share.ts';
import type { SketchCost } from './measure-sketch.ts';
import type { TabCost } from './measure-tab.ts';
import type { WorkerSpeed } from './measure-worker.ts';

export interface BenchReport {
  /** epoch ms */
  readonly at: number;
  readonly machine: { readonly cores: number; readonly load: number; readonly browser: string };
  readonly versions: Readonly<Record<string, string>>;
  readonly sizes?: readonly LoadedBytes[];
  readonly tab?: readonly TabCost[];
  readonly worker?: WorkerSpeed;
  readonly readable?: Latency;
  readonly memory?: MemoryReport;
  readonly sketch?: readonly SketchCost[];
  readonly rollups?: readonly RollupCost[];
  readonly page?: readonly PageCost[];
  readonly share?: readonly Share[];
  readonly elements?: ElementCost;
  readonly scrub?: Awaited<ReturnType<typeof measureScrub>>;
}
