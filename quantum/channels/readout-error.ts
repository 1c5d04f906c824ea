import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel, Transfer } from "./channel.ts";
import { krausOf } from "./damping-form.ts";

const fields = {
  p01: number({ help: "probability to read 1 where it is 0", min: 0, max: 1 }),
  p10: number({ help: "probability to read 0 where it is 1", min: 0, max: 1 }),
};

/**
 * An error of reading one wire, the last op on it: of the two outcomes, 0 is read as 1 with probability p01 and 1 as 0 with probability p10. Options: p01 and
 * p10, 0 to 1. A device turns X and Y into Z before it reads, so each measured letter suffers alike: <P> becomes p10 - p01 + (1 - p01 - p10) <P>, which is what
 * `transfer` holds for P = X, Y and Z; measured strings take the product. That is no map of states: `kraus` is the measurement in the Z basis with its wrong
 * outcome, sqrt(P(read | is)) |read><is|, and has only the rows I and Z in common with it. Nielsen & Chuang 8.1; for p01 = p10
 * the readout_prob of PennyLane's default.mixed. Errors: one missing or out of bounds.
 */
export function readoutError(options: Options<typeof fields>): Spec<"readoutError", typeof fields> {
  return specOf("readoutError", fields, options, "readoutError");
}

export const readoutErrorChannel = {
  help: "an outcome is read wrongly",
  wires: 1,
  form: "readout",
  fields,
  kraus: ([p01 = 0, p10 = 0]) => [
    krausOf(Math.sqrt(1 - p01), 0, 0, 0),
    krausOf(0, Math.sqrt(p10), 0, 0),
    krausOf(0, 0, Math.sqrt(p01), 0),
    krausOf(0, 0, 0, Math.sqrt(1 - p10)),
  ],
  transfer: ([p01 = 0, p10 = 0]) => reading(1, p10 - p01, 1 - p01 - p10),
  slopes: () => [reading(0, -1, -1), reading(0, 1, -1)],
} satisfies Channel<typeof fields>;

/** Rows X, Y and Z: a shift, and a factor at the letter's own place. */
function reading(one: number, shift: number, factor: number): Transfer {
  const out = new Float64Array(16);
  out[0] = one;
  for (let letter = 1; letter < 4; letter++) {
    out[4 * letter] = shift;
    out[5 * letter] = factor;
  }
  return out;
}
