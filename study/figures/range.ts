/** Smallest and largest of some numbers with a margin on both sides; numbers that are all equal get room around them. */
export function paddedRange(values: readonly number[], share = 0.05): [number, number] {
  const [low, high] = endsOf(values);
  const margin = (high - low) * share || Math.abs(high) * share || 1;
  return [low - margin, high + margin];
}

/** The same for values of a metric: an axis of shares, from 0 to 1, ends a little outside them, one of losses at 0. Accuracies in percent are no shares. */
export function metricRange(values: readonly number[], accuracy: boolean): [number, number] {
  const [least, most] = endsOf(values);
  const [low, high] = paddedRange(values);
  if (!accuracy || most > 1) return [least >= 0 ? Math.max(0, low) : low, high];
  const span = Math.max(high - low, 0.02);
  const bottom = Math.min(low, high - span);
  return [least >= 0 ? Math.max(-span * 0.03, bottom) : bottom, Math.min(high, 1 + span * 0.03)];
}

/** A loop, as a call takes no more than some hundred thousand arguments. */
function endsOf(values: readonly number[]): readonly [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
