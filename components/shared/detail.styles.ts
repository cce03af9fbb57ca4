import { kit } from './kit.ts';

const { css } = kit;

/** What the details of all elements are made of; loaded with the first of them. */
export const detailStyles = css`
.dh { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 8px; align-items: start }
.dh .h { font-size: 1.1em }
.dh .ib { margin-block-start: -4px; margin-inline-end: -8px }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(112px, 1fr)); gap: 10px 16px }
.facts > div { display: grid }
.facts small { color: var(--mu); font-size: .88em }
dl { margin: 0; display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px }
dt { color: var(--mu) }
dd { margin: 0 }
.plain { list-style: none; margin: 0; padding: 0 }
.lines { display: grid; gap: 5px }
.lines li { display: grid; grid-template-columns: 76px minmax(0, 1fr); gap: 8px }
.form { display: grid; gap: 8px; padding: 12px; background: var(--s2); border: 1px solid var(--bd); border-radius: 6px }
.form label { display: grid; gap: 3px }
.form input, .form select { inline-size: 100% }
`;
