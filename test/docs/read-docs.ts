import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const text = (path: string): string => readFileSync(root + path, 'utf8');

export interface Page {
  readonly path: string;
  readonly text: string;
  /** Without fenced code. */
  readonly prose: string;
  /** As links name them. */
  readonly anchors: ReadonlySet<string>;
}

/** As GitHub makes them out of headings. */
const anchorOf = (heading: string): string => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-');

/** Everything that is written for people. */
export const pages: readonly Page[] = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: root }).sort()].map((path) => {
  const whole = text(path);
  const prose = whole.replaceAll(/^```[^]*?^```/gm, '');
  return { path, text: whole, prose, anchors: new Set([...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading!))) };
});

export const page = (path: string): Page => pages.find((one) => one.path === path)!;

/** What stands between back-ticks. */
export const codes = ({ prose }: Page): readonly string[] => [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);

/** Rows of the table whose head begins with `first`; cells as they are written. */
export function table({ path, text }: Page, first: string): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith(first ? `| ${first} |` : '| |'));
  if (head < 0) throw new Error(`${path}: expected a table that begins with "${first}"`);
  const end = lines.findIndex((line, at) => at > head && !line.startsWith('|'));
  return lines.slice(head + 2, end < 0 ? undefined : end).map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));
}
