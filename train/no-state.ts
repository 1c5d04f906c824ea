import { MoireError } from "../core/errors.ts";
import { NoState } from "../quantum/index.ts";

/** What a step or a prediction threw; where a row's amplitudes make no state, with that row's number among all rows. */
export function withRow(error: unknown, where: string, rowOf: (sample: number) => number): unknown {
  if (!(error instanceof NoState)) return error;
  return new MoireError(
    `${where}: row ${rowOf(error.sample)} of those given makes no quantum state, as its amplitudes (after scaling) are all 0 or out of range. ` +
      'If it is not 0 itself, minmax scaling made it so, as it turns each feature\'s least value into 0: take the scaling "standard", "unit" or "none". Else leave such rows out, or take the embedding "angle"',
  );
}
