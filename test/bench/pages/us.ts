import './bench-page.ts';

const { errorTracker, log } = window.prescriptoOps;
window.target = { error: (error) => void errorTracker.captureException(error), log: (text, context) => log.info(text, context) };
