import { html, nothing, type TemplateResult } from 'lit';
import type { Phrase, PhraseValues } from './dictionary.ts';
import { glyphs, icon, type Shape } from './icon.ts';
import type { FeedState } from './live-controller.ts';

/** What the frame needs of its element. */
export interface PanelHost {
  readonly heading: string;
  readonly headingLevel: number;
  readonly paused: boolean;
  readonly snapshot: unknown;
  readonly notice: string;
  readonly spoken: string;
  readonly toolsOpen: boolean;
  readonly live: { readonly data: unknown; readonly state: FeedState; readonly at: number; readonly error: string; readonly behind: boolean; readonly fresh: boolean; readonly client: unknown };
  readonly togglePause: () => void;
  readonly toggleTools: () => void;
  readonly dismiss: () => void;
  t(key: Phrase, values?: PhraseValues): string;
  nameOf(code: string): string;
  time(at: number): unknown;
  defaultHeading(): string;
  refresh(): Promise<void>;
  /** Controls of the panel's own, in its header. */
  controls?(): unknown;
  readonly tools: { readonly part: { toolsTemplate(host: never): unknown } | undefined };
  renderPanel(data: never): TemplateResult;
}

const feedShapes: Readonly<Record<FeedState, Shape>> = {
  loading: glyphs.waiting,
  live: { fill: 'M8 4a4 4 0 1 0 .01 0Z' },
  paused: glyphs.pause,
  stale: glyphs.waiting,
  disconnected: glyphs.close,
  error: glyphs.close,
};

/** A button that is a picture; its name is its tooltip too. */
export function iconButton(shape: Shape, label: string, click: (event: Event) => void, name = '', open?: boolean): TemplateResult {
  return html`<button type="button" class="ib ${name}" aria-label=${label} title=${label} aria-expanded=${open ?? nothing} @click=${click}>${icon(shape)}</button>`;
}

/** The frame that every panel has: heading, age of the data, controls, notes, body, live region. */
export function panelTemplate(host: PanelHost): TemplateResult {
  const { live, t } = host;
  const { data, state } = live;
  const doubtful = state === 'stale' || state === 'disconnected';
  return html`<section class="panel" part="base" aria-labelledby="heading">
    <header part="header">
      <div id="heading"><slot name="heading"><div role="heading" aria-level=${host.headingLevel}
        part="title" class="h">${host.heading || host.defaultHeading()}</div></slot></div>
      <div class="feed f-${state}" part="status">${icon(feedShapes[state])}<span>${host.nameOf(state)}</span>${host.time(live.at)}${live.behind
          ? html`<span class="chip">${t('Newer data wait')}</span>`
          : nothing}</div>
      ${host.controls?.()}
      <slot name="actions"></slot>
      ${live.client && !host.snapshot
        ? html`${iconButton(host.paused ? glyphs.play : glyphs.pause, t(host.paused ? 'Resume updates' : 'Pause updates'), host.togglePause, 'own')}${iconButton(glyphs.refresh, t('Refresh now'), () => void host.refresh(), 'own wide')}`
        : nothing}
      ${iconButton(glyphs.more, t('More'), host.toggleTools, '', host.toolsOpen)}
    </header>
    ${host.toolsOpen ? host.tools.part?.toolsTemplate(host as never) : nothing}
    ${host.notice ? html`<div class="note bad"><span>${host.notice}</span>${iconButton(glyphs.close, t('Dismiss'), host.dismiss)}</div>` : nothing}
    ${doubtful && data !== undefined ? html`<div class="note"><span>${t('This was the last answer; it may no longer be true.')}</span></div>` : nothing}
    <div class="body ${live.fresh ? '' : 'dim'}" part="body" aria-busy=${state === 'loading'}>${data === undefined ? withoutData(host) : host.renderPanel(data as never)}</div>
    <slot name="footer" part="footer"></slot>
    <div role="status" class="sr">${host.spoken}</div>
  </section>`;
}

function withoutData(host: PanelHost): TemplateResult {
  const { t, live } = host;
  if (live.state === 'loading') return html`<div class="skeleton" aria-label=${t('Loading')} role="img">${[1, 2, 3, 4, 5].map(() => html`<i></i>`)}</div>`;
  const failed = live.state === 'error';
  const retry = html`<button type="button" class="b" @click=${() => void host.refresh()}>${t('Try again')}</button>`;
  return html`<slot name="error">${emptyTemplate(t(failed ? 'The worker does not answer' : 'No data yet'), failed ? live.error : t('Is prescripto-ops.js on this page, and could its worker start?'), null, failed ? retry : nothing)}</slot>`;
}

/** Nothing here, and why, and what one can do about it. */
export function emptyTemplate(title: string, text: string, shape: Shape | null = null, action: unknown = nothing): TemplateResult {
  return html`<div class="empty">${shape ? icon(shape, 'big') : nothing}<strong>${title}</strong><p>${text}</p>${action}</div>`;
}
