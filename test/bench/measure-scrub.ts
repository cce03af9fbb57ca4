import { redactByPattern, CREDIT_CARD_NUMBER_PATTERN, EMAIL_ADDRESS_PATTERN, JWT_PATTERN, KR_RRN_PATTERN, redactByField, US_SSN_PATTERN } from '@logtape/redaction';
import { OpenRedaction } from 'openredaction';
import { createScrubber } from '../../src/domain/scrub/create-scrubber.ts';
import { readPrivacyCorpus } from '../support/privacy-corpus.ts';

export interface ScrubQuality {
  readonly name: string;
  readonly secrets: number;
  /** Secrets that are in no output. */
  readonly found: number;
  readonly clean: number;
  /** Clean lines that came back as they were. */
  readonly kept: number;
  readonly recall: number;
  /** Of all that was taken out: secrets, not whole lines that had none. */
  readonly precision: number;
  /** Over the whole corpus, the median of the rounds. */
  readonly microsecondsALine: number;
  readonly missed: readonly string[];
}

export interface ScrubScaling {
  readonly unit: string;
  readonly ratio: number;
  readonly nanosecondsACharacter: number;
}

type Redact = (text: string) => string | Promise<string>;
type Formatter = Parameters<typeof redactByPattern>[0] & ((record: never) => string);
type LogRecord = Parameters<Formatter>[0];
type Sink = Parameters<typeof redactByField>[0];

/** As its documentation has it: all patterns around a formatter, and fields by name around the sink; a line of JSON is what an application would log as properties. */
function logtape(): Redact {
  let shown = '';
  const format = redactByPattern((({ message, properties }: { message: readonly unknown[]; properties: object }) => (Object.keys(properties).length ? JSON.stringify(properties) : message.join(''))) as unknown as Formatter, [
    EMAIL_ADDRESS_PATTERN,
    CREDIT_CARD_NUMBER_PATTERN,
    US_SSN_PATTERN,
    KR_RRN_PATTERN,
    JWT_PATTERN,
  ]) as unknown as (record: LogRecord) => string;
  const sink = redactByField(((record: LogRecord) => void (shown = format(record))) as Sink) as (record: unknown) => void;
  return (text) => {
    let properties = {};
    try {
      const json = JSON.parse(text) as unknown;
      if (json && typeof json === 'object' && !Array.isArray(json)) properties = json;
    } catch {
      // A sentence.
    }
    sink({ category: ['bench'], level: 'info', message: [text], rawMessage: text, timestamp: 0, properties });
    return shown;
  };
}

const contenders: Readonly<Record<string, () => Redact>> = {
  'Prescripto Ops': () => createScrubber(),
  '@logtape/redaction': logtape,
  'openredaction': () => {
    const redaction = new OpenRedaction({ redactionMode: 'placeholder' });
    return async (text) => (await redaction.detect(text)).redacted;
  },
};

/** Time for twice the length over that for the length, of the worst of these; 2 is linear. Each starts rules that cannot end. */
function worstDoubling(): ScrubScaling {
  const scrub = createScrubber({ detect: { ip: true } });
  const timeOf = (text: string): number => {
    const times = Array.from({ length: 5 }, () => {
      const began = performance.now();
      scrub(text);
      return performance.now() - began;
    });
    return Math.min(...times);
  };
  const units = ['a', '1', ' ', 'ü', '@', '"a', 'a@a.', '1 ', '4111 ', '1.1.', 'a:b:', 'ab_A', 'eyJa-', 'password ', '"token":[[', 'call me at ', 'ssn 1 ', 'GB82 WEST ', '+1555', '-----BEGIN PRIVATE KEY', '[', '{"a":'];
  const ratios = units.map((unit) => {
    const half = unit.repeat(100_000 / unit.length);
    return { unit, ratio: timeOf(half + half) / timeOf(half), nanosecondsACharacter: (timeOf(half) * 1e6) / half.length };
  });
  return ratios.sort((a, b) => b.ratio - a.ratio)[0]!;
}

/** What each finds of the same corpus, and what it takes for a secret that is none. */
export async function measureScrub(rounds: number): Promise<{ readonly quality: readonly ScrubQuality[]; readonly scaling: ScrubScaling }> {
  // One of them holds every address at example.com for a placeholder.
  const lines = readPrivacyCorpus().map(({ text, secrets }) => ({ text: text.replaceAll('example', 'northwind'), secrets: secrets.map((secret) => secret.replaceAll('example', 'northwind')) }));
  const results: ScrubQuality[] = [];
  for (const [name, make] of Object.entries(contenders)) {
    const redact = make();
    const missed: string[] = [];
    let found = 0;
    let kept = 0;
    for (const { text, secrets } of lines) {
      const shown = await redact(text);
      const left = secrets.filter((secret) => shown.includes(secret));
      found += secrets.length - left.length;
      if (secrets.length ? left.length : shown !== text) missed.push(text);
      else if (!secrets.length) kept += 1;
    }
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      // A new one, because ours remembers short texts.
      const fresh = make();
      const began = performance.now();
      for (const { text } of lines) await fresh(text);
      times.push(performance.now() - began);
    }
    const secrets = lines.reduce((sum, line) => sum + line.secrets.length, 0);
    const clean = lines.filter((line) => !line.secrets.length).length;
    const microsecondsALine = (times.sort((a, b) => a - b)[Math.floor(rounds / 2)]! * 1_000) / lines.length;
    results.push({ name, secrets, found, clean, kept, recall: found / secrets, precision: found / (found + clean - kept), microsecondsALine, missed });
  }
  return { quality: results, scaling: worstDoubling() };
}
