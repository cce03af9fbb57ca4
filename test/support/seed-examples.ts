import { readFileSync } from 'node:fs';

/** A code block of the operations guide: where it stands, and its text. */
export interface GuideExample {
  readonly heading: string;
  readonly line: number;
  readonly code: string;
}

/** Every fenced block of the guide in which there is JavaScript. */
export function guideExamples(): readonly GuideExample[] {
  const text = readFileSync(new URL('../data/operations-guide.md', import.meta.url), 'utf8');
  const examples: GuideExample[] = [];
  let heading = '';
  let open: { line: number; code: string[] } | null = null;
  text.split('\n').forEach((line, index) => {
    if (open && line.startsWith('```')) {
      examples.push({ heading, line: open.line, code: open.code.join('\n') });
      open = null;
    } else if (open) open.code.push(line);
    else if (line.startsWith('```javascript')) open = { line: index + 2, code: [] };
    else if (line.startsWith('#')) heading = line.replace(/^#+ /, '');
  });
  return examples;
}

const readCall = /\b((?:alertingService|healthCheckService|performanceMonitor|errorTracker|log)\.(?:get\w+|export|flush)\()/;

/** The end of a call that starts at `open`, the place of its parenthesis. */
function endOfCall(code: string, open: number): number {
  for (let depth = 0, at = open; at < code.length; at++) {
    if (code[at] === '(') depth++;
    else if (code[at] === ')' && --depth === 0) return at + 1;
  }
  throw new Error('a call that does not end');
}

/** Adds `await` before calls that read, and nothing else; calls that an arrow function hands on as they are stay promises. */
export function withAwait(code: string): string {
  let done = '';
  let rest = code;
  for (;;) {
    const found = readCall.exec(rest);
    if (!found) return done + rest;
    const end = endOfCall(rest, found.index + found[0].length - 1);
    const before = rest.slice(0, found.index);
    const call = rest.slice(found.index, end);
    const handedOn = /(?:await|=>)\s*$/.test(before);
    // A member of what was read needs the parentheses; a statement that began with one would call the line before it.
    const awaited = /^\s*\./.test(rest.slice(end)) ? `(await ${call})` : `await ${call}`;
    done += before + (handedOn ? call : awaited);
    rest = rest.slice(end);
  }
}
