import type { AlertsApi, ErrorsApi, HealthApi, LogsApi, PerformanceApi } from '../contract/runtime-api.ts';

/** The parts of the wire that a service answers by itself. */
export interface ServiceParts {
  readonly logs: LogsApi;
  readonly errors: ErrorsApi;
  readonly performance: PerformanceApi;
  readonly health: HealthApi;
  readonly alerts: AlertsApi;
}

/** What a page may call, by name: a service has more methods than that, for the runtime. */
const doors: { readonly [Part in keyof ServiceParts]: Record<keyof ServiceParts[Part], 0> } = {
  logs: { query: 0, export: 0 },
  errors: { getErrorStats: 0, getErrorGroups: 0, getErrorGroup: 0, getRecentErrors: 0, setGroupStatus: 0 },
  performance: { getCoreWebVitals: 0, getPerformanceSummary: 0, getMetrics: 0, getAPIMetrics: 0, getResourceMetrics: 0, getBudgets: 0, setBudget: 0 },
  health: {
    getSystemStatus: 0,
    getAllHealthChecks: 0,
    getHealthCheck: 0,
    forceHealthCheck: 0,
    setEnabled: 0,
    getHealthHistory: 0,
    register: 0,
    registerRecovery: 0,
    runRecovery: 0,
  },
  alerts: {
    triggerAlert: 0,
    acknowledgeAlert: 0,
    resolveAlert: 0,
    registerAlert: 0,
    unregisterAlert: 0,
    getActiveAlerts: 0,
    getAlertHistory: 0,
    getAlertStatistics: 0,
    getAlertDefinitions: 0,
    silence: 0,
    getSilences: 0,
    explain: 0,
  },
};

const question = /^(get|query|export|explain)/;

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** The services as the wire shows them. `acted` is told of every call that was no question, when it is done. */
export function openDoors(services: ServiceParts, acted: (part: keyof ServiceParts) => void): ServiceParts {
  const open = (part: keyof ServiceParts) => {
    const service = services[part] as unknown as Readonly<Record<string, Method>>;
    const call = (name: string): [string, Method] => [
      name,
      async (...args) => {
        const answer = await service[name]?.(...args);
        if (!question.test(name)) acted(part);
        return answer;
      },
    ];
    return [part, Object.fromEntries(Object.keys(doors[part]).map(call))];
  };
  return Object.fromEntries((Object.keys(doors) as (keyof ServiceParts)[]).map(open)) as unknown as ServiceParts;
}
