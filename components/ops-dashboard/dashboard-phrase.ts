/** Of `<ops-dashboard>`. */
export type DashboardPhrase =
  | 'Each line stands for its panel: the worst check that counts, the most severe active alert, the most severe error group that is new, spiking or back, and budgets.'
  | 'Error analysis'
  | 'Every budget is kept.'
  | 'Operations'
  | 'Other'
  | '{n} active, {free} without an owner'
  | '{n} budget over its limit|{n} budgets over their limits'
  | '{n} unresolved, {loud} new, spiking or back';
