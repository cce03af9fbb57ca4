import type { ScrubQuality } from './measure-scrub.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export function printScrub(scrub: readonly ScrubQuality[]): void {
  console.log('\nSecrets and what only looks like them (test/data/privacy-corpus.txt), in Node');
  console.table(
    Object.fromEntries(
      scrub.map(({ name, secrets, found, clean, kept, recall, precision, microsecondsALine }) => [
        name,
        { 'secrets found': `${found} of ${secrets}`, 'recall': percent(recall), 'clean lines kept': `${kept} of ${clean}`, 'precision': percent(precision), 'µs a line': Math.round(microsecondsALine) },
      ]),
    ),
  );
}
