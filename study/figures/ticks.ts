/** Tick labels of an axis of metrics: all with the same number of decimals, no leading zero. */
export function metricTick(value: number, _index = 0, ticks: readonly number[] = [value]): string {
  if (value === 0) return "0";
  const digits = Math.max(0, ...ticks.map(decimals));
  return value
    .toFixed(digits)
    .replace(/^(-?)0\./, "$1.")
    .replace("-", "−");
}

/** The same with a plus before positive numbers. */
export function differenceTick(value: number, index = 0, ticks: readonly number[] = [value]): string {
  return `${value > 0 ? "+" : ""}${metricTick(value, index, ticks)}`;
}

/** A tick label of a measured feature: all with the same number of decimals, very large and very small ones with an exponent. */
export function plainTick(value: number, _index = 0, ticks: readonly number[] = [value]): string {
  const size = Math.max(...ticks.map(Math.abs));
  const text = size >= 1e5 || size < 0.001 ? value.toExponential() : value.toFixed(Math.max(0, ...ticks.map(decimals)));
  return text.replace("-", "−");
}

/** Whole numbers only: other ticks stay unlabelled. */
export function wholeTick(value: number): string {
  return Number.isInteger(value) ? String(value) : "";
}

/** Decimals that a tick needs; ticks are round numbers up to the last bits. */
function decimals(value: number): number {
  return String(Number(value.toPrecision(10))).split(".")[1]?.length ?? 0;
}
