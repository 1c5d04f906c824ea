import type { PanelAxis } from "../panels.ts";
import { metricRange } from "../range.ts";
import { metricTick } from "../ticks.ts";

/** A vertical axis of accuracies whose ticks are known. */
export interface ShareAxis extends PanelAxis {
  readonly ticks: readonly number[];
}

const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2] as const;

/** The axis for these accuracies; `below` is the share of its length that is kept free of them at the bottom. */
export function shareAxis(values: readonly number[], label: string, below = 0): ShareAxis {
  const [low, high] = metricRange(values, true);
  const step = STEPS.find((one) => (high - low) / one <= 8) ?? 0.5;
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step); k * step <= Math.min(high, 1 + 1e-9); k++)
    ticks.push(Number((k * step).toFixed(3)));
  const bottom = high - (high - low) / (1 - below);
  return { label, domain: [bottom, high], ticks, tickFormat: (value) => metricTick(value, 0, ticks) };
}
