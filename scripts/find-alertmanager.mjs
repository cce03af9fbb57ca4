import { findPrograms, inPath } from './find-programs.mjs';

/** The path of Prometheus' Alertmanager, which the demo's backend is tested against. Throws, saying what to do, where there is none and none can be installed. */
export const findAlertmanager = () =>
  findPrograms({
    what: "Prometheus' Alertmanager",
    variable: 'ALERTMANAGER_PATH',
    packages: ['prometheus-alertmanager'],
    places: () => inPath('prometheus-alertmanager', 'alertmanager'),
  })[0];
