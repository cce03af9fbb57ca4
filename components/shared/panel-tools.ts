import { css, html, type TemplateResult } from 'lit';
import type { Phrase, PhraseValues } from './dictionary.ts';
import type { ElementEvents, ExportFormat } from './element-events.ts';
import { download, exportText } from './export-text.ts';
import { glyphs, icon } from './icon.ts';


interface ToolsHost {
  readonly localName: string;
  readonly toggleTools: () => void;
  t(key: Phrase, values?: PhraseValues): string;
  exportData(format: ExportFormat): Promise<string>;
}

interface Help {
  readonly keys: readonly (readonly [keys: string, what: Phrase])[];
  readonly computed: readonly Phrase[];
}

const helps: Readonly<Record<string, Help>> = {
  'ops-health': {
    keys: [['← →', 'Read the bars of an open check']],
    computed: [
      'The status of the system is the worst of the checks that count: switched on, not blocked, not stale. A result older than three intervals is stale.',
      'Availability is the share of the window in which a check was not unhealthy or critical. Time without a result does not count.',
      'Each bar is an equal slice of time; the taller, the larger the share of it that was not healthy. A stub means that nothing is known.',
    ],
  },
  'ops-alerts': {
    keys: [['x', 'Select']],
    computed: [
      'The value is what was measured in the alert’s window; behind it stands the number of events it was measured on. A ratio fires only when its Wilson 95 % lower bound is above the threshold.',
      'Duration counts from the first trigger to the end, repeats and acknowledgement included.',
      'An acknowledgement stops escalation until it expires; the alert is evaluated all the same.',
    ],
  },
  'ops-metrics': {
    keys: [],
    computed: [
      'Times are medians from the first trigger to the first acknowledgement, and to the end, of the alerts that began in the span.',
      'Availability is the share of the window in which a check was not unhealthy or critical. Time without a result does not count.',
      'Noise is the share of alerts that came back within their suppression window, flapped, or ended by themselves before anybody took them.',
      'A budget is kept when the 75th percentile of the last hour is at most its limit; the mark on the bar is the limit.',
    ],
  },
  'ops-performance': {
    keys: [],
    computed: [
      'Values are 75th percentiles over page views, within 1 %; good and poor as web-vitals has them.',
      'The score is 100 times the weighted mean of the share that was good and half of the share that was fair: API calls 8 (Apdex, 500 ms), LCP, CLS and INP 3 each, FCP, TTFB and TBT 1 each, over what was measured.',
      'A budget is kept when the 75th percentile of the last hour is at most its limit; the mark on the bar is the limit.',
    ],
  },
  'ops-dashboard': {
    keys: [],
    computed: ['Each line stands for its panel: the worst check that counts, the most severe active alert, the most severe error group that is new, spiking or back, and budgets.'],
  },
  'ops-logs': {
    keys: [['/', 'Search']],
    computed: ['The list follows what is logged until you scroll up; what comes meanwhile is counted and waits. At most 10,000 entries are kept here; older ones are found by searching or by another range.'],
  },
  'ops-errors': {
    keys: [['/', 'Search']],
    computed: [
      'Errors are one group when they have the same signature: type, message without ids and numbers, and the top functions of the application.',
      'New: first seen within 24 hours. Spike: at least 5 events in the running hour and more than three times the mean of the hours before. Regressed: came back after it was resolved.',
      'Sessions and users are distinct; above 1,000 they are a floor. The trend shows 24 hours, the running one last.',
    ],
  },
};

interface ExportHost {
  readonly localName: string;
  readonly live: { readonly data: unknown; readonly at: number };
  exportRows(data: never): readonly object[];
  /** More than is in the element: all that the runtime has. */
  everything?(): Promise<readonly object[]>;
  emit(name: 'ops-export', detail: ElementEvents['ops-export'], cancelable: boolean): boolean;
}

/** The data as text; downloaded unless the host prevents it. */
export async function exportPanel(host: ExportHost, format: ExportFormat): Promise<string> {
  const { data, at } = host.live;
  const text = exportText(data === undefined ? [] : ((await host.everything?.()) ?? host.exportRows(data as never)), format);
  const fileName = `${host.localName}-${new Date(at || Date.now()).toISOString().slice(0, 19).replaceAll(':', '')}.${format}`;
  if (host.emit('ops-export', { format, text, fileName }, true)) download(text, fileName);
  return text;
}

/** Export, the keys, and how the numbers come about. */
export function toolsTemplate(host: ToolsHost): TemplateResult {
  const { t } = host;
  const help = helps[host.localName];
  const keys: Help['keys'] = [
    ['↑ ↓ j k Home End', 'Move in the list'],
    ['Enter', 'Open'],
    ['Esc', 'Back to the row, close'],
    ...(help?.keys ?? []),
    ['Space', 'Pause, outside the list'],
    ['?', 'This help'],
  ];
  return html`<aside class="tools" aria-label=${t('More')}>
    <button type="button" class="ib" aria-label=${t('Close')} @click=${host.toggleTools}>${icon(glyphs.close)}</button>
    <div class="acts">
      ${(['csv', 'json', 'ndjson'] as const).map((format) => html`<button type="button" class="b"
        @click=${() => void host.exportData(format)}>${t('Export {format}', { format: format.toUpperCase() })}</button>`)}
    </div>
    <div>
      <h3>${t('How it is computed')}</h3>
      ${help?.computed.map((text) => html`<p>${t(text)}</p>`)}
    </div>
    <div>
      <h3>${t('Keyboard')}</h3>
      <dl>${keys.map(([key, what]) => html`<dt>${key.split(' ').map((one) => html`<kbd>${one}</kbd> `)}</dt><dd>${t(what)}</dd>`)}</dl>
    </div>
  </aside>`;
}

export const styles = css`
.tools { position: relative; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr)); gap: 16px 32px; padding: 12px 48px 16px 16px; background: var(--s2); border-block-end: 1px solid var(--bd) }
.tools > .ib { position: absolute; inset-block-start: 8px; inset-inline-end: 8px }
.tools .acts { grid-column: 1 / -1 }
.tools p + p { margin-block-start: 6px }
.tools dl { margin: 0; display: grid; grid-template-columns: fit-content(50%) minmax(0, 1fr); gap: 4px 16px }
dd { margin: 0 }
.acts { display: flex; flex-wrap: wrap; gap: 8px }
h3 { font: inherit; font-weight: 600; margin: 0 0 6px }
kbd { font: .93em/1.5 var(--mono); border: 1px solid var(--bd); border-radius: 4px; padding: 0 4px; background: var(--s) }
`;
