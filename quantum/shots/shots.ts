import { multinomialInto } from "../../core/binomial.ts";
import { fail } from "../../core/errors.ts";
import type { Circuit } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import type { Measure } from "../observables/measure.ts";
import { openRowStream } from "./row-stream.ts";
import { openSampled } from "./sampled.ts";

/** How far below 0 rounding may bring a probability. */
const ROUNDING = 1e-12;

/**
 * Opens a circuit whose outputs are estimates from so many shots: for "z" and probabilities one draw of all wires together, for a list of observables one for each group of strings that can be
 * measured together (no two letters on a wire differ). `openExact` gives the probabilities that are drawn from. `useKey` must be called first; all draws of a row
 * follow from its number and that key. backward measures derivatives by the parameter-shift rule, with shots of its own for each shifted circuit: two or four circuits for each place of the
 * circuit where a parameter stands (and an input, where gradInputs is wanted), not for each parameter. The rule is unbiased: the mean of the derivatives that it gives is the exact
 * derivative of sum(cotangent * out) for a fixed cotangent. The gradient of a loss that is not linear in the outputs has a bias of order 1/shots, as the cotangent itself comes from shots.
 * Errors: the measure "state"; a parameter as strength of a channel that is not unitary; derivatives by amplitudes. Mitarai et al., arXiv 1803.00745; Schuld et al., arXiv 1811.11184.
 */
export function openShots(
  circuit: Circuit,
  maxBatch: number,
  shots: number,
  measure: Measure,
  openExact: (circuit: Circuit, maxBatch: number, measure: Measure) => OpenCircuit,
): OpenCircuit {
  return openSampled(circuit, maxBatch, shots, measure, (setting, wires) => {
    const exact = openExact(setting, maxBatch, { probabilities: wires });
    const outcomes = exact.outputs;
    const probabilities = new Float64Array(maxBatch * outcomes);
    const counts = new Float64Array(outcomes);
    const stream = openRowStream();
    return {
      engine: exact.engine,
      bytes: exact.bytes + probabilities.byteLength + counts.byteLength,
      sample(params, inputs, batch, key, take) {
        exact.forward(params, inputs, batch, probabilities);
        clean(probabilities, batch * outcomes);
        for (let row = 0; row < batch; row++) {
          stream.restart(key, row);
          multinomialInto(stream, shots, probabilities, counts, row * outcomes);
          take(row, counts);
        }
      },
    };
  });
}

/** Raises to 0 what rounding alone brought below. */
export function clean(probabilities: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const p = probabilities[i]!;
    if (p >= 0) continue;
    if (!(p >= -ROUNDING)) fail("shots", "probabilities from 0 to 1", p, "Check that parameters and inputs are finite");
    probabilities[i] = 0;
  }
}
