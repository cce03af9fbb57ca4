import type { Endpoints } from '../../contract/config.ts';
import type { CheckRegistration, CheckTier } from '../../contract/health.ts';

/** A check, one of the fifteen or of a page. It has a URL, a component of the backend's report, a tab, or a judge of its name (`judges`). */
export interface CheckDefinition extends CheckRegistration {
  /** Probed instead of the component, where it is configured. */
  readonly endpoint?: keyof Endpoints | undefined;
}

/** ms; a check that takes longer has failed. */
export const timeouts: Readonly<Record<CheckTier, number>> = { critical: 5_000, important: 8_000, normal: 10_000, background: 15_000 };

/** The one that proves the way to all others of the backend. */
export const apiCheck = 'api_connectivity';

type Named = readonly [id: string, name: string, aliases?: string, endpoint?: keyof Endpoints];

/** `aliases`: what a backend may call the component besides the id, separated by `|`. Without them the check looks at what the pages tell. */
const built = (tier: CheckTier, named: readonly Named[]): CheckDefinition[] =>
  named.map(([id, name, aliases, endpoint]) => ({ id, name, tier, endpoint, component: aliases && `${id}|${aliases}`, dependsOn: aliases && id !== apiCheck ? apiCheck : undefined }));

/** The fifteen checks that every installation has, in the order in which they are shown. */
export const builtInChecks: readonly CheckDefinition[] = [
  ...built('critical', [
    ['frontend_health', 'Frontend Application Health'],
    [apiCheck, 'API Connectivity', 'api'],
    ['database_connectivity', 'Database Connectivity', 'database|db'],
    ['authentication_service', 'Authentication Service', 'authentication|auth'],
    ['security_status', 'Security Status'],
  ]),
  ...built('important', [
    ['payment_gateway', 'Payment Gateway', 'payment|payments'],
    ['websocket_connection', 'WebSocket Connection', 'websocket|ws', 'ws'],
    ['file_storage', 'File Storage Service', 'storage|files|s3'],
    ['error_rate_monitor', 'Error Rate Monitor'],
  ]),
  ...built('normal', [
    ['email_service', 'Email Service', 'email|mail|smtp'],
    ['sms_service', 'SMS Service', 'sms'],
    ['cdn_health', 'CDN Health', 'cdn', 'cdn'],
    ['memory_usage', 'Memory Usage'],
    ['performance_metrics', 'Performance Metrics'],
  ]),
  ...built('background', [['browser_compatibility', 'Browser Compatibility']]),
];
