import { kit } from './kit.ts';

const { css } = kit;

/** What the details of all elements are made of; loaded with the first of them. */
export const detailStyles = css`
.b.primary { background: var(--ac); border-color: var(--ac); color: var(--s) }
.b[disabled] { opacity: .55 }
h3 { font: inherit; font-weight: 600; margin: 0 0 6px }
.detail { outline: none; background: var(--s); padding: 12px 16px 16px; display: grid; grid-template-columns: minmax(0, 1fr); align-content: start; gap: 16px; border-inline-start: 1px solid var(--bd) }
.acts { display: flex; flex-wrap: wrap; gap: 8px }
input[type=text] { font: inherit; min-block-size: 30px; padding: 0 10px; border: 1px solid var(--bd); border-radius: 6px; background: var(--s) }
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
@container ops (min-width: 1100px) {
.split.open { grid-template-columns: minmax(0, 1fr) minmax(380px, 40%) }
.open > .detail { block-size: 0; min-block-size: max(100%, 560px); overflow: hidden auto }
}
@container ops (min-width: 600px) and (max-width: 1099.9px) {
.open > * { grid-area: 1 / 1 }
.open > .detail { z-index: 2; justify-self: end; inline-size: min(480px, 86%); border-start-start-radius: var(--r); box-shadow: -12px 0 32px #0000002e }
.split.open { min-block-size: 320px }
}
@container ops (max-width: 599.9px) {
.open > :not(.detail) { display: none }
.detail { border: 0; padding-inline: 12px }
}
@media print { .acts { display: none } .detail { max-block-size: none; overflow: visible } }
`;
