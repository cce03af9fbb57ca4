import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import type { OpsOptions } from '../../src/contract/config.ts';
import { resolveConfig } from '../../src/contract/resolve-config.ts';
import { readPrivacyCorpus } from '../support/privacy-corpus.ts';
import { codes, page, pages, root, table, text } from './read-docs.ts';

const here = (path: string): boolean => existsSync(root + path);
const readme = page('README.md');
const { scripts, exports } = JSON.parse(text('package.json')) as { readonly scripts: Readonly<Record<string, string>>; readonly exports: Readonly<Record<string, unknown>> };

describe('what the documents say exists', () => {
  it('links lead to a file, and to a heading in it', () => {
    for (const { path, prose } of pages)
      for (const [, target] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^(https?|mailto):/.test(target!)) continue;
        const [file = '', anchor] = target!.split('#');
        const to = file ? normalize(join(dirname(path), file)) : path;
        assert.ok(here(to), `${path}: ${target}: there is no ${to}`);
        if (anchor) assert.ok(page(to).anchors.has(anchor), `${path}: ${target}: ${to} has no such heading`);
      }
  });

  it('files and folders of the repository are where they are said to be', () => {
    for (const one of pages)
      for (const code of [...codes(one), ...one.text.matchAll(/\bnode ([\w/.-]+\.(?:ts|mjs))/g)].map(String))
        for (const [, path = ''] of code.matchAll(/(?:^|[ ,])((?:src|test|scripts|demo|docs|components)\/[\w*./-]*)/g)) {
          const found = path.includes('*') ? globSync(path, { cwd: root }).length > 0 : here(path) || globSync(`${path!}*`, { cwd: root }).length > 0;
          assert.ok(found, `${one.path}: \`${path}\` does not exist`);
        }
  });

  it('files of the folder that is shipped are built, and each that is built is named in the README', () => {
    const built = new Set([...text('esbuild.config.mjs').matchAll(/'(prescripto-ops(?:\.[\w-]+)?)':/g)].map(([, name]) => `${name}.js`));
    for (const { path, text: all } of pages) for (const [name] of all.matchAll(/\bprescripto-ops(?:\.[a-z-]+)?\.js\b/g)) assert.ok(built.has(name), `${path}: ${name} is not built`);
    for (const name of built) assert.ok(readme.text.includes(`\`${name}\``), `the README does not say what ${name} is for`);
  });

  it('commands are those of package.json, with parts that they have', () => {
    const listed = (path: string, pattern: RegExp): string => text(path).match(pattern)?.[1] ?? '';
    const parts: Readonly<Record<string, readonly string[]>> = {
      test: ['browser', ...['chromium', 'firefox', 'webkit'].map((engine) => `browser:${engine}`), ...[...listed('scripts/test.mjs', /^const parts = \{([^]*?)^\};/m).matchAll(/^  (\w+):/gm)].map(([, name]) => name!)],
      bench: [...listed('test/bench/bench.ts', /^const parts = \[(.*?)\]/m).matchAll(/'(\w+)'/g)].map(([, name]) => name!),
    };
    for (const { path, text: all } of pages)
      for (const [, short, name = short ?? '', rest = ''] of all.matchAll(/\bnpm (?:(start|test)|run ([\w-]+))(?: (?:\[?-- ([\w: ]+)))?/g)) {
        assert.ok(name in scripts, `${path}: npm ${name} is no command`);
        for (const part of rest.trim().split(/ +/).filter(Boolean)) assert.ok(parts[name]?.includes(part), `${path}: npm ${name}: no part "${part}"`);
      }
  });

  it('variables of the environment are read somewhere', () => {
    const all = globSync(['scripts/*.mjs', 'test/**/*.ts', 'demo/**/*.ts', '*.mjs'], { cwd: root, exclude: ['test/docs/**'] }).map(text).join('\n');
    for (const one of pages) for (const code of codes(one)) for (const [name] of code.matchAll(/\b(?:[A-Z]+_)+PATH\b|\bOPS_[A-Z_]+\b|\bFAULT_[A-Z]+\b|\bENGINES\b/g)) assert.ok(all.includes(name), `${one.path}: nothing reads ${name}`);
  });
});

