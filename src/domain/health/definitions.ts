import type { CheckTier } from '../../contract/health.ts';

/** Where a built-in check looks. `report`: a component of `GET …/api/health`; `facts`: what the pages have told the runtime. */
export type SourceKind = 'report' | 'probe' | 'socket' | 'facts';

export interface CheckDefinition {
  readonly id: string;
  readonly name: string;
  readonly tier: CheckTier;
  readonly source: SourceKind;
  /** While that check is UNHEALTHY this one cannot run: it would only report the same fault again. */
  readonly dependsOn: string | null;
  /** Names under which a backend may report the component, compared without case and separators. */
  readonly components: readonly string[];
}

/** ms; a probe that takes longer has failed. */
export const timeouts: Readonly<Record<CheckTier, number>> = { critical: 5_000, important: 8_000, normal: 10_000, background: 15_000 };

export const tiers: readonly CheckTier[] = ['critical', 'important', 'normal', 'background'];

const facts = (id: string, name: string, tier: CheckTier): CheckDefinition => ({ id, name, tier, source: 'facts', dependsOn: null, components: [] });

const component = (id: string, name: string, tier: CheckTier, components: readonly string[]): CheckDefinition => ({
  id,
  name,
  tier,
  source: 'report',
  dependsOn: 'api_connectivity',
  components: [id, ...components],
});

/** The fifteen checks that every installation has, in the order in which they are shown. */
export const builtInChecks: readonly CheckDefinition[] = [
  facts('frontend_health', 'Frontend Application Health', 'critical'),
  { ...component('api_connectivity', 'API Connectivity', 'critical', ['api']), dependsOn: null },
  component('database_connectivity', 'Database Connectivity', 'critical', ['database', 'db', 'postgres', 'postgresql', 'mysql', 'mongodb', 'mongo', 'sqlite']),
  component('authentication_service', 'Authentication Service', 'critical', ['authentication', 'auth', 'identity', 'login']),
  facts('security_status', 'Security Status', 'critical'),
  component('payment_gateway', 'Payment Gateway', 'important', ['payment', 'payments', 'stripe', 'billing']),
  { ...component('websocket_connection', 'WebSocket Connection', 'important', ['websocket', 'websockets', 'ws', 'realtime']), source: 'socket' },
  component('file_storage', 'File Storage Service', 'important', ['storage', 'files', 'uploads', 's3', 'blobstorage']),
  facts('error_rate_monitor', 'Error Rate Monitor', 'important'),
  component('email_service', 'Email Service', 'normal', ['email', 'mail', 'smtp', 'mailer']),
  component('sms_service', 'SMS Service', 'normal', ['sms', 'smsgateway', 'twilio']),
  { ...component('cdn_health', 'CDN Health', 'normal', ['cdn', 'assets', 'staticassets']), source: 'probe' },
  facts('memory_usage', 'Memory Usage', 'normal'),
  facts('performance_metrics', 'Performance Metrics', 'normal'),
  facts('browser_compatibility', 'Browser Compatibility', 'background'),
];
