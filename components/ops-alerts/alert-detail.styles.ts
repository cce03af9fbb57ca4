import type { CSSResult } from 'lit';
import { detailStyles } from '../shared/detail.styles.ts';
import { kit } from '../shared/kit.ts';

const { css } = kit;

export const styles: CSSResult = css`${detailStyles}
.bulk { display: grid; gap: 8px; padding: 8px 16px; border-block-end: 1px solid var(--bd); background: var(--s2) }
.bulk .acts { align-items: center }
.bulk .form { background: var(--s) }
.tint { color: var(--c) }
.said { border-inline-start: 2px solid var(--bd); padding-inline-start: 10px }
.said q { display: block; quotes: none; color: var(--mu) }
.path { display: flex; flex-wrap: wrap; gap: 4px 8px; margin: 0; padding: 0; list-style: none }
.path li + li::before { content: '→'; margin-inline-end: 8px; color: var(--mu) }
.path [aria-current=step] { font-weight: 600 }
.silences li { display: grid; gap: 2px; padding: 10px 16px; border-block-end: 1px solid var(--bd) }
.silences li:last-child { border: 0 }
@container ops (max-width: 599.9px) { .bulk { padding-inline: 12px } }
`;
