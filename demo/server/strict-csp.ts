/**
 * The strict policy that the agent promises to live under, with Trusted Types. `ws:` of this server is named beside
 * `'self'`, which older Safari does not take to include it; images are for the pages' own icon.
 */
export function strictCsp(host: string | undefined): string {
  const socket = host && /^[\w.:[\]-]+$/.test(host) ? ` ws://${host}` : '';
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `worker-src 'self'`,
    `connect-src 'self'${socket}`,
    `img-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `require-trusted-types-for 'script'`,
  ].join('; ');
}
