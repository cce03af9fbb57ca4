import { expect } from 'chai';
import { Announcer } from '../../../components/shared/announcer.ts';

/** Time that goes on when it is told to. */
function fakeTime(): { pass(ms: number): void; restore(): void } {
  const { setTimeout: begin, clearTimeout: end } = globalThis;
  const { now } = Date;
  let clock = 1_000_000;
  let waiting: { readonly at: number; readonly run: () => void; readonly id: number }[] = [];
  let ids = 0;
  globalThis.setTimeout = ((run: () => void, ms: number) => {
    waiting.push({ at: clock + ms, run, id: ++ids });
    return ids;
  }) as unknown as typeof begin;
  globalThis.clearTimeout = ((id: number) => {
    waiting = waiting.filter((each) => each.id !== id);
  }) as typeof end;
  Date.now = () => clock;
  return {
    pass: (ms) => {
      clock += ms;
      const due = waiting.filter(({ at }) => at <= clock);
      waiting = waiting.filter(({ at }) => at > clock);
      for (const { run } of due) run();
    },
    restore: () => {
      Object.assign(globalThis, { setTimeout: begin, clearTimeout: end });
      Date.now = now;
    },
  };
}

describe('what an element says aloud', () => {
  it('comes at most every five seconds, the newest of what waited', () => {
    const time = fakeTime();
    try {
      const said: string[] = [];
      const announcer = new Announcer((text) => said.push(text));
      announcer.say('one');
      time.pass(0);
      announcer.say('two');
      announcer.say('three');
      time.pass(4999);
      expect(said).to.deep.equal(['one']);
      time.pass(1);
      expect(said).to.deep.equal(['one', 'three']);
      announcer.say('four');
      announcer.stop();
      time.pass(10_000);
      expect(said, 'nothing after it has left').to.deep.equal(['one', 'three']);
    } finally {
      time.restore();
    }
  });
});
