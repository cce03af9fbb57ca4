import { expect } from 'chai';
import { cloneable } from '../../../src/tab/capture/cloneable.ts';

const throwing = (): never => {
  throw new Error('no');
};
const revoked = (() => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
})();
const element = Object.assign(document.createElement('input'), { id: 'card', className: 'wide', value: '4111 1111 1111 1111' });

class Money {
  amount = 12;
  currency = 'EUR';
  #secret = 1;
  get doubled() {
    return this.amount * this.#secret * 2;
  }
}
class Stamp {
  toJSON() {
    return { at: 7 };
  }
}

/** What is given, and how it reads. */
const rows: readonly (readonly [string, unknown, unknown])[] = [
  ['texts, numbers, booleans, nothing', ['a', 1.5, true, null, undefined], ['a', 1.5, true, null, undefined]],
  ['numbers that are none', [NaN, -Infinity], [NaN, -Infinity]],
  ['BigInt', 2n ** 70n, '1180591620717411303424'],
  ['symbols', Symbol('token'), 'Symbol(token)'],
  ['functions', function retry() {}, '[Function retry]'],
  ['classes', Money, '[Function Money]'],
  ['class instances', new Money(), { amount: 12, currency: 'EUR' }],
  ['what knows its JSON', [new Stamp(), new URL('https://x.example/a')], [{ at: 7 }, 'https://x.example/a']],
  ['dates', [new Date(0), new Date(NaN)], ['1970-01-01T00:00:00.000Z', 'Invalid Date']],
  ['regular expressions', /a+b/gi, '/a+b/gi'],
  ['errors', new RangeError('too far'), 'RangeError: too far'],
  ['Maps and Sets', new Map<unknown, unknown>([['k', new Set([1])], [{ a: 1 }, 2]]), [['k', [1]], [{ a: 1 }, 2]]],
  ['what cannot be listed', [new WeakMap(), new WeakSet(), Promise.resolve(1)], ['[object WeakMap]', '[object WeakSet]', '[object Promise]']],
  ['typed arrays', [new Uint8Array([1, 2]), new BigInt64Array([3n])], [[1, 2], ['3']]],
  ['buffers', [new ArrayBuffer(8), new DataView(new ArrayBuffer(1)), new Blob(['x'])], ['[object ArrayBuffer]', '[object DataView]', '[object Blob]']],
  ['elements, never what was typed into them', element, 'input#card.wide'],
  ['other nodes and the window', [document.createTextNode('x'), document.createComment('c'), window], ['[object Text]', '[object Comment]', '[object Window]']],
  ['events', new MouseEvent('click'), '[object MouseEvent]'],
  ['queries', new URLSearchParams('a=1&b=2'), 'a=1&b=2'],
  ['objects without a prototype', Object.assign(Object.create(null) as object, { a: 1 }), { a: 1 }],
  ['getters that throw, beside what does not', { a: 1, get b() { return throwing(); }, c: 2 }, { a: 1, b: '[Unreadable]', c: 2 }],
  ['proxies that throw', { p: new Proxy({}, { get: throwing, ownKeys: throwing, getPrototypeOf: throwing }), a: 1 }, { p: '[Unreadable]', a: 1 }],
  ['proxies of plain things', new Proxy({ a: 1 }, {}), { a: 1 }],
  ['revoked proxies', [revoked, 1], ['[Unreadable]', 1]],
  ['a toString that throws', { toString: throwing }, { toString: '[Function throwing]' }],
  ['boxed primitives', [Object('x'), Object(1)], ['x', '1']],
  ['what pretends to be a Number', { [Symbol.toStringTag]: 'Number', a: document.body }, '[object Number]'],
  ['holes', [, 1], [undefined, 1]], // oxlint-disable-line no-sparse-arrays
];

describe('what a context may hold', () => {
  for (const [name, given, shown] of rows)
    it(name, () => {
      const result = cloneable(given);
      expect(result).to.deep.equal(shown);
      expect(structuredClone(result)).to.deep.equal(shown);
    });

  it('circles, near and far', () => {
    const near: Record<string, unknown> = { name: 'near' };
    near['self'] = near;
    const list: unknown[] = [near];
    list.push(list);
    near['list'] = list;
    expect(cloneable(near)).to.deep.equal({ name: 'near', self: '[Circular]', list: ['[Circular]', '[Circular]'] });
    const twice = { a: 1 };
    expect(cloneable([twice, twice]), 'no circle').to.deep.equal([twice, twice]);
  });

  it('depths', () => {
    const deep = Array.from({ length: 1000 }).reduce<object>((inner) => ({ inner }), {});
    expect(cloneable(deep)).to.deep.equal({ inner: { inner: { inner: { inner: { inner: '[object Object]' } } } } });
  });

  it('widths: fifty of each, and a mark', () => {
    const wide = cloneable(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i]))) as Record<string, unknown>;
    expect(Object.keys(wide)).to.have.length(51);
    expect(wide).to.include({ k0: 0, k49: 49, '…': '…' });
    const list = cloneable(new Set(Array.from({ length: 1000 }, (_, i) => i))) as unknown[];
    expect(list.slice(48)).to.deep.equal([48, 49, '…']);
    expect(Object.keys(cloneable({ ['k'.repeat(1e6)]: 1 }) as object)[0]).to.have.length(201);
  });

  it('texts without end', () => {
    expect(cloneable('x'.repeat(1e6))).to.equal(`${'x'.repeat(2000)}…`);
    expect(cloneable('x'.repeat(2000))).to.equal('x'.repeat(2000));
  });

  it('so much of everything that it would never end: all of it within a bound', () => {
    let made = 0;
    const endless: object = new Proxy({}, { ownKeys: () => Array.from({ length: 100 }, (_, i) => `k${i}`), getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }), get: (_, name) => (made++, String(name) === 'toJSON' || typeof name === 'symbol' ? undefined : endless) });
    const tree = (depth: number): unknown => (depth ? Array.from({ length: 40 }, () => tree(depth - 1)) : 'leaf of the tree');
    const big = { tree: tree(3), texts: Array.from({ length: 50 }, () => 'y'.repeat(5000)), buffer: new Uint8Array(50_000_000), endless };
    expect(JSON.stringify(cloneable(big)).length).to.be.lessThan(60_000);
    expect(made).to.be.lessThan(10_000);
    expect(cloneable({ *[Symbol.iterator]() { for (;;) yield 1; } })).to.have.length(51);
  });
});
