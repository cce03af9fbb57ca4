/** `mixed`: of 100 signals 70 log lines, 17 breadcrumbs, 12 API calls and 1 error. */
export type Mix = 'logs' | 'errors' | 'mixed';
