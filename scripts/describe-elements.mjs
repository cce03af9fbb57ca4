// Describes the elements for tools, from their JSDoc: the custom elements manifest, custom data for VS Code, types for JSX, and the reference in docs.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { create, ts } from '@custom-elements-manifest/analyzer';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import { generateJsxTypes } from 'custom-element-jsx-integration';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';

const root = new URL('..', import.meta.url).pathname;
/** What of a class is public besides its attributes; all else is between the classes. */
const members = { client: 'OpsClient | undefined', snapshot: 'object | undefined', viewState: 'Readonly<Record<string, unknown>>', pause: '', resume: '', refresh: '', exportData: '', focusItem: '' };
const elements = readdirSync(`${root}components`).filter((name) => name.startsWith('ops-'));
const sources = [...elements.map((name) => `components/${name}/${name}.ts`), 'components/shared/ops-element.ts', 'components/shared/list-panel.ts'];

const built = (path) => path.replace(/\.ts$/, '.js').replace(/^\/?/, 'dist/esm/');
/** Tools print what is missing as `undefined`. */
const said = (list = []) => list.map((one) => ({ ...one, description: one.description ?? '' }));
const byName = ({ name: a }, { name: b }) => (a < b ? -1 : 1);

/** As https://github.com/webcomponents/custom-elements-manifest has it: the seven elements with what a page may use of them. */
export function manifestOf() {
  const { schemaVersion, modules } = create({
    modules: sources.map((path) => ts.createSourceFile(path, readFileSync(root + path, 'utf8'), ts.ScriptTarget.ES2022, true)),
    plugins: litPlugin(),
    context: { dev: false, thirdPartyCEMs: [] },
  });
  const found = modules.flatMap(({ path, declarations = [] }) => declarations.filter(({ tagName }) => tagName).map((declaration) => ({ path, declaration })));
  const described = found.map(({ path, declaration }) => {
    const { name, tagName, attributes, events, superclass: _base, mixins: _mixins, source: _source, ...rest } = declaration;
    const attributeFields = new Map(attributes.map((attribute) => [attribute.fieldName ?? attribute.name, attribute]));
    const publics = declaration.members.filter(({ name, privacy, static: isStatic }) => !isStatic && privacy !== 'private' && privacy !== 'protected' && (attributeFields.has(name) || name in members));
    const clean = publics.map(({ inheritedFrom: _from, reflects: _reflects, ...member }) => ({ ...member, ...(members[member.name] ? { type: { text: members[member.name] } } : {}) }));
    return {
      kind: 'javascript-module',
      path: built(path),
      declarations: [
        {
          ...rest,
          name,
          tagName,
          customElement: true,
          superclass: { name: 'LitElement', package: 'lit' },
          slots: said(rest.slots),
          cssParts: said(rest.cssParts),
          cssStates: said(rest.cssStates),
          cssProperties: said(rest.cssProperties),
          attributes: attributes.map(({ inheritedFrom: _from, resolveInitializer: _resolve, ...attribute }) => attribute).sort(byName),
          members: clean.filter((member, at) => clean.findIndex(({ name }) => name === member.name) === at).sort(byName),
          events: events.filter(({ name }) => name?.startsWith('ops-')).map(({ inheritedFrom: _from, ...event }) => ({ ...event, type: { text: `HTMLElementEventMap['${event.name}']` } })),
        },
      ],
      exports: [
        { kind: 'js', name, declaration: { name, module: built(path) } },
        { kind: 'custom-element-definition', name: tagName, declaration: { name, module: built(path) } },
      ],
    };
  });
  return { schemaVersion, readme: 'README.md', modules: described.sort(({ path: a }, { path: b }) => (a < b ? -1 : 1)) };
}

const cell = (text = '') => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
const code = (text) => (text ? `\`${cell(text)}\`` : '');

function table(title, heads, rows) {
  if (!rows.length) return [];
  return ['', `### ${title}`, '', `| ${heads.join(' | ')} |`, `|${heads.map(() => '---').join('|')}|`, ...rows.map((row) => `| ${row.join(' | ')} |`)];
}

