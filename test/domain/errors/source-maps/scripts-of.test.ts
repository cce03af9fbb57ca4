import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptsOf } from '../../../../src/domain/errors/source-maps/scripts-of.ts';
import type { StackFrame } from '../../../../src/contract/error-record.ts';
import { recordOf } from '../records.ts';

const frame = (file: string | null, change: Partial<StackFrame> = {}): StackFrame => ({ function: 'f', file, line: 1, column: 200, inApp: true, ...change });
const scripts = (files: readonly StackFrame[], match: readonly string[] = []) => scriptsOf(recordOf({ frames: files, url: 'https://clinic.example/book?step=2' }), match);

test('each script of the application is read, once; also of causes', () => {
  const app = 'https://clinic.example/assets/app.js';
  const cause = { name: 'Error', message: '', frames: [frame('https://clinic.example/assets/api.js')] };
  assert.deepEqual(scriptsOf(recordOf({ frames: [frame(app), frame(app)], cause: [cause] }), []), [app, 'https://clinic.example/assets/api.js']);
});

test('nothing else is asked for', () => {
  const others = ['chrome-extension://abc/a.js', 'blob:https://clinic.example/5', 'data:text/javascript,1', 'file:///home/a.js', 'app.js', '<anonymous>', 'webpack://clinic/./src/a.js'];
  assert.deepEqual(scripts(others.map((file) => frame(file))), []);
  assert.deepEqual(scripts([frame('https://clinic.example/vendor.js', { inApp: false }), frame('https://clinic.example/a.js', { line: null }), frame('https://clinic.example/b.js', { column: null })]), []);
  assert.deepEqual(scripts([frame('https://clinic.example/book#top')]), [], 'a script in the markup: the page itself is not asked for');
});

test('match says which', () => {
  const files = [frame('https://clinic.example/assets/app.js'), frame('https://cdn.example/widget.js')];
  assert.deepEqual(scripts(files, ['^https://clinic\\.example/']), ['https://clinic.example/assets/app.js']);
  assert.deepEqual(scripts(files, ['/assets/', 'widget']).length, 2);
});

test('an endless number of files is not read for one error', () => {
  assert.equal(scripts(Array.from({ length: 50 }, (_, index) => frame(`https://clinic.example/${index}.js`))).length, 10);
});
