import { html, nothing, type TemplateResult } from 'lit';
import type { StackFrame } from '../../src/contract/error-record.ts';
import type { Phrase, PhraseValues } from '../shared/dictionary.ts';
import { frameText } from './error-markdown.ts';
import { sourceTemplate } from './source-template.ts';

/**
 * Frames of the application stand out; runs of others are folded, unless there are no others. A frame that a source map resolved shows where it comes
 * from, the first one with its source lines, and under it what the browser said.
 */
export function stackTemplate(t: (key: Phrase, values?: PhraseValues) => string, frames: readonly StackFrame[]): unknown {
  const runs: StackFrame[][] = [];
  for (const frame of frames) {
    const run = runs.at(-1);
    if (run?.[0]?.inApp === frame.inApp) run.push(frame);
    else runs.push([frame]);
  }
  const own = frames.some((frame) => frame.inApp);
  const first = frames.find((frame) => frame.source?.context);
  return frames.length
    ? html`<div class="stack">${runs.map((run) => {
        const app = run[0]?.inApp;
        const lines = html`<ol class="plain frames ${app ? 'app' : ''}">${run.map(line)}</ol>`;
        return app || !own ? lines : html`<details><summary>${t('{n} frame of a library|{n} frames of libraries', { n: run.length })}</summary>${lines}</details>`;
      })}</div>`
    : nothing;

  function line(frame: StackFrame): TemplateResult {
    const { source } = frame;
    if (!source) return html`<li>${place(frame)}</li>`;
    const raw = html`<p class="raw">${t('As the browser wrote it')}: ${frameText(frame)}</p>`;
    const { context } = source;
    return context
      ? html`<li><details ?open=${frame === first}><summary>${place(source)}</summary>${sourceTemplate({ ...source, context })}${raw}</details></li>`
      : html`<li>${place(source)}${raw}</li>`;
  }

  function place({ function: name, file, line: row, column }: Pick<StackFrame, 'function' | 'file' | 'line' | 'column'>): TemplateResult {
    // What names a file is its end: the path before it gives way first.
    const [path, dir, base] = /^(.*\/)?(.*)$/s.exec(file ?? '') ?? [];
    return html`<span class="fn">${name ?? t('(anonymous)')}</span>${path
      ? html`<span class="file" title=${path}><span class="dir">${dir}</span><span>${[base, row, column].filter((part) => part !== null).join(':')}</span></span>`
      : nothing}`;
  }
}
