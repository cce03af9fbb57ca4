import { expect } from 'chai';
import { packEvents } from '../../../src/contract/event-batch.ts';
import type { EventsAnswer } from '../../../src/contract/runtime-api.ts';
import { createDispatcher } from '../../../src/tab/window-events.ts';
import { until } from './support.ts';

/** Someone who is asked for events, and answers each question when the test lets it; what has been dispatched. */
function house() {
  const asked: number[] = [];
  const answers: { answer(value: EventsAnswer): void; refuse(): void }[] = [];
  const seen: unknown[] = [];
  const dispatch = createDispatcher(
    (_, revision) => {
      asked.push(revision as number);
      return new Promise((answer, refuse) => answers.push({ answer, refuse: () => refuse(new Error('gone')) }));
    },
    (event) => seen.push((event as CustomEvent).detail),
  );
  const news = (revision: number, ...details: readonly object[]): EventsAnswer => ({ revision, more: false, batches: [packEvents(details.map((detail) => ({ name: 'alert.triggered', detail }) as never))] });
  return { asked, answers, seen, dispatch, news };
}

describe('window events', () => {
  it('asks once more when something has happened while it asked, and not for each notice', async () => {
    const { asked, answers, seen, dispatch, news } = house();
    void dispatch(7);
    for (let notice = 0; notice < 3; notice++) void dispatch();
    answers[0]!.answer(news(9, { id: 'a' }, { id: 'b' }));
    await until(() => asked.length === 2);
    answers[1]!.answer(news(10, { id: 'c' }));
    await until(() => seen.length === 3);
    expect(asked).to.deep.equal([7, 9]);
    expect(seen).to.deep.equal([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    void dispatch();
    expect(asked).to.deep.equal([7, 9, 10]);
  });

  it('asks for the same again after a question that failed, at the next notice', async () => {
    const { asked, answers, seen, dispatch, news } = house();
    const failed = dispatch(3);
    answers[0]!.refuse();
    await failed;
    void dispatch();
    answers[1]!.answer(news(4, { id: 'a' }));
    await until(() => seen.length === 1);
    expect(asked).to.deep.equal([3, 3]);
  });

  it('asks for nothing before it is told where to begin', () => {
    const { asked, dispatch } = house();
    void dispatch();
    expect(asked).to.deep.equal([]);
  });
});
