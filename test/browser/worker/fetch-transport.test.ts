import { assert } from 'chai';
import type { TransportResponse } from '../../../src/services/ports/transport.ts';
import { createFetchTransport } from '../../../src/worker/fetch-transport.ts';

const url = (path: string): string => `${location.origin}/__backend/${path}`;
/** The same server under another name is another origin. */
const elsewhere = (path: string): string => url(path).replace('localhost', '127.0.0.1');
const make = (online = () => true) => createFetchTransport({ online });
const big = { entries: Array.from({ length: 100 }, (_, id) => ({ id: `e${id}`, message: 'the same again and again' })) };
const post = { method: 'POST', timeout: 5_000 } as const;

interface Echo {
  readonly method: string;
  readonly packed: boolean;
  readonly size: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}
const echo = ({ body }: TransportResponse): Echo => body as Echo;

describe('the transport over fetch', () => {
  it('packs what is worth it and sends the rest as it is', async () => {
    const transport = make();
    await transport({ ...post, url: url('echo'), body: { id: 0 } });
    const packed = echo(await transport({ ...post, url: url('echo'), body: big }));
    assert.isTrue(packed.packed);
    assert.deepEqual(packed.body, big);
    assert.isBelow(packed.size, JSON.stringify(big).length / 5);
    assert.equal(packed.headers['content-type'], 'application/json');
    const plain = echo(await transport({ ...post, url: url('echo'), body: { id: 1 } }));
    assert.isFalse(plain.packed);
    assert.deepEqual(plain.body, { id: 1 });
  });

  it('sends plain to a server that knows no gzip, and does not ask it twice', async () => {
    for (const path of ['plain-only', 'plain-only/415']) {
      const transport = make();
      const first = await transport({ ...post, url: url(path), body: big });
      assert.deepEqual([first.status, first.body], [200, { packed: false, length: JSON.stringify(big).length }]);
      assert.isFalse(echo(await transport({ ...post, url: url('echo'), body: big })).packed);
    }
  });

  it('does not take a refusal for a matter of gzip once gzip has worked', async () => {
    const transport = make();
    await transport({ ...post, url: url('echo'), body: big });
    assert.equal((await transport({ ...post, url: url('plain-only'), body: big })).status, 400);
  });

  it('sends plain to another origin that does not allow the header', async () => {
    const transport = make();
    const packed = await transport({ ...post, url: elsewhere('echo?cors=content-type,content-encoding'), body: big });
    assert.isTrue(echo(packed).packed);
    const other = await make()({ ...post, url: elsewhere('echo?cors=content-type'), body: big });
    assert.equal(other.status, 200, other.error);
    assert.isFalse(echo(other).packed);
  });

  it('an answer is an answer, whatever its status, with its body and its headers', async () => {
    const answer = await make()({ ...post, url: url('status/503?retry-after=7&cache-control=max-age%3D5'), body: {} });
    assert.equal(answer.status, 503);
    assert.equal(answer.outcome, 'answered');
    assert.deepEqual(answer.body, { status: 'fail', code: 503 });
    assert.equal(answer.headers['retry-after'], '7');
    assert.equal(answer.headers['cache-control'], 'max-age=5');
  });

  it('GET sends no body', async () => {
    const { method, body, headers } = echo(await make()({ url: url('echo'), method: 'GET', timeout: 5_000 }));
    assert.deepEqual([method, body], ['GET', '']);
    assert.include(headers['accept'], 'application/health+json');
  });

  it('gives up on a server that hangs, before the answer and in its midst', async () => {
    for (const path of ['hang', 'stall']) {
      const answer = await make()({ ...post, url: url(path), body: {}, timeout: 200 });
      assert.deepEqual([answer.status, answer.outcome, answer.error], [0, 'timeout', 'no answer in 200 ms'], path);
    }
  });

  it('a refused connection, a URL that is none and a body that is no JSON are values', async () => {
    const refused = await make()({ ...post, url: 'http://127.0.0.1:1/', body: {} });
    assert.deepEqual([refused.status, refused.outcome], [0, 'network']);
    assert.isNotEmpty(refused.error);
    assert.equal((await make()({ ...post, url: 'http://[', body: big })).outcome, 'network');
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    assert.equal((await make()({ ...post, url: url('echo'), body: circle })).outcome, 'network');
  });

  it('offline it does not even ask', async () => {
    const answer = await make(() => false)({ ...post, url: url('status/500'), body: {} });
    assert.deepEqual([answer.status, answer.outcome], [0, 'offline']);
    assert.isEmpty(performance.getEntriesByName(url('status/500')));
  });

  it('text is cut at 64 kB', async () => {
    const answer = await make()({ url: url('text/3000000'), method: 'GET', timeout: 5_000 });
    assert.equal(String(answer.body).length, 65_536);
  });
});
