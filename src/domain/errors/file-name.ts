/**
 * The part of a file's URL that survives a rebuild: its name without hash, chunk number and query. A page or another text that is no
 * script file is `page`; evaluated, blob: and data: code has no name either.
 *
 * @example fileName('https://host/assets/index-DiwrgTda.js?v=3')  // 'index.js'
 */
export function fileName(file: string | null): string {
  if (file === null) return '';
  if (/^(?:blob:|data:|javascript:)/i.test(file)) return 'blob';
  if (/^(?:<anonymous>|eval code|debugger eval code|Function code)/.test(file)) return 'eval';
  const path = file.replace(/[?#].*$/s, '');
  const base = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const dot = base.lastIndexOf('.');
  const extension = base.slice(dot + 1).toLowerCase();
  if (dot < 0 || !/^(?:[mc]?[jt]sx?|vue|svelte|wasm|bundle|jsbundle)$/.test(extension)) return 'page';
  return `${withoutHash(base.slice(0, dot))}.${extension.replace(/^[mc]/, '')}`;
}

/** Is this the name of a file that a bundler hashed or minified? */
export function isBuilt(file: string | null): boolean {
  if (file === null) return false;
  const path = file.replace(/[?#].*$/s, '');
  const base = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  return base.endsWith('.min') || withoutHash(base) !== base;
}

function withoutHash(name: string): string {
  const parts = name.replace(/[.-]min$/, '').split(/([.~_-])/);
  const kept: string[] = [];
  for (let at = 0; at < parts.length; at += 2) if (!isHash(parts[at] ?? '')) kept.push(parts[at] ?? '');
  const stable = kept.join('.');
  // Vite's hashes are eight of base64url: a dash may stand within one (`index-B1x-2Y_z`), and some read almost like words (`index-DiwrgTda`).
  // To take a word for a hash merges two files of one name, to take a hash for a word splits every group at every build.
  const vite = /^(.+?)-([\w-]{8})$/.exec(name);
  if (vite && (looksRandom(vite[2] ?? '') || /^\w.*[a-z\d][A-Z]/.test(vite[2] ?? ''))) return withoutHash(vite[1] ?? '');
  return stable === '' ? '#' : stable;
}

const isHash = (part: string): boolean =>
  /^\d+$/.test(part) || (/^[\da-f]{6,}$/i.test(part) && /\d/.test(part)) || (/^[\da-z]{8,}$/i.test(part) && looksRandom(part));

/** Words are of one case and have no digits inside; a hash of eight and more is neither. */
const looksRandom = (part: string): boolean => {
  const letters = part.replace(/[_-]/g, '');
  const humps = /^[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})*\d?$/.test(letters);
  return !humps && ((/\d/.test(letters) && /[a-z]/i.test(letters)) || (/[a-z][A-Z]/.test(letters) && /[A-Z]{2}|[A-Z][a-z]?[A-Z]/.test(letters)) || /^[A-Z]{8}$/.test(letters));
};
