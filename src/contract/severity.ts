/** How bad, worst first. The order is the sort order everywhere. */
export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'] as const;
export type Severity = (typeof severities)[number];

export type ErrorCategory =
  | 'javascript'
  | 'network'
  | 'authentication'
  | 'validation'
  | 'business_logic'
  | 'performance'
  | 'security';

export const errorCategories: readonly ErrorCategory[] = [
  'javascript',
  'network',
  'authentication',
  'validation',
  'business_logic',
  'performance',
  'security',
];
