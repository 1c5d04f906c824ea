/** (high + low) / (bottom + bottomLow), rounded about once; each low part is small against its high part. */
export function quotient(high: number, low: number, bottom: number, bottomLow: number): number {
  const q = high / bottom;
  // high - q * bottom, exactly: the product's rounding by Dekker's splitting.
  const qHigh = q * 134217729 - (q * 134217729 - q);
  const bHigh = bottom * 134217729 - (bottom * 134217729 - bottom);
  const qLow = q - qHigh;
  const bLow = bottom - bHigh;
  const product = q * bottom;
  const lost = qHigh * bHigh - product + qHigh * bLow + qLow * bHigh + qLow * bLow;
  return q + (high - product - lost + low - q * bottomLow) / bottom;
}
