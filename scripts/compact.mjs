// What esbuild leaves, terser still finds: about 4 % of the gzipped size, which the budgets of the agent and the worker need.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { minify } from 'terser';
import { moveFunctions } from './functions-apart.mjs';

const settings = { ecma: 2022, toplevel: true };

/** With its names, for the eye and for `moveFunctions`. `unsafe`: where nothing but plain data comes in, `String(value)` may be `value + ''`, which throws for a symbol. */
export async function optimise(text, { enclose = false, unsafe = false } = {}) {
  const { code = '' } = await minify(text, { ...settings, enclose, compress: { passes: 4, ecma: 2022, keep_fargs: false, unsafe, unsafe_arrows: true, pure_getters: true }, mangle: false, format: { beautify: true, indent_level: 1 } });
  return code;
}

/** In ASCII: a classic script is read in the encoding of its page. It packs better, too. */
export async function shorten(text) {
  const { code = '' } = await minify(text, { ...settings, compress: { defaults: false, join_vars: true }, mangle: { toplevel: true }, format: { ascii_only: true } });
  return code;
}

/**
 * An esbuild plugin: minifies outputs once more. For bundles that nobody imports from: one of format `esm`, which keeps an `import()` as it is,
 * becomes a classic script that leaves nothing in the global scope, unless `enclose` is false: then it stays a module. `order`: of functions, by the names that a bundle still has.
 */
export const compact = ({ order = [], ...options } = {}) => ({
  name: 'compact',
  setup(build) {
    build.initialOptions.write = false;
    build.onEnd(async ({ outputFiles = [] }) => {
      for (const file of outputFiles) {
        await mkdir(dirname(file.path), { recursive: true });
        const text = await optimise(file.text, { enclose: build.initialOptions.format === 'esm', ...options });
        await writeFile(file.path, await shorten(options.enclose === false ? text : moveFunctions(text, order)));
      }
    });
  },
});

/** The class that `initUnique` would keep one of for each options object: ours are all different. */
const unique = /initUnique\(opts, (\w+)\)/;
const softNavigation = [/entry\.entryType === 'soft-navigation'/, 'false'];
/** Members of a report that nobody reads. */
const entries = [/metric\.(entries|navigationId)(\.push\(| = ).*;/g, ''];
/** Reports begin anew at a restore from bfcache only, of which nobody asks but INP. */
const navigation = [/(, -1)?(, )?'back-forward-cache', metric\.navigationId,[^)]*\(\)/g, ''];
/** Which begins with the value that it has by default. */
const again = [/, -1, navigation\w*,[^)]*/, ''];

/** With `reportAllChanges` a report is never forced: what has changed is reported, and nothing else. */
const forced = [/report\((true|forceReport)\)/g, 'report()'];

