import type { Rules } from './find-fault.ts';

const text = /^".{1,1000}"$/;

/** Of each member that people hand in, what its JSON must look like. */
export const definitionRules: Rules = {
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
  dependsOn: /^\[("[\w.-]{1,100}",?){0,10}\]$/,
  // Read by itself.
  condition: /^\{/,
  // A definition may be handed in as it was read; these two are not taken from there.
  builtIn: /./,
  evaluation: /./,
};
