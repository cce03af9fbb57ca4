// npm start: sets everything up, builds, and serves the demo.
import { node, run, setUp } from './set-up.mjs';

setUp();
run(node, ['esbuild.config.mjs']);
run(node, ['--disable-warning=ExperimentalWarning', 'demo/server/main.ts', ...process.argv.slice(2)]);
