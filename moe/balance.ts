import { fail } from "../core/errors.ts";
import { exp, log } from "../core/math/index.ts";

/** How routing spreads samples over experts. */
export interface Balance {
  /** Mean share of each expert in a sample's weights; sums to 1. */
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
 * Measures routing. weights: (samples, experts), row by row; a row counts by its shares, each weight over their sum (1 but for gatings that keep
 * probabilities), and a row of zeros for no expert. labels: (samples,), from 0 to classes - 1, or
 * null where there are none (regression). Errors: no samples, lengths that do not fit, a weight that is no number from 0, a label that is no class.
 */
export function balance(weights: Float64Array, labels: Int32Array | null, experts: number, classes: number): Balance {
  const samples = labels === null ? Math.floor(weights.length / experts) : labels.length;
  if (samples === 0) fail("balance", "at least one sample", samples);
  if (weights.length !== samples * experts) fail("balance", `${samples} x ${experts} weights`, weights);
  const load = new Array<number>(experts).fill(0);
  const labelShare = new Array<number>(classes).fill(0);
  const joint = new Array<number>(experts * classes).fill(0);
  let sampleEntropy = 0;
  const routed = samples - emptyRows(weights, experts);
  if (routed === 0) fail("balance", "a row with a weight that is not 0", 0);
  for (let s = 0; s < samples; s++) {
    const label = labels === null ? 0 : labels[s]!;
    if (labels !== null && !(label >= 0 && label < classes)) {
      fail(`balance: labels[${s}]`, `a class from 0 to ${classes - 1}`, label);
    }
    const sum = sumOf(weights, s * experts, experts);
    if (!(sum >= 0 && sum < Infinity)) fail(`balance: weights of sample ${s}`, "numbers from 0", sum);
    if (sum === 0) continue;
    labelShare[label]! += 1;
    for (let e = 0; e < experts; e++) {
      // What differs from 1 by rounding alone stays as it is.
      const weight = Math.abs(sum - 1) < 1e-9 ? weights[s * experts + e]! : weights[s * experts + e]! / sum;
      load[e]! += weight;
      joint[e * classes + label]! += weight;
      if (weight > 0) sampleEntropy -= (weight * log(weight)) / routed;
    }
  }
  // Counted first and divided once, so that an expert that has all rows has a share of 1, and no more.
  for (const list of [load, labelShare, joint])
    list.forEach((sum, i) => {
      list[i] = Math.min(1, sum / routed);
    });
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

function sumOf(weights: Float64Array, first: number, count: number): number {
  let sum = 0;
  for (let i = first; i < first + count; i++) sum += weights[i]!;
  return sum;
}

function emptyRows(weights: Float64Array, experts: number): number {
  let count = 0;
  for (let first = 0; first < weights.length; first += experts) if (sumOf(weights, first, experts) === 0) count++;
  return count;
}

/** Entropy of shares that sum to 1, in nats. */
function entropy(shares: readonly number[]): number {
  return shares.reduce((sum, share) => (share > 0 ? sum - share * log(share) : sum), 0);
}
