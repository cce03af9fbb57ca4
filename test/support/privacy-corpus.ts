import { readFileSync } from 'node:fs';

export interface CorpusLine {
  readonly subject: string;
  readonly text: string;
  /** What must go; none: the text must come back as it was. */
  readonly secrets: readonly string[];
  /** What stands around the secrets. */
  readonly rest: readonly string[];
}

/** Secrets and what only looks like them; the format is told at the head of the file. */
export function readPrivacyCorpus(): readonly CorpusLine[] {
  let subject = '';
  const lines: CorpusLine[] = [];
  for (const line of readFileSync(new URL('../data/privacy-corpus.txt', import.meta.url), 'utf8').split('\n')) {
    if (line.startsWith('## ')) subject = line.slice(3);
    else if (line && !line.startsWith('# ')) {
      const parts = line.replaceAll('·', '').replaceAll('⏎', '\n').split(/[⟦⟧]/);
      lines.push({ subject, text: parts.join(''), secrets: parts.filter((_, at) => at % 2), rest: parts.filter((_, at) => at % 2 === 0) });
    }
  }
  return lines;
}
