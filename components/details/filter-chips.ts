import { html, nothing } from 'lit';
import { glyphs } from '../shared/icon.ts';
import type { Phrase, PhraseValues } from '../shared/dictionary.ts';
import { iconButton } from '../shared/panel-template.ts';

interface ChipHost {
  readonly renderRoot: ParentNode;
  t(key: Phrase, values?: PhraseValues): string;
}

/** What the list is narrowed to, each with a button that takes it away. An empty value is no filter. */
export function filterChips({ renderRoot, t }: ChipHost, filters: readonly (readonly [name: string, value: string, clear: () => void])[]): unknown {
  return filters.map(([name, value, clear]) => {
    const remove = (): void => {
      clear();
      // The button goes with its filter; without this the focus would be nowhere.
      renderRoot.querySelector<HTMLElement>('[type=search]')?.focus();
    };
    return value ? html`<span class="chip of"><span title=${value}>${name} <code>${value}</code></span>${iconButton(glyphs.close, t('Remove {filter}', { filter: `${name} ${value}` }), remove)}</span>` : nothing;
  });
}
