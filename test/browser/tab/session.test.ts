import { expect } from 'chai';
import { createSession } from '../../../src/tab/session.ts';
import { sessionKey } from '../../../src/tab/storage.ts';

const { now } = Date;
const minute = 60_000;
let time = now();

describe('a session', () => {
  beforeEach(() => {
    localStorage.removeItem(sessionKey);
    Date.now = () => time;
  });
  afterEach(() => {
    Date.now = now;
    localStorage.removeItem(sessionKey);
  });

  it('is the same in the next page and in another tab', () => {
    const first = createSession(() => true)();
    time += 29 * minute;
    expect(createSession(() => true)()).to.equal(first);
  });

  it('ends after half an hour of rest, not after half an hour of use', () => {
    const session = createSession(() => true);
    const first = session();
    for (let i = 0; i < 10; i++) {
      time += 10 * minute;
      expect(session()).to.equal(first);
    }
    time += 31 * minute;
    expect(session()).not.to.equal(first);
  });

  it('a tab that rested goes on with the session of one that did not', () => {
    const rested = createSession(() => true);
    rested();
    time += 20 * minute;
    const busy = createSession(() => true);
    busy();
    time += 20 * minute;
    const current = busy();
    expect(rested()).to.equal(current);
  });

  it('is not written before consent, and then keeps its id', () => {
    let consent = false;
    const session = createSession(() => consent);
    const first = session();
    expect(localStorage.getItem(sessionKey)).to.equal(null);
    consent = true;
    expect(session()).to.equal(first);
    expect(localStorage.getItem(sessionKey)).to.contain(first);
  });

  it('goes on in memory where storage is refused', () => {
    const own = Object.getOwnPropertyDescriptor(window, 'localStorage')!;
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('refused', 'SecurityError');
      },
    });
    const session = createSession(() => true);
    const first = session();
    time += minute;
    expect(session()).to.equal(first);
    Object.defineProperty(window, 'localStorage', own);
  });
});
