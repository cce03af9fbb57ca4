interface KeyHost {
  readonly renderRoot: ParentNode;
  readonly view: { readonly selected: string };
  readonly togglePause: () => void;
  readonly toggleTools: () => void;
  select?(id: string, item: unknown): void;
}

/** The keys of a panel, while the focus is inside and in no field: what its list has not taken. */
export function panelKeydown(host: KeyHost, event: KeyboardEvent): void {
  const target = event.composedPath()[0] as HTMLElement;
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || target.matches('input, select, textarea')) return;
  if (event.key === '/') host.renderRoot.querySelector<HTMLElement>('[type=search]')?.focus();
  else if (event.key === '?') host.toggleTools();
  else if (event.key === ' ' && !target.closest('button, summary, a')) host.togglePause();
  else if (event.key === 'Escape' && host.view.selected) host.select?.('', null);
  else return;
  event.preventDefault();
}
