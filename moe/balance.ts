import { fail } from "../core/errors.ts";
import { exp, log } from "../core/math/index.ts";

/** How routing spreads samples over experts. */
export interface Balance {
  /** Mean routing weight of each expert; sums to 1. */
  readonly load: readonly number[];
  /** Each load over an even share, 1 / experts: 1 when even. */
  readonly relativeLoad: readonly number[];
  /** exp(entropy of the load) / experts: 1 when even, 1 / experts when one expert takes all. */
  readonly evenness: number;
  /** Standard deviation of the load over its mean (coefficient of variation, divided by the number of experts): 0 when even. */
  readonly variation: number;
  /** Share of experts whose load is below a tenth of an even share. */
  readonly dead: number;
  /** Mean over samples of the entropy of a sample's weights, in nats: 0 when each sample goes to one expert. */
  readonly sampleEntropy: number;
  /** Mutual information of expert and label in nats, weights taken as probabilities: 0 when routing says nothing about the label. Null without labels. */
  readonly labelInformation: number | null;
}

/**
 * Measures routing. weights: (samples, experts), row by row, each row summing to 1; labels: (samples,), from 0 to classes - 1, or
 * null where there are none (regression). Errors: no samples, lengths that do not fit.
 */
export function balance(weights: Float64Array, labels: Int32Array | null, experts: number, classes: number): Balance {
  const samples = labels === null ? Math.floor(weights.length / experts) : labels.length;
  if (samples === 0) fail("balance", "at least one sample", samples);
  if (weights.length !== samples * experts) fail("balance", `${samples} x ${experts} weights`, weights);
  const load = new Array<number>(experts).fill(0);
  const labelShare = new Array<number>(classes).fill(0);
  const joint = new Array<number>(experts * classes).fill(0);
  let sampleEntropy = 0;
  for (let s = 0; s < samples; s++) {
    const label = labels === null ? 0 : labels[s]!;
    labelShare[label]! += 1 / samples;
    for (let e = 0; e < experts; e++) {
      const weight = weights[s * experts + e]!;
      load[e]! += weight / samples;
      joint[e * classes + label]! += weight / samples;
      if (weight > 0) sampleEntropy -= (weight * log(weight)) / samples;
    }
  }
  const ideal = 1 / experts;
  const variance = load.reduce((sum, share) => sum + (share - ideal) * (share - ideal), 0) / experts;
  return {
    load,
    relativeLoad: load.map((share) => share * experts),
    evenness: exp(entropy(load)) / experts,
    variation: Math.sqrt(variance) * experts,
    dead: load.filter((share) => share < 0.1 * ideal).length / experts,
    sampleEntropy,
    // Never negative but for rounding.
    labelInformation: labels === null ? null : Math.max(0, entropy(load) + entropy(labelShare) - entropy(joint)),
  };
}

/** Entropy of shares that sum to 1, in nats. */
function entropy(shares: readonly number[]): number {
  return shares.reduce((sum, share) => (share > 0 ? sum - share * log(share) : sum), 0);
}
