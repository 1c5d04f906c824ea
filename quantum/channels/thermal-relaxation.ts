import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { exp, expm1 } from "../../core/math/index.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { dampingTransfer, krausOf } from "./damping-form.ts";

const fields = {
  t1: number({ help: "relaxation time T1, in the unit of time", min: 0, above: true, max: Infinity }),
  t2: number({ help: "dephasing time T2, at most 2 T1", min: 0, above: true, max: Infinity }),
  time: number({ help: "how long the wire waits, in the unit of t1 and t2", min: 0, max: Infinity }),
  excited: number({ help: "population of |1> in equilibrium", min: 0, max: 1, default: 0 }),
};

/**
 * Relaxation of one wire for a time: X and Y shrink by exp(-time/t2), Z goes to its equilibrium 1 - 2 excited as exp(-time/t1) does to 0. One formula for
 * t2 <= t1 and t1 < t2 <= 2 t1. Options: t1, t2 (above 0, T2 <= 2 T1) and time (0 or more), in one unit, whichever; excited, 0 to 1, default 0 (a cold
 * environment). PennyLane's ThermalRelaxationError(pe, t1, t2, tq); Qiskit's thermal_relaxation_error. Nielsen & Chuang 8.3.5, 8.3.6.
 * Errors: one missing or out of bounds; that t2 is above 2 t1 is found when the channel is applied.
 */
export function thermalRelaxation(options: Options<typeof fields>): Spec<"thermalRelaxation", typeof fields> {
  return specOf("thermalRelaxation", fields, options, "thermalRelaxation");
}

export const thermalRelaxationChannel = {
  help: "decay with T1 and dephasing with T2 for a time",
  wires: 1,
  form: "affine",
  fields,
  check: ([t1 = 1, t2 = 1]) => (t2 > 2 * t1 ? "t2 at most 2 t1, as every relaxation has" : null),
  kraus([t1 = 1, t2 = 1, time = 0, excited = 0]) {
    const lost = -expm1(-time / t1);
    const [up, down] = [excited * lost, (1 - excited) * lost];
    const [zero, one, coherence] = [1 - up, 1 - down, exp(-time / t2)];
    // The Choi matrix has |0><0| and |1><1| coupled by [[zero, coherence], [coherence, one]], whose Cholesky factor from the larger end (at least 1/2)
    // gives the two diagonal matrices. What is left at the other end is 0 at t2 = 2 t1, and may round below.
    const larger = Math.max(zero, one);
    const rest = Math.sqrt(Math.max(0, Math.min(zero, one) - (coherence * coherence) / larger));
    const [a, b] = [Math.sqrt(larger), coherence / Math.sqrt(larger)];
    return [
      ...(zero >= one ? [krausOf(a, 0, 0, b), krausOf(0, 0, 0, rest)] : [krausOf(b, 0, 0, a), krausOf(rest, 0, 0, 0)]),
      krausOf(0, Math.sqrt(down), 0, 0),
      krausOf(0, 0, Math.sqrt(up), 0),
    ];
  },
  transfer: ([t1 = 1, t2 = 1, time = 0, excited = 0]) =>
    dampingTransfer(exp(-time / t2), exp(-time / t1), -expm1(-time / t1) * (1 - 2 * excited)),
  slopes([t1 = 1, t2 = 1, time = 0, excited = 0]) {
    const bias = 1 - 2 * excited;
    const z1 = slopeByScale(time, t1);
    const z = -exp(-time / t1) / t1;
    return [
      dampingTransfer(0, z1, -bias * z1, 0),
      dampingTransfer(slopeByScale(time, t2), 0, 0, 0),
      dampingTransfer(-exp(-time / t2) / t2, z, -bias * z, 0),
      dampingTransfer(0, 0, 2 * expm1(-time / t1), 0),
    ];
  },
} satisfies Channel<typeof fields>;

/** The derivative of exp(-time/t) by t; 0 where that is 0, however small t is. */
function slopeByScale(time: number, t: number): number {
  const decay = exp(-time / t);
  return decay === 0 ? 0 : (decay * (time / t)) / t;
}
