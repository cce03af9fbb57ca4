import { html, nothing, type TemplateResult } from 'lit';
import type { Phrase, PhraseValues } from '../shared/dictionary.ts';
import { glyphs } from '../shared/icon.ts';
import { iconButton } from '../shared/panel-template.ts';


export interface DetailButton {
  readonly text: string;
  readonly click: () => void;
  readonly disabled?: boolean;
  readonly expanded?: boolean;
}

/** `fold`: shut until it is asked for. A section without content is left out; one without a title stands for itself. */
export type Section = readonly [title: string, content: unknown, fold?: boolean];

export interface Detail {
  readonly title: string;
  /** Shape, word and code of its state, under the title. */
  readonly mark: unknown;
  /** The first is the one to take. */
  readonly buttons: readonly DetailButton[];
  readonly lead: unknown;
  /** A fact without a value is left out. */
  readonly facts: readonly (readonly [name: Phrase, value: unknown])[];
  readonly sections: readonly Section[];
}

export function buttonsTemplate(buttons: readonly DetailButton[]): unknown {
  return buttons.map(({ text, click, disabled, expanded }, index) => html`<button type="button" class="b ${index ? '' : 'primary'}" ?disabled=${disabled}
    aria-expanded=${expanded ?? nothing} @click=${click}>${text}</button>`);
}

/** What every detail is made of: a head, what one can do, the facts, and sections. */
export function detailTemplate(host: { readonly closeDetail: () => void; t(key: Phrase, values?: PhraseValues): string }, { title, mark, buttons, lead, facts, sections }: Detail): TemplateResult {
  return html`<div class="dh">
      <div class="h" title=${title}>${title}</div>
      ${iconButton(glyphs.close, host.t('Close'), host.closeDetail)}
      <div class="st">${mark}</div>
    </div>
    ${buttons.length ? html`<div class="acts">${buttonsTemplate(buttons)}</div>` : nothing}
    ${lead}
    <div class="facts">${facts.map(([name, value]) => (value === undefined ? nothing : html`<div><small>${host.t(name)}</small><span>${value}</span></div>`))}</div>
    ${sections.map(([title, content, fold]) =>
    content === nothing
      ? nothing
      : fold
        ? html`<details><summary class="strong">${title}</summary>${content}</details>`
        : title
          ? html`<section><h3>${title}</h3>${content}</section>`
          : content,
    )}`;
}

/** Longer texts begin folded, in characters. */
const longFrom = 400;

/** What somebody or something wrote, which may be without end: six lines of it until it is opened. */
export function longText(text: string, style = ''): TemplateResult {
  return text.length > longFrom ? html`<details class="long ${style}"><summary><span>${text}</span></summary></details>` : html`<p class=${style}>${text}</p>`;
}

/** Members of a record; what is no plain value is shown as JSON. */
export function recordTemplate(record: Readonly<Record<string, unknown>>): unknown {
  const members = Object.entries(record).filter(([, value]) => value !== undefined);
  return members.length
    ? html`<dl class="small">${members.map(([key, value]) => html`<dt>${key}</dt><dd class="mono">${typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>`)}</dl>`
    : nothing;
}

/** What happened, and when. */
export function linesTemplate<Entry>(entries: readonly Entry[], line: (entry: Entry) => readonly [when: unknown, what: unknown], style = 'lines'): unknown {
  return entries.length
    ? html`<ul class="plain ${style}">${entries.map((entry) => {
        const [when, what] = line(entry);
        return html`<li><span class="mu">${when}</span><span>${what}</span></li>`;
      })}</ul>`
    : nothing;
}