describe('the README', () => {
  const known = resolveConfig({}, 'https://clinic.example/') as unknown as Readonly<Record<string, unknown>>;
  const refused = (option: string): string => {
    const path = option.split('.');
    const given = path.reduceRight<unknown>((value, key) => ({ [key]: value }), Symbol('of no type'));
    try {
      resolveConfig(given as OpsOptions, 'https://clinic.example/');
      return '';
    } catch (error) {
      return String(error);
    }
  };
  /** `a.{b, c}` and `a` `b`. */
  const options = table(readme, 'option').flatMap(([names]) =>
    [...names!.matchAll(/`([^`]+)`/g)].flatMap(([, name]) => {
      const [, before, members] = /^([\w.]+)\.\{(.*)\}$/.exec(name!) ?? [];
      return members ? members.split(', ').filter((member) => member !== '…').map((member) => `${before}.${member}`) : [name!];
    }),
  );

  it('names options that there are', () => {
    assert.ok(options.length > 60, `only ${options.length} were found`);
    for (const option of options) assert.doesNotMatch(refused(option), /unknown option|^$/, option);
  });

  it('names every option that there is', () => {
    const firsts = new Set(options.map((option) => option.split('.')[0]));
    assert.deepEqual(Object.keys(known).filter((name) => !firsts.has(name)), []);
    for (const group of ['capture', 'endpoints', 'log', 'privacy', 'errors', 'alerts', 'health'])
      assert.deepEqual(Object.keys(known[group] as object).filter((name) => !options.some((option) => option === group || option.startsWith(`${group}.${name}`))), [], group);
  });

  it('has the budgets that the build is held to', () => {
    const held = Object.fromEntries([...text('scripts/sizes.mjs').matchAll(/what: '([^']+)'.*limit: ([\d_]+)/g)].map(([, what, limit]) => [what, Number(limit!.replaceAll('_', ''))]));
    const said = table(readme, 'file').map(([file, limit]) => [/`([^`]+)`/.exec(file!)![1]!.replace(/^elements.*/, 'elements: health + alerts + errors'), Number(limit!.replaceAll(/\D/g, ''))] as const);
    const { charts: _charts, ...rest } = held;
    assert.deepEqual(Object.fromEntries(said), rest);
  });

  it('names the attributes that the script tag reads, and the events that windows get', () => {
    const tag = text('src/tab/script-tag.ts');
    for (const [, name = ''] of readme.text.matchAll(/\bdata-(\w+)/g)) assert.match(tag, new RegExp(`\\b${name}\\b`), `data-${name}`);
    const contract = globSync('src/**/*.ts', { cwd: root }).map(text).join('\n');
    const [, list = ''] = /^Window events(.*?)\n\n/ms.exec(readme.text)!;
    for (const [, name = ''] of list.matchAll(/`([a-z_.]+)`/g)) assert.ok(contract.includes(name) || contract.includes(name.split('.')[1]!), name);
    assert.equal([...list.matchAll(/`[a-z_.]+`/g)].length, 10);
  });

  it('names what the package exports', () => {
    const api = text('src/tab/api.ts') + text('src/tab/index.ts');
    const [, list = ''] = /^## API\n\n(.*?)[;:] each service/ms.exec(readme.text)!;
    for (const [, name = ''] of list.matchAll(/`(\w+)`/g)) assert.match(api, new RegExp(`\\b${name}\\b`), name);
    for (const { path, text: all } of pages)
      for (const [, name = ''] of all.matchAll(/['"]prescripto-ops\/([\w./-]+)['"]/g)) {
        const found = Object.keys(exports).some((pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replace('\\./', '').replaceAll('*', '[\\w-]+')}$`).test(name));
        assert.ok(found, `${path}: package.json exports no ${name}`);
      }
  });
});

describe('figures', () => {
  const number = (text: string | undefined): number => Number(text?.replaceAll(',', ''));

  it('of the privacy corpus are those of the file, and of the libraries that are installed', () => {
    const corpus = readPrivacyCorpus();
    const secrets = corpus.reduce((sum, line) => sum + line.secrets.length, 0);
    const clean = corpus.filter((line) => !line.secrets.length).length;
    const privacy = page('docs/privacy.md');
    const [, ofSecrets, ofClean] = /([\d,]+) secrets and ([\d,]+) lines that only look like some/.exec(privacy.text) ?? [];
    assert.deepEqual([number(ofSecrets), number(ofClean)], [secrets, clean]);
    const rows = table(privacy, '').filter(([, found]) => / of /.test(found!));
    assert.equal(rows.length, 3);
    for (const [name = '', found = '', kept = ''] of rows) {
      assert.deepEqual([number(found.split(' of ')[1]), number(kept.split(' of ')[1])], [secrets, clean], name);
      const [, library, version] = /^(\S+) (\d[\d.]*)/.exec(name) ?? [];
      if (library) assert.equal((JSON.parse(text(`node_modules/${library}/package.json`)) as { readonly version: string }).version, version, library);
    }
  });
});

describe('code that is shown', () => {
  const services: Readonly<Record<string, string>> = { log: 'LoggingService', errorTracker: 'ErrorTrackingService', alertingService: 'AlertingService', healthCheckService: 'HealthCheckService', performanceMonitor: 'PerformanceMonitoringService', privacy: 'privacy' };

  it('calls methods that the services have', () => {
    for (const { path, text: all } of pages)
      for (const [, service, method] of all.matchAll(/(?<![\w-])(log|errorTracker|alertingService|healthCheckService|performanceMonitor|privacy)\.(\w+)\(/g))
        assert.match(text(`src/tab/services/${services[service!]}.ts`) + text('src/contract/runtime-api.ts'), new RegExp(`\\b${method}\\b`), `${path}: ${service}.${method}()`);
    for (const { path, text: all } of pages) for (const [, method] of all.matchAll(/prescriptoDebug\.(\w+)\(/g)) assert.match(text('src/tab/debug.ts'), new RegExp(`^  ${method}\\b`, 'm'), `${path}: prescriptoDebug.${method}()`);
  });
});

describe('the decisions', () => {
  const index = page('docs/decisions/README.md');
  const written = pages.filter(({ path }) => /^docs\/decisions\/\d/.test(path));

  it('are all listed, by their titles, and nothing else is', () => {
    const listed = [...index.prose.matchAll(/^- \[(\d{3}) · (.*?)\]\((.*?)\)/gm)].map(([, number, title, file]) => `docs/decisions/${file}: # ${number} · ${title}`);
    assert.deepEqual(listed, written.map(({ path, text }) => `${path}: ${text.split('\n')[0]}`));
  });

  it('have numbers of their own, and what is missing is told', () => {
    const numbers = written.map(({ path }) => Number(/\d{3}/.exec(path)![0]));
    assert.deepEqual(numbers, [...new Set(numbers)]);
    for (let number = 1; number <= Math.max(...numbers); number++)
      if (!numbers.includes(number)) assert.ok(index.prose.includes(`00${number}`.slice(-3)), `${number} is not explained`);
  });
});