/** `docs/element-reference.md`. */
export function referenceOf({ modules }) {
  const lines = ['# Element reference', '', 'Made from the elements\' own documentation by `npm run describe`; [elements](elements.md) says how to use them.'];
  for (const { declarations: [element] } of modules) {
    const { tagName, name, description, attributes, members, events, slots = [], cssParts = [], cssStates = [], cssProperties = [] } = element;
    const attributeNames = new Set(attributes.map(({ fieldName, name }) => fieldName ?? name));
    const picture = (scheme) => `![${tagName}, ${scheme}](screenshots/elements/${tagName}-1280-${scheme}.png)`;
    lines.push('', `## \`<${tagName}>\``, '', cell(description), '', `\`import { ${name} } from 'prescripto-ops/elements/${tagName}'\` is the class; \`import 'prescripto-ops/elements/${tagName}/define'\` registers it.`, '', picture('light'), '', picture('dark'));
    lines.push(...table('Attributes', ['attribute', 'type', 'default', ''], attributes.map(({ name, type, default: initial, description }) => [code(name), code(type?.text), code(initial), cell(description)])));
    lines.push(...table('Properties', ['property', 'type', ''], members.filter(({ kind, name }) => kind === 'field' && !attributeNames.has(name)).map(({ name, type, description }) => [code(name), code(type?.text), cell(description)])));
    lines.push(...table('Methods', ['method', ''], members.filter(({ kind }) => kind === 'method').map(({ name, parameters = [], return: answer, description }) => [code(`${name}(${parameters.map(({ name, type }) => `${name}${type ? `: ${type.text}` : ''}`).join(', ')})${answer?.type ? `: ${answer.type.text}` : ''}`), cell(description)])));
    lines.push(...table('Events', ['event', 'detail'], events.map(({ name, description }) => [code(name), cell(description)])));
    lines.push(...table('Slots', ['slot', ''], slots.map(({ name, description }) => [code(name || '(default)'), cell(description)])));
    lines.push(...table('Parts', ['part', ''], cssParts.map(({ name, description }) => [code(name), cell(description)])));
    lines.push(...table('Custom states', ['state', ''], cssStates.map(({ name, description }) => [code(`:state(${name})`), cell(description)])));
    lines.push(...table('Custom properties', ['property', ''], cssProperties.map(({ name, description }) => [code(name), cell(description)])));
  }
  return `${lines.join('\n')}\n`;
}

/** The types for JSX write `CustomEvent<…>` around what an event is: they are given what its detail is. */
function forJsx(manifest) {
  const copy = structuredClone(manifest);
  for (const { declarations } of copy.modules) for (const { events } of declarations) for (const event of events) event.type = { text: `HTMLElementEventMap['${event.name}']['detail']` };
  return copy;
}

/** Writes `dist/custom-elements.json`, `dist/vscode.*.json` and `dist/elements-jsx.d.ts`. */
export function describeElements() {
  const manifest = manifestOf();
  const outdir = `${root}dist`;
  mkdirSync(outdir, { recursive: true });
  writeFileSync(`${outdir}/custom-elements.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  generateVsCodeCustomElementData(structuredClone(manifest), { outdir, htmlFileName: 'vscode.html-custom-data.json', cssFileName: 'vscode.css-custom-data.json', hideLogs: true });
  generateJsxTypes(forJsx(manifest), { outdir, fileName: 'elements-jsx.d.ts', componentTypePath: (name, tag) => `./esm/components/${tag}/${tag}.js`, hideLogs: true });
  // An attribute that is no property has no member whose type it could have.
  const jsx = `${outdir}/elements-jsx.d.ts`;
  writeFileSync(jsx, readFileSync(jsx, 'utf8').replace(/\w+\["undefined"\]/g, 'string'));
  return manifest;
}

// `npm run describe`: also the reference, which is kept with the sources.
if (process.argv[1] === new URL(import.meta.url).pathname) {
  const manifest = describeElements();
  const file = `${root}docs/element-reference.md`;
  const text = referenceOf(manifest);
  writeFileSync(file, text);
}
