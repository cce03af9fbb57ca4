import { LitElement, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Topic } from '../../src/contract/notices.ts';
import type { RuntimeApi } from '../../src/contract/runtime-api.ts';
import type { OpsClient } from '../../src/tab/client.ts';
import { Announcer } from './announcer.ts';
import { phrase, type Phrase, type PhraseValues } from './dictionary.ts';
import type { ElementEvents, ExportFormat } from './element-events.ts';
import { elementsVersion } from './elements-version.ts';
import { LiveController, type FeedState, type LiveHost, type Snapshot } from './live-controller.ts';
import { OnDemand } from './on-demand.ts';
import { panelKeydown } from './panel-keydown.ts';
import { panelTemplate } from './panel-template.ts';
import { formatMoment, tickTimes, timeTemplate, type TimeMode } from './relative-time.ts';
import { showStates } from './show-states.ts';
import { ticker } from './ticker.ts';

/**
 * What all elements share: attributes, the feed and its states, the frame around the content, keys, events, export. A subclass
 * says what it asks for (`topics`, `load`), what it shows (`renderPanel`) and what a row of its export is (`exportRows`).
 */
export abstract class OpsElement<Data, View extends { readonly selected: string }> extends LitElement implements LiveHost<Data> {
  static readonly version = elementsVersion;
  static override properties: PropertyDeclarations = {
    range: {},
    paused: { type: Boolean, reflect: true },
    theme: { reflect: true },
    density: { reflect: true },
    heading: {},
    headingLevel: { attribute: 'heading-level', type: Number },
    staleAfter: { attribute: 'stale-after', type: Number },
    timeZone: { attribute: 'time-zone' },
    userId: { attribute: 'user-id' },
    workerUrl: { attribute: 'worker-url' },
    source: {},
    client: { attribute: false },
    snapshot: { attribute: false },
    viewState: { attribute: false, noAccessor: true },
  };

  declare range: string;
  declare paused: boolean;
  declare theme: 'auto' | 'light' | 'dark';
  declare density: 'comfortable' | 'compact';
  declare heading: string;
  declare headingLevel: number;
  declare staleAfter: number;
  declare timeZone: string | undefined;
  declare userId: string;
  declare workerUrl: string | undefined;
  declare source: string;
  declare client: OpsClient | undefined;
  declare snapshot: Snapshot<Data> | undefined;

  abstract readonly topics: readonly Topic[];
  abstract view: View;

