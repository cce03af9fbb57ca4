import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addTranslation, phrase } from '../../components/shared/dictionary.ts';

describe('a phrase', () => {
  it('writes its counts as the language does', () => {
    assert.equal(phrase('en', '{n} group|{n} groups', { n: 1204 }), '1,204 groups');
    assert.equal(phrase('de', '{n} group|{n} groups', { n: 1204 }), '1.204 groups');
    assert.equal(phrase('en', '{n} group|{n} groups', { n: 1 }), '1 group');
  });

  it('takes the form that the language of its translation has for a count', () => {
    addTranslation('pl', { '{n} group|{n} groups': '{n} grupa|{n} grupy|{n} grup|{n} grupy' });
    assert.deepEqual([1, 3, 5, 1.5].map((n) => phrase('pl-PL', '{n} group|{n} groups', { n })), ['1 grupa', '3 grupy', '5 grup', '1,5 grupy']);
  });

  it('stays whole where a value is missing, a text is none of its own, or the browser names no language', () => {
    assert.equal(phrase('en', 'Last {span}'), 'Last {span}');
    assert.equal(phrase('C', '{n} event|{n} events', { n: 2000 }), '2,000 events');
    assert.equal(phrase('en', 'Remove {filter}', { filter: 'Page {n}' }), 'Remove Page {n}');
  });
});
