/** A node as web-vitals names it (lib/getSelector.ts), so that both speak of the same thing: `#id`, or the path from there, or from the top, in at most 100 characters. */
export function selectorOf(node: Node | null | undefined): string {
  let path = '';
  for (let at = node; at && at.nodeType !== 9; at = at.parentNode) {
    const { id, classList, nodeName, nodeType } = at as Element;
    const part = id ? `#${id}` : [nodeType === 1 ? nodeName.toLowerCase() : nodeName.toUpperCase().replace(/^#/, ''), ...[...(classList ?? [])].sort()].join('.');
    if (path.length + part.length > 99) return path || part;
    path = path ? `${part}>${path}` : part;
    if (id) break;
  }
  return path;
}
