import type { Endpoints } from '../../contract/config.ts';
import type { CheckRegistration, CheckTier } from '../../contract/health.ts';
import { nameOf } from '../alerting/name-of.ts';

/** A check, one of the fifteen or of a page. It has a URL, a component of the backend's report, a tab, or reads what the pages tell (`judgeFacts`). */
export interface CheckDefinition extends CheckRegistration {
  /** Probed instead of the component, where it is configured. */
  readonly endpoint?: keyof Endpoints | undefined;
  /** What the runtime itself does about it when it stands badly, besides the actions of pages. */
  readonly remedy?: string | undefined;
}

/** The one that proves the way to all others of the backend. */
export const apiCheck = 'api_connectivity';

/** Id; what a backend may call the component besides that and its first word, separated by `|`. Without the latter the check reads what the pages tell. */
type Named = readonly [id: string, aliases?: string, endpoint?: keyof Endpoints | '', remedy?: string];

const tiers: Readonly<Record<CheckTier, readonly Named[]>> = {
  critical: [['frontend_health'], [apiCheck, '', '', 'reset_circuit'], ['database_connectivity', 'db'], ['authentication_service', 'auth', 'auth'], ['security_status']],
  important: [['payment_gateway', 'payments'], ['websocket_connection', 'ws', 'ws'], ['file_storage', 'storage|s3', 'storage'], ['error_rate_monitor']],
  normal: [['email_service', 'mail|smtp', '', 'retry_outbox'], ['sms_service', '', '', 'retry_outbox'], ['cdn_health', '', 'cdn'], ['memory_usage'], ['performance_metrics']],
  background: [['browser_compatibility']],
};

/** The fifteen checks that every installation has, in the order in which they are shown. */
export const builtInChecks: readonly CheckDefinition[] = (Object.keys(tiers) as CheckTier[]).flatMap((tier) =>
  tiers[tier].map(([id, aliases, endpoint, remedy]) => ({ id, name: nameOf(id), tier, endpoint: endpoint || undefined, remedy, component: aliases?.concat('|', id, '|', id.replace(/_.*/, '')) })),
);
