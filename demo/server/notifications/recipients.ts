/**
 * Who stands behind the names of an escalation path: `dev-team=a@x.org,b@x.org; *=desk@x.org`, or addresses alone, who get everything.
 * `*` gets what no other name does. A message never brings its own addresses: a page that is not ours must not make us write to strangers.
 */
export function parseRecipients(text: string, variable: string, pattern: RegExp): (to: string) => readonly string[] {
  const byName = new Map<string, readonly string[]>();
  for (const part of text.split(';').filter((part) => part.trim())) {
    const [name, list] = part.includes('=') ? [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] : ['*', part];
    const addresses = list.split(',').map((address) => address.trim()).filter(Boolean);
    if (!addresses.length || !addresses.every((address) => pattern.test(address))) throw new TypeError(`${variable}: expected "name=address,address; *=address", got an address for "${name.trim()}" that is none`);
    byName.set(name.trim(), addresses);
  }
  return (to) => byName.get(to) ?? byName.get('*') ?? [];
}
