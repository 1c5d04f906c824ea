import { fail } from "../../core/errors.ts";
import { checkRecord } from "../../core/spec.ts";
import { checkMitigation, type MitigationSpec, mitigations } from "./index.ts";
import type { CostOptions, MitigationKind } from "./mitigation.ts";

/** What mitigation costs. Plain data. */
export interface MitigationCost {
  /** Circuits to run where there is one without mitigation. */
  readonly circuits: number;
  /** Shots of all circuits together. */
  readonly shots: number;
  /** Gates of an average circuit, as a multiple of those without mitigation. */
  readonly length: number;
  /** Variance of an estimate, as a multiple of that without mitigation from as many shots as each circuit has. */
  readonly variance: number;
  /** How many times as many shots, all circuits together, give the standard error that there is without mitigation: circuits times variance. */
  readonly overhead: number;
}

/**
 * What mitigation costs in shots. Fits that are weighted sums of measured values multiply the variance by the sum of the squared weights, the exponential fit
 * by that of its derivatives where values are so far from the asymptote as `values` says, readout inversion by 1 / (1 - p01 - p10)^2 for each letter. All measurements are taken to have the same variance,
 * that of the circuit as it is: an upper bound for <Z> is 1 / shots each. Errors: mitigations that `checkMitigation` refuses; no whole number of shots; no
 * `readout` or `values` where they are needed.
 */
export function mitigationCost(mitigation: readonly MitigationSpec[], options: CostOptions): MitigationCost {
  const specs = checkMitigation(mitigation, "mitigationCost: mitigation");
  const given = checkRecord(
    options,
    ["shots", "readout", "values"],
    "mitigationCost: options",
  ) as unknown as CostOptions;
  const { shots } = given;
  if (!Number.isSafeInteger(shots) || shots < 1) fail("mitigationCost: shots", "a whole number from 1", shots);
  const all = specs.map((spec) => (mitigations[spec.kind] as MitigationKind).cost(spec, given));
  const product = (of: (one: (typeof all)[number]) => number): number => all.reduce((sum, one) => sum * of(one), 1);
  const circuits = product((one) => one.circuits);
  const variance = product((one) => one.variance);
  return {
    circuits,
    shots: circuits * shots,
    length: product((one) => one.gates) / circuits,
    variance,
    overhead: circuits * variance,
  };
}
