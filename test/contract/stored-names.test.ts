import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { insideWorker } from '../../scripts/compact.mjs';

const root = new URL('../../src/', import.meta.url);
const sources = (folder: string): string[] => readdirSync(new URL(folder, root), { recursive: true }).map(String).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(new URL(`${folder}/${file}`, root), 'utf8'));

/** Members of the interfaces and object types in a text, by the type's name. */
function* membersOf(text: string): Generator<readonly [type: string, head: string, member: string]> {
  for (const [, head = '', type = '', body = ''] of text.matchAll(/((?:interface|type) (\w+)[^{;]*)\{(.*?)\n\}/gs))
    for (const [, member = ''] of body.matchAll(/^\s+(?:readonly )?(\w+)\??:/gm)) yield [type, head, member];
}

describe('names that the build of the worker shortens', () => {
  const shortened = (of: Iterable<readonly [string, string, string]>): string[] => [...of].filter(([, , member]) => insideWorker.test(member)).map(([type, , member]) => `${type}.${member}`);

  it('are none that cross the wire, which tabs of other builds read', () => {
    const members = sources('contract').flatMap((text) => [...membersOf(text)]);
    assert.ok(members.length > 200);
    assert.deepEqual(shortened(members), []);
  });

  it('are none that are stored, which workers of other builds and the parts that are loaded on demand read', () => {
    const rows = ['domain', 'services', 'runtime'].flatMap(sources).flatMap((text) => [...membersOf(text)]).filter(([type, head]) => /Row$|^Tally$|Sketch$|^Counters$|^Chunk$|^Bundle$|^CheckResult$/.test(type) || /extends .*\bRow\b/.test(head));
    assert.ok(rows.length > 60);
    assert.deepEqual(shortened(rows), []);
  });
});
