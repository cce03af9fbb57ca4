import type { measureScrub } from './measure-scrub.ts';
import type { Out } from './out.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export function printScrub(out: Out, { quality, scaling }: Awaited<ReturnType<typeof measureScrub>>): void {
  out.line('Secrets and what only looks like them (test/data/privacy-corpus.txt), in Node');
  out.table(
    Object.fromEntries(
      quality.map(({ name, secrets, found, clean, kept, recall, precision, microsecondsALine }) => [
        name,
        { 'secrets found': `${found} of ${secrets}`, 'recall': percent(recall), 'clean lines kept': `${kept} of ${clean}`, 'precision': percent(precision), 'µs a line': Math.round(microsecondsALine) },
      ]),
    ),
  );
  out.line(`Twice the length costs ${scaling.ratio.toFixed(2)} times as much at worst (${JSON.stringify(scaling.unit)} over and over, ${Math.round(scaling.nanosecondsACharacter)} ns a character)`);
}
