import type { TemplateResult } from 'lit';
import type { StackFrame } from '../../src/contract/error-record.ts';
import type { Phrase, PhraseValues } from '../shared/dictionary.ts';
import { kit } from '../shared/kit.ts';

const { html, nothing } = kit;

type Translate = (key: Phrase, values?: PhraseValues) => string;

/** Frames of the application stand out; runs of others are folded, unless there are no others. */
export function stackTemplate(t: Translate, frames: readonly StackFrame[]): TemplateResult {
  const runs: StackFrame[][] = [];
  for (const frame of frames) {
    const run = runs.at(-1);
    if (run && run[0]!.inApp === frame.inApp) run.push(frame);
    else runs.push([frame]);
  }
  const own = frames.some((frame) => frame.inApp);
  const lines = (run: readonly StackFrame[]): TemplateResult => html`<ol class="plain frames ${run[0]?.inApp ? 'app' : ''}">${run.map((frame) => line(t, frame))}</ol>`;
  return html`<div class="stack">
    ${runs.map((run) => (run[0]!.inApp || !own ? lines(run) : html`<details><summary>${t('{n} frame of a library|{n} frames of libraries', { n: run.length })}</summary>${lines(run)}</details>`))}
  </div>`;
}

function line(t: Translate, { function: name, file, line: row, column }: StackFrame): TemplateResult {
  // What names a file is its end: the path before it gives way first.
  const cut = file === null ? -1 : file.lastIndexOf('/') + 1;
  return html`<li>
    <span class="fn">${name ?? t('(anonymous)')}</span>
    ${file === null ? nothing : html`<span class="file" title=${file}><span class="dir">${file.slice(0, cut)}</span><span>${file.slice(cut)}${row === null ? nothing : html`:${row}${column === null ? nothing : html`:${column}`}`}</span></span>`}
  </li>`;
}
