import './bench-page.ts';

window.target = { error: () => undefined, log: () => undefined };
