import type { Experiment } from "../results.ts";

/** Whether a larger metric is the better one: true for accuracies, false for losses. */
export function higherIsBetter({ metric }: Experiment): boolean {
  return metric.kind !== "lossSum";
}

/** What is measured, as a noun: `test accuracy`. Epochs are counted from 0, as in the spec. */
export function metricName({ metric }: Experiment): string {
  switch (metric.kind) {
    case "testAccuracy":
      return "test accuracy";
    case "trainAccuracy":
      return "training accuracy";
    case "lossSum":
      return `training loss summed over epoch ${metric.epoch}`;
  }
  return metric satisfies never;
}

/** A value of the experiment's metric: accuracies as `.981`, losses to three figures. */
export function formatMetric(experiment: Experiment, value: number): string {
  return higherIsBetter(experiment) ? formatShare(value) : formatLoss(value);
}

/** A difference of two values of the metric, always with its sign: `+.036`. */
export function formatDifference(experiment: Experiment, value: number): string {
  const size = formatMetric(experiment, Math.abs(value));
  return size === ".000" ? size : `${value > 0 ? "+" : "−"}${size}`;
}

/** A number of the order of 1 with three decimals and no leading zero: `.981`. Never rounds to 0 or 1 what is not exactly that. */
export function formatShare(value: number): string {
  const whole = Math.round(value);
  // Closer than any count of rows can bring it: a sum's last bits.
  if (Math.abs(value - whole) < 1e-9) return whole === 0 ? ".000" : withSign(whole.toFixed(3));
  for (const digits of [3, 4, 5]) {
    const text = value.toFixed(digits);
    if (!Number.isInteger(Number(text))) return withSign(text);
  }
  return withSign(value.toPrecision(2));
}

/** A loss to three significant figures, without a leading zero. */
export function formatLoss(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return value.toExponential(2);
  if (size >= 100) return withSign(value.toFixed(0));
  if (size >= 10) return withSign(value.toFixed(1));
  if (size >= 1) return withSign(value.toFixed(2));
  return formatShare(value);
}

/** `p = .0003`; values that cannot be told from the limit of .05 by three decimals get four. */
export function formatP(p: number): string {
  const text = bareP(p);
  return text.startsWith("<") ? `p ${text.replace("<", "< ")}` : `p = ${text}`;
}

/** The number alone, for tables: `.0003` or `<.0001`. */
export function bareP(p: number): string {
  if (p < 0.0001) return "<.0001";
  if (p >= 1) return "1";
  const digits = p < 0.001 || (p < 0.05 && p >= 0.0495) ? 4 : p < 0.1 ? 3 : 2;
  return p.toFixed(digits).replace(/^0/, "");
}

/** `63 %`; a share that is not all or none never reads 0 % or 100 %. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.01) return "less than 1 %";
  if (share < 1 && share > 0.99) return "more than 99 %";
  return `${Math.round(share * 100)} %`;
}

/** `.969 to .990`. */
export function formatInterval(experiment: Experiment, [low, high]: readonly [number, number]): string {
  return `${formatMetric(experiment, low)} to ${formatMetric(experiment, high)}`;
}

/** A setting such as a learning rate or a threshold: as many digits as it has, no leading zero. */
export function formatPlain(value: number): string {
  return withSign(String(value));
}

function withSign(text: string): string {
  return text.replace(/^(-?)0\./, "$1.").replace("-", "−");
}
