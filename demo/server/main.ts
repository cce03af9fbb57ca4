import { parseArgs } from 'node:util';
import { startDemo } from './server.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: process.env['PORT'] ?? '4300' }, data: { type: 'string' }, 'no-csp': { type: 'boolean', default: false } },
});
const channelVariable = /^OPS_(?:SMTP|EMAIL|SLACK|SMS|WEBHOOK|VAPID|ALERTMANAGER|PAGERDUTY|OPSGENIE)_/;
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new TypeError(`--port: expected a number from 0 to 65535, got ${JSON.stringify(values.port)}`);

/** Nobody has said where messages go: they go to a mailbox of the demo's own, and a page shows it. */
const mailbox = !Object.keys(process.env).some((name) => channelVariable.test(name));
const options = { strictCsp: !values['no-csp'], env: process.env, mailbox, ...(values.data === undefined ? {} : { dataFile: values.data }) };
const demo = await startDemo({ ...options, port }).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error;
  console.warn(`Port ${port} is taken; using another one.`);
  return startDemo({ ...options, port: 0 });
});
console.log(`Prescripto demo: ${demo.url}`);
if (mailbox) console.log(`Messages go to the demo's own mailbox: ${demo.url}mailbox.html (docs/backend.md says how to send them for real)`);
else for (const { outlet, configured, reason } of demo.outlets()) console.log(`  ${outlet}: ${configured ? 'on' : reason}`);

const stop = (): void => void demo.close().then(() => process.exit(0));
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
