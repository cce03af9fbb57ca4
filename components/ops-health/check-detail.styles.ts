import type { CSSResult } from 'lit';
import { detailStyles } from '../shared/detail.styles.ts';
import { kit } from '../shared/kit.ts';

const { css } = kit;

export const styles: CSSResult = css`${detailStyles}
.reader { display: grid; gap: 4px }
.reader .beats { block-size: 40px }
.lines .st { color: var(--fg) }
.fold summary { font-weight: 600; min-block-size: 24px }
.fold ul { margin-block-start: 6px }
`;
