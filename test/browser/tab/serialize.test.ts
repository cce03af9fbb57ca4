import { expect } from 'chai';
import fc from 'fast-check';
import { cloneable } from '../../../src/tab/capture/cloneable.ts';
import { serializeError } from '../../../src/tab/capture/serialize-error.ts';

const hostile = new Proxy(
  {},
  {
    get() {
      throw new Error('no');
    },
    ownKeys() {
      throw new Error('no');
    },
    getPrototypeOf() {
      throw new Error('no');
    },
  },
);

describe('what a page may throw', () => {
  it('keeps name, message, stack, own members and causes of an error', () => {
    class PaymentError extends Error {
      override name = 'PaymentError';
      code = 'card_declined';
      retry = () => 1;
    }
    const error = new PaymentError('declined', { cause: new AggregateError([new TypeError('one'), 'two'], 'both') });
    const result = serializeError(error);
    expect(result).to.include({ name: 'PaymentError', message: 'declined', stack: error.stack });
    expect(result.props).to.deep.equal({ code: 'card_declined', retry: '[Function retry]' });
    expect(result.causes!.map(({ name, message }) => `${name}: ${message}`)).to.deep.equal(['AggregateError: both', 'TypeError: one', 'Error: two']);
  });

  it('says nothing of what an error has not: each member, and its name, is copied with each error', () => {
    expect(serializeError(new Error('plain'))).to.have.all.keys('name', 'message', 'stack');
    expect(serializeError(new Error('outer', { cause: 'inner' })).causes).to.have.length(1);
    expect(serializeError(Object.assign(new Error('coded'), { '': 1 })).props).to.deep.equal({ '': 1 });
  });

  it('reads errors of another realm and DOMExceptions', () => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const Foreign = (frame.contentWindow as unknown as { RangeError: ErrorConstructor }).RangeError;
    expect(serializeError(new Foreign('far'))).to.include({ name: 'RangeError', message: 'far' });
    frame.remove();
    expect(serializeError(new DOMException('gone', 'AbortError'))).to.include({ name: 'AbortError', message: 'gone' });
  });

  it('shows what is no error', () => {
    expect(serializeError('text').message).to.equal('text');
    expect(serializeError(undefined).message).to.equal('undefined');
    expect(serializeError(null).message).to.equal('null');
    expect(serializeError({ code: 7 }).message).to.equal('{"code":7}');
    expect(serializeError(12n).message).to.equal('12');
    expect(serializeError(Symbol('s')).message).to.equal('Symbol(s)');
  });

  it('ends with causes that go in circles', () => {
    const a = new Error('a') as Error & { cause: unknown };
    const b = new Error('b', { cause: a });
    a.cause = b;
    expect(serializeError(a).causes!.map(({ message }) => message)).to.deep.equal(['b']);
    const deep = Array.from({ length: 20 }).reduce<Error>((cause, _, i) => new Error(`${i}`, { cause }), new Error('root'));
    expect(serializeError(deep).causes).to.have.length(5);
  });

  it('leaves the stack to whoever copies the result, and is not broken by one that throws', () => {
    let read = 0;
    const stackOf = (get: () => string) => Object.defineProperty(new Error('costly'), 'stack', { get });
    const result = serializeError(stackOf(() => `at line ${++read}`));
    expect(read).to.equal(0);
    expect(structuredClone(result).stack).to.equal('at line 1');
    expect(JSON.parse(JSON.stringify(result))).to.include({ stack: 'at line 2' });
    const broken = stackOf(() => {
      throw new Error('no');
    });
    expect(structuredClone(serializeError(broken))).to.include({ message: 'costly', stack: '[Unreadable]' });
    expect(structuredClone(serializeError({ name: 'Told', message: 'by hand', stack: 'at home' }))).to.include({ stack: 'at home' });
  });

  it('survives getters and proxies that throw', () => {
    expect(serializeError(hostile)).to.include({ message: '[Unreadable]' });
    const error = Object.defineProperty(new Error('x'), 'code', { enumerable: true, get: () => { throw new Error('no'); } });
    expect(serializeError(error), 'what can be read is').to.deep.include({ name: 'Error', message: 'x', stack: error.stack });
    const invalid = Object.assign(new Error('invalid'), { errors: { email: ['is required'] } });
    expect(serializeError(invalid), 'errors that are no list').to.deep.include({ name: 'Error', message: 'invalid', stack: invalid.stack });
    const frozen = Object.freeze(Object.assign(new RangeError('frozen', { cause: 'why' }), { code: 7 }));
    expect(serializeError(frozen)).to.deep.include({ name: 'RangeError', message: 'frozen', props: { code: 7 } });
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    expect(serializeError(Object.assign(new Error('revoked'), { errors: proxy })).message).to.equal('revoked');
    expect(serializeError(proxy)).to.include({ message: '[Unreadable]' });
    expect(serializeError(new Event('error')).message).to.equal('[object Event]');
    expect(serializeError(new ErrorEvent('error', { message: 'of an event' })).message).to.equal('of an event');
    expect(cloneable({ a: hostile, b: 1 })).to.deep.equal({ a: '[Unreadable]', b: 1 });
  });

  it('makes any value cloneable, bounded, and never throws', () => {
    const node = document.createElement('input');
    const circle: Record<string, unknown> = { node, fn: () => 1, big: 2n ** 70n, when: new Date(0), map: new Map([['k', new Set([1])]]), bytes: new Uint8Array(3), url: new URL('https://x.example/') };
    circle['self'] = circle;
    const result = cloneable(circle);
    expect(structuredClone(result)).to.deep.equal(result);
    expect(result).to.deep.include({ node: 'input', big: '1180591620717411303424', self: '[Circular]', map: [['k', [1]]], url: 'https://x.example/' });
    expect((cloneable('x'.repeat(1e6)) as string).length).to.be.lessThan(2100);
    expect(cloneable(Array.from({ length: 1000 }, (_, i) => i))).to.have.length(51);
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true, withObjectString: true }), (value) => {
        structuredClone(cloneable(value));
        structuredClone(serializeError(value));
      }),
    );
  });

  it('is not taken in by what calls itself a number, a list or nothing', () => {
    for (const tag of ['Number', 'Boolean', 'Null', 'Undefined', 'Object', 'Array', 'Map', 'Set', 'Symbol', 'Function']) {
      const liar = Object.assign(() => 1, { [Symbol.toStringTag]: tag, run: () => 1 });
      const hollow = { [Symbol.toStringTag]: tag, run: () => 1, next: Symbol('s') };
      structuredClone(cloneable([liar, hollow, Object(1n), Object(Symbol('s')), Object(2), new Proxy({}, {})]));
    }
  });
});
