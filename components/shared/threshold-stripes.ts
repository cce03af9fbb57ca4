import type { Plugin } from 'chart.js';

export interface StripeOptions {
  /** In the chart's unit, the better first. */
  readonly bands: readonly number[];
  /** One more than bands. */
  readonly colours: readonly string[];
}

/** A plugin of chart.js: tints the field between thresholds, under everything else. */
export const thresholdStripes: Plugin<'bar' | 'line', StripeOptions> = {
  id: 'thresholdStripes',
  beforeDraw: ({ ctx, chartArea: { left, right, top, bottom }, scales }, _given, { bands, colours }) => {
    if (!bands?.length) return;
    const heights = [...bands.map((band) => scales['y']?.getPixelForValue(band) ?? top), top].map((height) => Math.min(bottom, Math.max(top, height)));
    ctx.save();
    ctx.globalAlpha = 0.07;
    heights.forEach((height, index) => {
      const under = heights[index - 1] ?? bottom;
      ctx.fillStyle = colours[index] ?? 'transparent';
      ctx.fillRect(left, height, right - left, under - height);
    });
    ctx.restore();
  },
};
