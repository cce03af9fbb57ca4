import { assert } from 'chai';
import { probeSocket } from '../../../src/worker/socket-probe.ts';
import { createSystemClock } from '../../../src/worker/system-clock.ts';

describe('the socket probe', () => {
  it('says how long a socket took to open', async () => {
    // The test runner's own socket, on the page's own server.
    const { status, duration } = await probeSocket(`${location.origin}/wds`, 5_000);
    assert.strictEqual(status, 101);
    assert.isAtLeast(duration, 0);
  });

  it('says why there was none', async () => {
    // Nobody listens there, and no browser blocks it (Fetch standard, "bad port").
    const refused = await probeSocket('ws://127.0.0.1:2/', 5_000);
    assert.strictEqual(refused.status, 0);
    assert.match(refused.error, /closed before it was open \(code 1006\)/);
    const blocked = await probeSocket('ws://127.0.0.1:1/', 5_000);
    // A port that browsers block: WebKit fires no `close` there.
    assert.match(blocked.error, /refused by the browser|closed before it was open \(code 1006\)/);
    const late = await probeSocket(`${location.origin}/wds`, 0);
    assert.match(late.error, /not open after 0 ms/);
    const impossible = await probeSocket('nonsense:', 5_000);
    assert.strictEqual(impossible.status, 0);
    assert.match(impossible.error, /SyntaxError/);
  });
});

describe('the system clock', () => {
  it('calls when it is time, unless it was told not to', async () => {
    const clock = createSystemClock();
    const called: string[] = [];
    const cancel = clock.after(5, () => called.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => {
      clock.after(20, () => {
        called.push('called');
        resolve();
      });
    });
    assert.deepEqual(called, ['called']);
  });

  it('does not call at once what is due in two months', async () => {
    const clock = createSystemClock();
    let called = false;
    const cancel = clock.after(60 * 86_400_000, () => (called = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    cancel();
    assert.isFalse(called);
  });
});
