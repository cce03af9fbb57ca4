/** The details of all elements, with what one can do in them: loaded when the first one opens. One chunk, for they share most of it. */
export { alertDetail } from './alert-detail.ts';
export { bulkTemplate } from './alert-form.ts';
export { checkDetail } from './check-detail.ts';
export { styles } from './detail.styles.ts';
export { errorDetail } from './error-detail.ts';
export { errorFacets, facetChips } from './error-facets.ts';
export { groupedAlerts } from './grouped-alerts.ts';
export { filterChips } from './filter-chips.ts';
export { logDetail } from './log-detail.ts';
export { pushSwitch, watchPush } from './push.ts';
export { silenceList } from './silence-list.ts';
export { ListPanel } from '../shared/list-panel.ts';
