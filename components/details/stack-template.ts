import { html, nothing, type TemplateResult } from 'lit';
import type { StackFrame } from '../../src/contract/error-record.ts';
import type { Phrase, PhraseValues } from '../shared/dictionary.ts';

/** Frames of the application stand out; runs of others are folded, unless there are no others. */
export function stackTemplate(t: (key: Phrase, values?: PhraseValues) => string, frames: readonly StackFrame[]): unknown {
  const runs: StackFrame[][] = [];
  for (const frame of frames) {
    const run = runs.at(-1);
    if (run?.[0]?.inApp === frame.inApp) run.push(frame);
    else runs.push([frame]);
  }
  const own = frames.some((frame) => frame.inApp);
  return frames.length
    ? html`<div class="stack">${runs.map((run) => {
        const app = run[0]?.inApp;
        const lines = html`<ol class="plain frames ${app ? 'app' : ''}">${run.map(line)}</ol>`;
        return app || !own ? lines : html`<details><summary>${t('{n} frame of a library|{n} frames of libraries', { n: run.length })}</summary>${lines}</details>`;
      })}</div>`
    : nothing;

  function line({ function: name, file, line: row, column }: StackFrame): TemplateResult {
    // What names a file is its end: the path before it gives way first.
    const [path, dir, base] = /^(.*\/)?(.*)$/s.exec(file ?? '') ?? [];
    return html`<li><span class="fn">${name ?? t('(anonymous)')}</span>${path
      ? html`<span class="file" title=${path}><span class="dir">${dir}</span><span>${[base, row, column].filter((part) => part !== null).join(':')}</span></span>`
      : nothing}</li>`;
  }
}
