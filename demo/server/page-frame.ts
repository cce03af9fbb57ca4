/** What all pages of the clinic share, written once: the head with the script tag and its options, and the bar. */
const options = {
  endpoints: { ws: '/api/ws', cdn: '/cdn/ping.txt', alertWebhook: '/api/alerts/webhook' },
  correlation: true,
  alerts: { escalateAfter: { CRITICAL: 120_000, HIGH: 300_000 }, fleet: true },
};

const places = [
  ['/', 'Book'],
  ['/appointments.html', 'My appointments'],
  ['/faults.html', 'Fault desk'],
  ['/mailbox.html', 'Mailbox'],
  ['/admin.html', 'Operations'],
] as const;

/** A file that is no whole page: a title, perhaps scripts, then what belongs into the body. */
export function isFragment(text: string): boolean {
  return /^\s*<title>/i.test(text);
}

/**
 * A page of the clinic from its fragment.
 *
 * @param pathname marks the place in the bar
 */
export function framePage(fragment: string, pathname: string): string {
  const [, title = '', scripts = '', body = ''] = /^\s*<title>(.*?)<\/title>\s*((?:<script[^>]*><\/script>\s*)*)([\s\S]*)$/i.exec(fragment) ?? [];
  const here = pathname === '/index.html' ? '/' : pathname;
  const links = places.map(([path, name]) => `<a href="${path}"${path === here ? ' aria-current="page"' : ''}>${name}</a>`);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Prescripto · ${title}</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/clinic.css" />
    <script type="application/json" id="ops-config">${JSON.stringify(options)}</script>
    <script src="/ops/prescripto-ops.js" data-app="clinic" data-release="1.4.2" data-endpoint="/" data-config="#ops-config"></script>
    ${scripts.trim()}
  </head>
  <body>
    <header class="bar">
      <strong>Prescripto</strong>
      <nav aria-label="Main">
        ${links.join('\n        ')}
      </nav>
    </header>
${body.trimEnd()}
  </body>
</html>
`;
}
