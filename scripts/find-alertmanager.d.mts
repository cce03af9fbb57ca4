/** The path of Prometheus' Alertmanager; throws where there is none and none can be installed. */
export function findAlertmanager(): string;
