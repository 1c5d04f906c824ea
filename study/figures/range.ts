/** Smallest and largest of some numbers with a margin on both sides; numbers that are all equal get room around them. */
export function paddedRange(values: readonly number[], share = 0.05): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = (high - low) * share || Math.abs(high) * share || 1;
  return [low - margin, high + margin];
}

/** The same for values of a metric: an accuracy's axis ends a little above 1, a loss's at 0. */
export function metricRange(values: readonly number[], accuracy: boolean): [number, number] {
  const [low, high] = paddedRange(values);
  if (!accuracy) return [Math.min(...values) >= 0 ? Math.max(0, low) : low, high];
  const span = Math.max(high - low, 0.02);
  return [Math.max(-span * 0.03, Math.min(low, high - span)), Math.min(high, 1 + span * 0.03)];
}