/** What is constant in web-vitals the way the agent calls it (docs/decisions/013), by file: what is written there, and what it comes to. */
const settled = {
  // Soft navigations are off unless `reportSoftNavs` is asked for: such entries are not observed.
  'lib/softNavs': [[/(checkSoftNavsEnabled = \(opts\) =>) \{[\s\S]*?\n\};/, '$1 false;']],
  // What is removed there comes once, and is done with then.
  'lib/getVisibilityWatcher': [[/if \(reset\)/, 'if (false)'], [/removeEventListener\('prerenderingchange'.*/, ''], [/globalThis\./, '']],
  // What an engine has not is left out before; of interactions the longest ten are kept, in whatever order they come.
  'lib/observe': [[/try \{([^]*)\}\s+catch \{[^}]*\}\s+return;/, '$1'], [/if \(supportedTypes.length > 1\) \{[^]*?\}\);\s+\}/, '']],
  // It is asked for once that is set up, and of an interaction that has an id.
  'lib/polyfills/interactionCountPolyfill': [[/ \?\? 0/, ''], [/maxKnownInteractionId\s+\? (.*)\s+: 0;/, '$1;']],
  onCLS: [forced, [/forceReport = false/, ''], [/updateAndReportMetric\(true\)/, ''], softNavigation, [unique, 'new $1()'], entries, navigation],
  onFCP: [forced, [unique, '{}'], entries, navigation],
  onINP: [[/, forceReport = false/, ''], [/if \(forceReport\) \{[\s\S]*?\}/, ''], [/(takeRecords\(\)), true/, '$1'], softNavigation, [/metric\.navigationType/, 'getBFCacheRestoreTime() >= 0'], again, [unique, 'new $1()'], entries, navigation, [/\.\.\.opts,/, ''], [/opts\.durationThreshold \?\? /, '']],
  onLCP: [
    forced,
    softNavigation,
    // Of entries each is one, and counts.
    [/if \(!opts\.reportAllChanges && [\s\S]*?\}/, ''],
    [/if \(!entry\)\s+continue;/, ''],
    [/let metricEntries = .*/, ''],
    [/let value = 0/, 'let value'],
    [/metricEntries = \[.*/g, ''],
    // Bound already, a line above.
    [/(initNewLCPMetric\('back.*)\s+report = .*/, '$1'],
    [/navigation === 'soft-navigation'/, 'false'],
    [/entry\.entryType === 'largest-contentful-paint'/, 'true'],
    [/lcpEntryManager\._processEntry\(.*?\);/g, ''],
    [unique, '{}'],
    entries,
    navigation,
    // What changes is reported at once: at the end of it nothing is left but to stop looking, which may be done twice.
    [/const metricIdToFinalize = .*/, ''],
    [/if \(metricIdToFinalize === [^]*?\}/, ''],
    [/if \(!isFinalized\)/g, 'if (true)'],
    [/ && !isFinalized/, ''],
    [/(let )?isFinalized = .*/g, ''],
    again,
  ],
  onTTFB: [forced, entries, navigation],
  // `setTimeout` stands in where there is no `requestIdleCallback`, and takes an object for 0.
  // What comes late is not cancelled: it runs once, whoever is first.
  'lib/whenIdleOrHidden': [[/const timeout = .*/, ''], [/timeout: timeout/, 'timeout: 1000'], [/const cIC = .*/, ''], [/let idleHandle = .*/, ''], [/cIC\(idleHandle\);/, ''], [/idleHandle = rIC/, 'rIC']],
  // The hooks of the attribution build, and the entries behind the longest interaction. One that is too short for the longest ten goes again when they are sorted.
  'lib/InteractionManager': [[/\(navigationType === 'soft-navigation' \|\|\s+navigationType === 'back-forward-cache'\)/, 'navigationType'], [/this\._on\w+\?\.\(\w+\);/g, ''], [/else if \(entry\.duration === [\s\S]*?\}/, ''], [/.*entries(: \[(entry)?\],| = \[entry\];)/g, ''], [/_getInteractionCountForNavigation\(\) \{[\s\S]*?\}/, ''], [/this\._getInteractionCountForNavigation\(\)/, 'getInteractionCount() - this._prevInteractionCount'], [/id: -1,/, ''], [/const minLongestInteraction = .*/, ''], [/if \(interaction \|\|[^{]*\{/, '{'], [/if \(this._longestInteractionList.length > MAX\w+\)/, '']],
  // A session that has a value has entries.
  'lib/LayoutShiftManager': [[/firstSessionEntry &&\s+lastSessionEntry &&/, ''], [/this\._on\w+\?\.\(\w+\);/g, '']],
  // `reportAllChanges` is always asked for, and of a report only name and value are read.
  'lib/bindReporter': [[/forceReport \|\| reportAllChanges/, 'true'], [/delta = metric.value - .*/, ''], [/delta \|\| prevValue === undefined/, 'metric.value !== prevValue'], [/metric\.(delta|rating) = .*;/g, '']],
  // And then the agent need not ask for it.
  vitals: [[/,\s*\{ reportAllChanges: true \}/, '']],
  'lib/initMetric': [[/=> \{[\s\S]*\};/, "=> ({ name, value });"]],
};

/** An esbuild plugin: web-vitals with these constants in it, so that the minifier can see what never runs. */
export const settledVitals = {
  name: 'settled-vitals',
  setup(build) {
    build.onLoad({ filter: /web-vitals.modules.|web-vitals.dist.modules.|tab.capture.vitals\.ts$/ }, async ({ path }) => {
      const given = await readFile(path, 'utf8');
      let contents = given;
      for (const [pattern, constant] of settled[path.replace(/^.*(?:modules|capture).(.*)\.[jt]s$/, '$1').replaceAll('\\', '/')] ?? []) {
        const before = contents;
        contents = before.replace(pattern, constant);
        if (contents === before) throw new Error(`${path}: expected ${pattern}, which this build settles`);
      }
      return { contents, loader: /** @type {const} */ (path.endsWith('.ts') ? 'ts' : 'js') };
    });
  },
};

/** An esbuild plugin: what few pages need stays a file of its own. */
export const apart = {
  name: 'apart',
  setup(build) {
    build.onResolve({ filter: /\/(more|insights|source-maps|on-demand|watch-holds)\.ts$/ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path: path.replace(/.*\/(.*)ts$/, './prescripto-ops.$1js'), external: true } : undefined));
  },
};

/** An esbuild plugin: an element that another one shows is the file that the script tag loads, not a second copy, nor one cut into pieces. */
export const elementsApart = {
  name: 'elements-apart',
  setup(build) {
    build.onResolve({ filter: /\/ops-[a-z]+\/define\.ts$/ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path: path.replace(/.*\/(ops-[a-z]+)\/define\.ts/, './$1.js'), external: true } : undefined));
  },
};

/** Properties that never leave the script: of web-vitals, and of what the parts of the agent hand to each other (not what other copies and files use of the agent). */
export const inside = /^(_[a-z]\w*|unsent|resend|settled|current|beat|invoke|welcome|trusted|drop|watch|every|firstHiddenTime|onHidden)$/i;

/** The same in the worker: ports, methods and what functions hand to each other. Never a member of a row, a record or the wire, which other builds read, of a store as the parts that are loaded on demand use it, nor of anything of the platform. */
export const insideWorker = /^(clock|scrub|notify|publish|outbox|transport|online|socket|services|readState|isLeader|onDropped|onDelivered|changed|learn|doubts|tick|prune|wake|retention|observe|fold|remove|save|send|drop|load|current|known|dueAt|running|fault|tabSeen|tabGone|notificationDelivered|adopt|duplicates|bundles|keepers|openTab|openTask|incident|occurred|times|row|subject|records|measured|upper|built|retryRejected|retryDelivery|needsPart|recheck|logging|leads|isPoor|tidy|clean|asked|standsIn|fallBack|lookAfter|freezes|loadOnDemand|captured|settled|append)$/;
