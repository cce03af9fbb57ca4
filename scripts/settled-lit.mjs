// What is constant in lit the way the elements use it, so that the minifier can see what never runs (docs/decisions/006): every browser that is
// supported adopts style sheets, no property is an object in an attribute, no decorator is used, and nothing polyfills a shadow root.
import { readFile } from 'node:fs/promises';

/** By file: what is written there, and what it comes to. */
const settled = {
  'css-tag': [
    [/e=t\.ShadowRoot&&.*?in CSSStyleSheet\.prototype,/, 'e=!0,'],
    [/if\((this\._\$cssResult\$=!0),o!==s\)throw Error\(".*?"\);/, '$1;'],
    // A sheet has no expressions (minify-templates.mjs refuses them), and is made once.
    [/i=\(t,\.\.\.e\)=>\{.*?\},S=/, 'i=t=>new n(t[0],t,s),S='],
    [/let t=this\.o;.*?return t\}toString\(\)\{return this\.cssText\}/, 'this.o||(this.o=new CSSStyleSheet).replaceSync(this.cssText);return this.o}'],
  ],
  'reactive-element': [
    [/case Object:case Array:t=null.*?JSON\.stringify\(t\)\}/, '}'],
    [/case Object:case Array:try\{.*?\}catch\(t\)\{i=null\}\}/, '}'],
    [/Symbol\.metadata\?\?=.*?new WeakMap;/, ''],
    [/const t=this\[Symbol\.metadata\];.*?(?=this\._\$Eh=new Map)/, ''],
    [/static addInitializer\(t\)\{.*?\}(?=static)/, ''],
    [/void 0!==t\.l&&\(this\.l=\[\.\.\.t\.l\]\),/, ''],
    [/,this\.constructor\.l\?\.forEach\(t=>t\(this\)\)/, ''],
    [/,\.\.\.o\(t\)\]/, ']'],
    [/,this\.prototype\.hasOwnProperty\(t\)&&\(\(s=Object\.create\(s\)\)\.wrapped=!0\)/, ''],
    [/const t=this\.constructor\.elementProperties;if\(t\.size>0\)for.*?this\.C\(s,void 0,i,e\)\}/, ''],
    [/\|\|i\.useDefault&&.*?this\.hasAttribute\(r\._\$Eu\(t,i\)\)/, ''],
    [/C\(t,s,\{useDefault:i.*?\)\|\|\(this\._\$AL\.has\(t\)/, 'C(t,s,{reflect:e}){(this._$AL.has(t)'],
    [/this\.hasUpdated\|\|i\|\|/, 'this.hasUpdated||'],
    [/r\?\?this\._\$Ej\?\.get\(e\)\?\?r/, 'r'],
    [/,p\?\.\(\{ReactiveElement:y\}\),.*?push\(".*?"\)/, ''],
  ],
  'lit-element': [[/,s\.litElementHydrateSupport.*?(?=const n=)/, ';'], [/\(s\.litElementVersions.*?\)/, ''], [/\.push\(".*?"\)/, '']],
  'lit-html': [[/,B=t\.litHtmlPolyfillSupport;.*?push\(".*?"\);/, ';']],
};

/** An esbuild plugin: lit with these constants in it. Throws where lit is written in another way than was settled here. */
export const settledLit = {
  name: 'settled-lit',
  setup(build) {
    build.onLoad({ filter: /[/\\](css-tag|reactive-element|lit-element|lit-html)\.js$/ }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const [pattern, constant] of settled[path.replace(/^.*[/\\](.*)\.js$/, '$1')]) {
        const before = contents;
        contents = before.replace(pattern, constant);
        if (contents === before) throw new Error(`${path}: expected ${pattern}, which this build settles`);
      }
      return { contents };
    });
  },
};