  readonly live: LiveController<Data> = new LiveController<Data>(this);
  readonly #internals = this.attachInternals();
  readonly #announcer = new Announcer((text) => {
    this.spoken = text;
    this.requestUpdate();
  });
  #frame: Promise<void> | undefined;
  #stopTicking: (() => void) | undefined;
  #pausedByUser = false;
  #ready = false;
  spoken = '';
  notice = '';
  toolsOpen = false;
  readonly tools = new OnDemand(this, () => import('./tools.ts'));
  language = 'en';

  constructor() {
    super();
    this.range = '24h';
    this.paused = false;
    this.theme = 'auto';
    this.density = 'comfortable';
    this.heading = '';
    this.headingLevel = 2;
    this.staleAfter = 30_000;
    this.userId = 'operator';
    this.source = 'worker';
    this.addEventListener('keydown', this.#keydown);
  }

  abstract load(api: RuntimeApi): Promise<Data>;
  /** What is exported; of each, the members that are plain values. */
  abstract exportRows(data: Data): readonly object[];
  abstract defaultHeading(): string;
  abstract renderPanel(data: Data): TemplateResult;

  /** Nothing to show: the custom state `empty`. */
  abstract isEmpty(data: Data): boolean;
  /** Gives the tab stop and the focus to a row. */
  protected abstract focusRow(id: string): void;
  /** The user opens (`''`: closes) a detail, where there are any. */
  select?(id: string, item: unknown): void;
  dataChanged(_data: Data, _previous: Data | undefined): void {}

  /** What the host may store and give back, e.g. in its URL. Setting it dispatches nothing. */
  get viewState(): Readonly<Record<string, unknown>> {
    return { ...this.view };
  }

  set viewState(state: Readonly<Record<string, unknown>>) {
    this.view = { ...this.view, ...state };
    this.requestUpdate();
    void this.live.ask();
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  /** Asks now. Resolves when the answer is here or has failed. */
  refresh(): Promise<void> {
    return this.live.ask();
  }

  /** Opens an item by its id. */
  focusItem(id: string): void {
    this.viewState = { selected: id };
    this.focusRow(id);
  }

  /** The data as text; downloads it unless `ops-export` is prevented. */
  async exportData(format: ExportFormat): Promise<string> {
    return (await this.tools.load()).exportPanel(this, format);
  }

  /** Phrases, numbers and times in the element's language. */
  t = (key: Phrase, values?: PhraseValues): string => phrase(this.language, key, values);
  /** A code of the wire in words: `NOT_RECOVERED`, Not recovered. */
  nameOf = (code: string): string => this.t((code === 'SMS' ? code : code === 'javascript' ? 'JavaScript' : code.charAt(0).toUpperCase() + code.slice(1).toLowerCase().replaceAll('_', ' ')) as Phrase);
  moment = (at: number, short = false): string => formatMoment(this.language, at, this.timeZone, short);
  time = (at: number, mode?: TimeMode): ReturnType<typeof timeTemplate> => timeTemplate(at, this.moment(at), mode);

  emit<K extends keyof ElementEvents>(name: K, detail: ElementEvents[K], cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
  }

  stateChanged(state: FeedState, previous: FeedState): void {
    const pausing = state === 'paused' || previous === 'paused';
    if (!pausing || this.#pausedByUser) this.emit('ops-state-change', { state, previous });
    this.#pausedByUser = false;
    if (state === 'stale' || state === 'disconnected') this.announce(this.nameOf(state));
  }

  announce(text: string): void {
    this.#announcer.say(text);
  }

  /** Says in the panel that an action failed. */
  fail(why: string): void {
    this.notice = this.t('That did not work: {why}', { why });
    this.announce(this.notice);
    this.requestUpdate();
  }

  readonly dismiss = (): void => {
    this.notice = '';
    this.requestUpdate();
  };

  readonly togglePause = (): void => {
    this.#pausedByUser = true;
    this.paused = !this.paused;
  };

  readonly toggleTools = (): void => {
    this.toolsOpen = !this.toolsOpen;
    this.requestUpdate();
  };

  /** What the user changed in the view: stored, told, asked. */
  changeView(change: Partial<View>, filter = true): void {
    this.view = { ...this.view, ...change };
    const { selected: _selected, ...rest } = this.viewState;
    if (filter) this.emit('ops-filter-change', { filter: rest });
    this.emit('ops-view-change', { viewState: this.viewState });
    this.requestUpdate();
    void this.live.ask();
  }

  protected changeRange(range: string): void {
    this.range = range;
    this.emit('ops-range-change', { range });
    void this.live.ask();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const owner = this.closest<HTMLElement>('[lang]') ?? document.documentElement;
    this.language = owner.lang || navigator.language || 'en';
    this.#stopTicking = ticker.listen(() => tickTimes(this.renderRoot, this.language));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopTicking?.();
    this.#announcer.stop();
  }

  /** At most one render a frame, however fast the notices come; the first at once. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.#frame && !document.hidden) await this.#frame;
    this.#frame = new Promise((done) => {
      requestAnimationFrame(() => {
        this.#frame = undefined;
        done();
      });
    });
    super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('workerUrl') || (changed.has('source') && this.source !== 'worker')) void this.tools.load().then(({ startAgent }) => startAgent(this));
  }

  protected override render(): TemplateResult {
    return panelTemplate(this);
  }

  protected override updated(): void {
    tickTimes(this.renderRoot, this.language);
    const { state, data } = this.live;
    showStates(this.#internals.states, state, data !== undefined && this.isEmpty(data));
    if (data !== undefined && !this.#ready) {
      this.#ready = true;
      this.emit('ops-ready', { state });
    }
  }

  readonly #keydown = (event: KeyboardEvent): void => panelKeydown(this, event);
}
