import type { measureScrub } from './measure-scrub.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export function printScrub({ quality, scaling }: Awaited<ReturnType<typeof measureScrub>>): void {
  console.log('\nSecrets and what only looks like them (test/data/privacy-corpus.txt), in Node');
  console.table(
    Object.fromEntries(
      quality.map(({ name, secrets, found, clean, kept, recall, precision, microsecondsALine }) => [
        name,
        { 'secrets found': `${found} of ${secrets}`, 'recall': percent(recall), 'clean lines kept': `${kept} of ${clean}`, 'precision': percent(precision), 'µs a line': Math.round(microsecondsALine) },
      ]),
    ),
  );
  console.log(`Twice the length costs ${scaling.ratio.toFixed(2)} times as much at worst (${JSON.stringify(scaling.unit)} over and over, ${Math.round(scaling.nanosecondsACharacter)} ns a character)`);
}
