// Whitespace of lit's templates and sheets is for whoever reads the source; the build takes out what a browser would not show.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { transform } from 'esbuild';
import { minify } from 'terser';

/** Elements beside which white space is not shown. */
const blocks = 'aside|dd|details|div|dl|dt|form|h3|header|label|li|ol|p|path|pre|rect|section|select|option|summary|svg|table|tbody|td|th|thead|title|tr|ul';
const besideBlock = new RegExp(` ?(</?(?:${blocks})(?=[ >/])[^<>]*>) ?`, 'g');

/** From the backtick at `start` to its end: the texts between the expressions, and the expressions themselves. */
function readTemplate(code, start) {
  const texts = [];
  const expressions = [];
  let text = '';
  let at = start + 1;
  while (code[at] !== '`') {
    if (at >= code.length) throw new Error('a template without an end');
    if (code[at] === '\\') text += code[at++] + code[at++];
    else if (code.startsWith('${', at)) {
      const end = skipExpression(code, at + 2);
      texts.push(text);
      expressions.push(code.slice(at + 2, end));
      text = '';
      at = end + 1;
    } else text += code[at++];
  }
  return { texts: [...texts, text], expressions, end: at + 1 };
}

/** The index of the brace that closes an expression. Regular expressions are not told apart from divisions: none may hold a quote or a brace. */
function skipExpression(code, start) {
  for (let at = start, depth = 0; at < code.length; at++) {
    const char = code[at];
    if (char === '`') at = readTemplate(code, at).end - 1;
    else if (char === '"' || char === "'") {
      for (at++; code[at] !== char; at++) if (code[at] === '\\') at++;
    } else if (code.startsWith('/*', at)) at = code.indexOf('*/', at) + 1;
    else if (code.startsWith('//', at)) at = code.indexOf('\n', at);
    else if (char === '{') depth++;
    else if (char === '}' && depth-- === 0) return at;
  }
  throw new Error('an expression without an end');
}

function markup(texts) {
  // U+E000 stands for an expression: it is text to the rules, and no source has it.
  return texts
    .join('\uE000')
    .replace(/\s+/g, ' ')
    .replace(/ ?\/?>/g, (end) => (end.includes('/') ? '/>' : '>'))
    .replace(besideBlock, '$1')
    .replace(besideBlock, '$1')
    .split('\uE000');
}

async function rewrite(code) {
  let out = '';
  let from = 0;
  for (const { index, 0: tag } of code.matchAll(/\b(?:html|svg|css)`/g)) {
    if (index < from) continue;
    const { texts, expressions, end } = readTemplate(code, index + tag.length - 1);
    if (tag === 'css`' && expressions.length > 0) throw new Error('a sheet with an expression: list the sheets instead');
    const short = tag === 'css`' ? [(await transform(texts[0], { loader: 'css', minify: true })).code.trim().replaceAll('\\', '\\\\').replaceAll('`', '\\`')] : markup(texts);
    const inner = await Promise.all(expressions.map(rewrite));
    out += code.slice(from, index) + tag + short.map((text, place) => text + (place < inner.length ? `\${${inner[place]}}` : '')).join('') + '`';
    from = end;
  }
  return out + code.slice(from);
}

/** An esbuild plugin. */
export const minifyTemplates = {
  name: 'minify-templates',
  setup(build) {
    build.onLoad({ filter: /[/\\]components[/\\].*\.ts$/ }, async ({ path }) => {
      try {
        return { contents: await rewrite(await readFile(path, 'utf8')), loader: 'ts' };
      } catch (error) {
        throw new Error(`${path}: ${error.message}`, { cause: error });
      }
    });
  },
};

/** An `import` of a chunk for its effects alone says nothing where another chunk that is imported has it too: esbuild writes both. */
function withoutRepeats(text, byName) {
  const importsOf = (code) => [...code.matchAll(/\bimport\s*(?:[^"']*?from\s*)?["']\.\/([\w.-]+)["']/g)].map(([, name]) => name);
  return text.replace(/\bimport\s*"\.\/([\w.-]+)";/g, (whole, name) => (importsOf(text).some((other) => other !== name && importsOf(byName.get(other) ?? '').includes(name)) ? '' : whole));
}

/** An esbuild plugin: minifies, once more, chunks that import from each other. */
export const compactModules = {
  name: 'compact-modules',
  setup(build) {
    build.initialOptions.write = false;
    build.onEnd(async ({ outputFiles = [] }) => {
      const byName = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
      for (const { path, text } of outputFiles) {
        const { code } = await minify(withoutRepeats(text, byName), { module: true, ecma: 2022, compress: { passes: 4, ecma: 2022, unsafe_arrows: true, unsafe_methods: true } });
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, code ?? '');
      }
    });
  },
};
