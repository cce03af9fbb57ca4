import { css, html, nothing } from 'lit';
import { glyphs, icon } from './icon.ts';
import { formatCount, formatLatency, formatNumber, formatShare, formatUnit } from './number-format.ts';
import { emptyTemplate, iconButton } from './panel-template.ts';
import { formatDuration } from './relative-time.ts';
import { severityIcon } from './severity-icon.ts';
import { sparkline } from './sparkline.ts';
import { sparklineWords } from './sparkline-words.ts';
import { statusIcon } from './status-icon.ts';

/**
 * What parts that are loaded on demand draw with. One object, and they import nothing else of value: a bundler that splits by
 * who reaches what would cut every shared file into a chunk of its own, and small chunks compress badly (5 kB for the three elements).
 */
export const kit = {
  css, html, nothing, icon, glyphs, iconButton, emptyTemplate, severityIcon, statusIcon, sparkline, sparklineWords,
  formatCount, formatLatency, formatNumber, formatShare, formatUnit, formatDuration,
} as const;
