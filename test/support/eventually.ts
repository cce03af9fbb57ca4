/** Asks until the answer is right; fails with the last answer when it does not become right in time. */
export async function eventually<T>(ask: () => Promise<T> | T, right: (answer: T) => boolean, { within = 30_000, every = 50 } = {}): Promise<T> {
  const end = Date.now() + within;
  let answer: T;
  for (;;) {
    answer = await ask();
    if (right(answer)) return answer;
    if (Date.now() > end) throw new Error(`not within ${within} ms; the last answer was ${JSON.stringify(answer)?.slice(0, 2_000)}`);
    await new Promise((done) => setTimeout(done, every));
  }
}
