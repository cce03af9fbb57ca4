// Compiled in the page, by `@angular/compiler`: an application's own build does that before.
import '@angular/compiler';
import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import 'prescripto-ops/elements/ops-alerts/define';
import { sampleAlerts } from '../../../demo/gallery/sample-alerts.ts';

class App {
  readonly snapshot = sampleAlerts(Date.now());
  readonly shown = signal(true);
  readonly compact = signal(false);
  readonly selected = signal('');

  toggle(what: ReturnType<typeof signal<boolean>>): void {
    what.update((on) => !on);
  }

  select(event: Event): void {
    this.selected.set((event as HTMLElementEventMap['ops-select']).detail.id);
  }
}

Component({
  selector: '#app',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <button id="density" (click)="toggle(compact)">Density</button>
    <button id="mount" (click)="toggle(shown)">Mount</button>
    <output id="selected">{{ selected() }}</output>
    @if (shown()) {
      <ops-alerts heading="On call" [density]="compact() ? 'compact' : 'comfortable'" [paused]="compact()" [snapshot]="snapshot" (ops-select)="select($event)"></ops-alerts>
    }
  `,
})(App);

await bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
