const text = /^".{1,1000}"$/;

/** Of each member that people hand in, what its JSON must look like. */
const rules: Readonly<Record<string, RegExp>> = {
  id: /^"[\w.-]{1,100}"$/,
  name: text,
  category: text,
  severity: /^"(CRITICAL|HIGH|MEDIUM|LOW|INFO)"$/,
  threshold: /^-?\d/,
  // The counters remember a day by the minute.
  window: /^(1[0-4]\d\d|[1-9]\d{0,2})$/,
  suppressionWindow: /^\d{1,4}$/,
  description: /^".{0,1000}"$/,
  channels: /^\[("(IN_APP|EMAIL|SMS|SLACK|PUSH|WEBHOOK)",?){1,10}\]$/,
  escalationPath: /^\[("[^"]{1,100}",?){1,10}\]$/,
  alertId: text,
  // An empty one would silence everything by mistake: `{alertId: '*'}` says it on purpose.
  matcher: /^\{("(alertId|category|severity)":"[^"]+",?)+\}$/,
  until: /^\d{13}$/,
  userId: text,
  tier: /^"(critical|important|normal|background)"$/,
  'number of check, component, url': /^1$/,
  // A definition may be handed in as it was read; these two are not taken from there.
  builtIn: /./,
  evaluation: /./,
};

/** The first thing that is wrong with a record, by member: `severity: expected /^"(CRITICAL|…)"$/, got "SEVERE"`; or `''`. */
export function findFault(given: object): string {
  for (const [name, value] of Object.entries(given)) {
    const json = String(JSON.stringify(value));
    // A member may be called `toString`.
    if (!rules[name]?.test?.(json)) return `${name}: expected ${rules[name]}, got ${json.slice(0, 100)}`;
  }
  return '';
}
