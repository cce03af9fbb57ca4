import type { AlertDefinition, AlertExplanation, Channel, Incident } from '../../contract/alert.ts';
import type { OpsEvent } from '../../contract/notices.ts';
import { decide } from '../../domain/alerting/decide.ts';
import type { Decision } from '../../domain/alerting/decide.ts';
import { builtInAlerts, severityOf } from '../../domain/alerting/definitions.ts';
import { evaluate } from '../../domain/alerting/evaluate.ts';
import type { Evaluation } from '../../domain/alerting/evaluate.ts';
import { findSilence } from '../../domain/alerting/find-silence.ts';
import type { IncidentState } from '../../domain/alerting/incident-state.ts';
import type { ReadTransaction, Transaction } from '../ports/store.ts';
import type { AlertingPorts } from './alerting-ports.ts';
import { isFiring } from './incident-book.ts';
import type { AlertRow, IncidentBook, Outcome } from './incident-book.ts';
import { loadSilences } from './silence-book.ts';
import { nothingBrought, readWindow } from './stream-book.ts';
import type { Brought, Reading } from './stream-book.ts';
import type { Watch } from './watch.ts';

export interface TriggerInput {
  readonly value: number | null;
  readonly sampleSize: number | null;
  readonly times: number;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
}

/** Judges definitions against what was counted, and turns the judgement into commands. */
export class AlertEvaluator {
  readonly #ports: Pick<AlertingPorts, 'clock' | 'config'>;
  readonly #book: IncidentBook;

  constructor(ports: Pick<AlertingPorts, 'clock' | 'config'>, book: IncidentBook) {
    this.#ports = ports;
    this.#book = book;
  }

  async trigger(tx: Transaction, definition: AlertDefinition, before: IncidentState | undefined, input: TriggerInput): Promise<Outcome> {
    const severity = severityOf(definition, input.data);
    const { id: alertId, category } = definition;
    const silences = isFiring(before) ? [] : await loadSilences(tx);
    const silence = findSilence(silences, { alertId, category, severity }, this.#ports.clock.now());
    return this.#book.carryOut(tx, before, {
      ...input,
      kind: 'trigger',
      id: this.#book.newId(),
      definition,
      channels: this.#channels(definition),
      severity,
      silencedBy: silence?.id ?? null,
    });
  }

  /** Looks at one alert now, and does what follows. */
  async judge(tx: Transaction, definition: AlertDefinition, batch: Brought, watch: Watch): Promise<readonly OpsEvent[]> {
    const reading = await this.#read(tx, definition, batch, watch.observedAt);
    const measure = builtInAlerts.get(definition.id)?.measure;
    if (!reading || !measure) return [];
    const row = await this.#book.alert(tx, definition.id);
    const before = await this.#book.latest(tx, definition.id);
    const open = isFiring(before) ? before : undefined;
    const evaluation = evaluate(definition, reading.measurement, this.#ports.clock.now());
    const { value, sampleSize, text } = evaluation;
    const { occurrences, data } = reading;
    const standing = { clearSince: row.clearSince, triggeredAt: open?.triggeredAt ?? null, watchedSince: watch.watchedSince, occurrences };
    const { action, clearSince } = decide(measure, definition.window, standing, evaluation);
    const outcome = await this.#act(tx, action, definition, before, { value, sampleSize, text, data, times: occurrences, context: {} });
    const remembered = { ...evaluation, step: this.#stoppedAt(evaluation, outcome) };
    const after = await this.#book.alert(tx, definition.id);
    tx.put<AlertRow>('evaluations', { ...after, clearSince, evaluation: definition.evaluation === 'stream' ? remembered : null });
    return outcome?.events ?? [];
  }

  async explain(tx: ReadTransaction, definition: AlertDefinition): Promise<AlertExplanation> {
    const { id: alertId, threshold } = definition;
    const { evaluation: last } = await this.#book.alert(tx, alertId);
    const newest = await this.#book.latest(tx, alertId);
    const firing = isFiring(newest);
    const reading = last ? null : await this.#read(tx, definition, nothingBrought, 0);
    // Asked before anything was counted, it says what is missing.
    const evaluation = last ?? (reading && definition.evaluation === 'stream' ? evaluate(definition, reading.measurement, this.#ports.clock.now()) : null);
    if (!evaluation) {
      const step = definition.evaluation === 'manual' ? 'manual_only' : firing ? 'fired' : 'never_evaluated';
      const how = definition.evaluation === 'manual' ? 'it fires only when triggerAlert is called' : 'it fires when the event it stands for happens';
      const numbers = { evaluatedAt: newest?.triggeredAt ?? null, value: newest?.incident.value ?? null, threshold, sampleSize: null, lowerBound: null };
      return { alertId, ...numbers, state: firing ? 'firing' : 'inactive', step, text: firing ? `firing since it was triggered; ${how}` : how };
    }
    const { at, value, sampleSize, lowerBound, step, text } = evaluation;
    const state = firing ? 'firing' : step === 'no_data' || step === 'too_few_samples' ? 'insufficient_data' : 'inactive';
    return { alertId, evaluatedAt: at, state, value, threshold, sampleSize, lowerBound, step, text };
  }

  async #act(
    tx: Transaction,
    action: Decision['action'],
    definition: AlertDefinition,
    before: IncidentState | undefined,
    input: TriggerInput,
  ): Promise<Outcome | null> {
    switch (action) {
      case 'none':
        return null;
      case 'trigger':
        return this.trigger(tx, definition, before, input);
      case 'measure':
        return input.value === null ? null : this.#book.carryOut(tx, before, { kind: 'measure', value: input.value, sampleSize: input.sampleSize });
      case 'clear':
        return this.#book.carryOut(tx, before, { kind: 'clear', text: input.text });
    }
  }

  async #read(tx: ReadTransaction, definition: AlertDefinition, batch: Brought, observedAt: number): Promise<Reading | null> {
    const builtIn = builtInAlerts.get(definition.id);
    if (!builtIn) return null;
    const now = this.#ports.clock.now();
    const alive = observedAt >= now - definition.window * 60_000;
    if (builtIn.measure === 'quiet') return { measurement: { kind: 'quiet', alive }, occurrences: 0, data: {} };
    return readWindow(tx, definition, builtIn, batch, alive, now);
  }

  #channels({ channels }: AlertDefinition): readonly Channel[] {
    // Whoever configures a webhook wants to hear of every alert.
    return this.#ports.config().endpoints.alertWebhook && !channels.includes('WEBHOOK') ? [...channels, 'WEBHOOK'] : channels;
  }

  #stoppedAt({ step }: Evaluation, outcome: Outcome | null): Evaluation['step'] {
    if (step !== 'fired' || !outcome) return step;
    if (outcome.refused === 'suppressed') return 'suppressed';
    const incident: Incident | undefined = outcome.state?.incident;
    if (incident?.silencedBy) return 'silenced';
    return outcome.state && !outcome.state.paged ? 'suppressed' : step;
  }
}
