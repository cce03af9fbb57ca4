import { css, html, nothing } from 'lit';
import { severities } from '../../src/contract/severity.ts';
import { defineElement } from './define-element.ts';
import { glyphs, icon } from './icon.ts';
import { formatCount, formatLatency, formatNumber, formatUnit } from './number-format.ts';
import { emptyTemplate, iconButton } from './panel-template.ts';
import { formatDuration } from './relative-time.ts';
import { stateIcon } from './state-icon.ts';
import { sparkline } from './sparkline.ts';

/**
 * What panels, and their parts that are loaded on demand, draw with. One object that every panel reaches whole: a bundler that splits
 * by who reaches what would cut a chunk for each combination, and small chunks compress badly.
 */
export const kit = {
  css, html, nothing, icon, glyphs, iconButton, emptyTemplate, stateIcon, severities, sparkline,
  formatCount, formatLatency, formatNumber, formatUnit, formatDuration, defineElement,
} as const;
