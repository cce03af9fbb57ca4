import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { type ElementDeclaration, type Manifest, manifestOf, referenceOf } from '../../scripts/describe-elements.mjs';

const root = new URL('../../', import.meta.url);
const names = (of: readonly { readonly name: string }[]): readonly string[] => of.map(({ name }) => name);

describe('the custom elements manifest', () => {
  let manifest: Manifest;
  let elements: readonly ElementDeclaration[];
  before(() => {
    manifest = manifestOf();
    elements = manifest.modules.map(({ declarations }) => declarations[0]);
  });

  it('has the seven elements', () => {
    assert.deepEqual(elements.map(({ tagName }) => tagName), ['ops-alerts', 'ops-dashboard', 'ops-errors', 'ops-health', 'ops-logs', 'ops-metrics', 'ops-performance']);
  });

  it('says of each what all have: attributes, properties, methods, events, slots, parts and states', () => {
    for (const { tagName, attributes, members, events, slots, cssParts, cssStates } of elements) {
      const has = (what: readonly string[], expected: string): void => {
        for (const name of expected.split(' ')) assert.ok(what.includes(name), `${tagName}: expected ${name}, got ${what.join(' ')}`);
      };
      has(names(attributes), 'range paused theme density heading heading-level stale-after time-zone user-id source worker-url');
      has(names(members), 'client snapshot viewState pause resume refresh exportData');
      has(names(events), 'ops-ready ops-state-change');
      has(names(slots), 'heading actions error footer');
      has(names(cssParts), 'base header title status');
      has(names(cssStates), 'loading live paused stale disconnected empty error');
    }
  });

  it('keeps what is between the classes to itself', () => {
    for (const { tagName, members } of elements) for (const name of names(members)) assert.doesNotMatch(name, /^(#|_|render|load$|live$|announcer)/, `${tagName}.${name}`);
  });

  it('is what the reference was made from', () => {
    assert.equal(readFileSync(new URL('docs/element-reference.md', root), 'utf8'), referenceOf(manifest), 'run `npm run describe`');
  });
});
