/** `mixed`: of 100 signals 70 log lines, 15 breadcrumbs, 12 API calls and 3 errors. */
export type Mix = 'logs' | 'errors' | 'mixed';
