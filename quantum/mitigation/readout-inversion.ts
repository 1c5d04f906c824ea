import { fail } from "../../core/errors.ts";
import type { Options } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import { withNoise } from "../noise/index.ts";
import { checkObservable } from "../observables/observable.ts";
import type { MitigationKind } from "./mitigation.ts";
import { invertedObservable, type ReadoutError, readoutErrorOf, readoutErrorsOf } from "./readout-errors.ts";

const fields = {};

/**
 * Undoes the readout errors of the noise model (or of the circuit), which must be known: in <Z> and Pauli strings letter by letter, <P> = (read - shift) / factor
 * with shift = p10 - p01 and factor = 1 - p01 - p10 (where the shift is not 0, strings with fewer letters are measured as well); in probabilities by the inverse
 * confusion matrix of each wire. No options. Exact for expectations; from shots the variance grows by 1 / factor^2 for each letter, and estimates may leave
 * [-1, 1] or [0, 1]: they are not clipped, as that would bias them. Bravyi et al., arXiv 2006.14044, tensor-product noise.
 * Errors, when a circuit is opened: no readout errors, so that there is nothing to invert; p01 + p10 = 1 on a measured wire; strengths that are parameters.
 */
export function readoutInversion(options: Options<typeof fields> = {}): Spec<"readoutInversion", typeof fields> {
  return specOf("readoutInversion", fields, options, "readoutInversion");
}

export const readoutInversionKind = {
  help: "undoes known readout errors",
  fields,
  open(_options, job, plain) {
    const { circuit, noise, measure, maxBatch } = job;
    const found = readoutErrorsOf(noise === null ? circuit : withNoise(circuit, noise));
    // Only of wires that are measured: others may be as wrong as they like.
    const errorOf = (wire: number): ReadoutError | null => {
      const strengths = found.get(wire);
      return strengths ? readoutErrorOf(...strengths, `readoutInversion: wire ${wire}`) : null;
    };
    const all = Array.from({ length: circuit.numQubits }, (_, wire) => wire);
    if (measure === "z") return transformed(plain(job), zInversion(all.map(errorOf)), maxBatch);
    if (measure === "probabilities" || "probabilities" in measure) {
      const wires = measure === "probabilities" ? all : measure.probabilities;
      return transformed(plain(job), confusionInversion(wires.map(errorOf)), maxBatch);
    }
    const observables = measure.map((given, k) => {
      const where = `measure[${k}]`;
      const sum = typeof given === "string" ? { terms: [[1, given] as const] } : given;
      return invertedObservable(checkObservable(sum, circuit.numQubits, where), errorOf, where);
    });
    return plain({ ...job, measure: observables });
  },
  cost(_options, { readout }) {
    if (!Array.isArray(readout)) {
      fail("mitigationCost: readout", "a list of { p01, p10 }, one for each letter that is measured", readout);
    }
    const variance = Array.from(readout as readonly ReadoutError[], (letter, k) => {
      const { p01, p10 } = letter ?? {};
      return readoutErrorOf(p01, p10, `mitigationCost: readout[${k}]`).factor;
    }).reduce((product, factor) => product / (factor * factor), 1);
    return { circuits: 1, gates: 1, variance };
  },
} satisfies MitigationKind<typeof fields>;

/** A change of one sample's outputs, which lie from `at` on: forth in place, and back for derivatives by them. */
interface Inversion {
  forward(values: Float64Array, at: number): void;
  backward(grads: Float64Array, at: number): void;
}

function zInversion(errors: readonly (ReadoutError | null)[]): Inversion {
  return {
    forward(values, at) {
      errors.forEach((error, wire) => {
        if (error) values[at + wire] = (values[at + wire]! - error.shift) / error.factor;
      });
    },
    backward(grads, at) {
      errors.forEach((error, wire) => {
        if (error) grads[at + wire]! /= error.factor;
      });
    },
  };
}

/** The inverse of [[1 - p01, p10], [p01, 1 - p10]] on each wire's bit, the first wire's the most significant; back its transpose. */
function confusionInversion(errors: readonly (ReadoutError | null)[]): Inversion {
  const size = 2 ** errors.length;
  function apply(values: Float64Array, at: number, transposed: boolean): void {
    errors.forEach((error, k) => {
      if (!error) return;
      const { p01, p10, factor } = error;
      const bit = 1 << (errors.length - 1 - k);
      const [upper, lower] = transposed ? [p01, p10] : [p10, p01];
      for (let i = 0; i < size; i++) {
        if (i & bit) continue;
        const zero = values[at + i]!;
        const one = values[at + i + bit]!;
        values[at + i] = ((1 - p10) * zero - upper * one) / factor;
        values[at + i + bit] = ((1 - p01) * one - lower * zero) / factor;
      }
    });
  }
  return {
    forward: (values, at) => apply(values, at, false),
    backward: (grads, at) => apply(grads, at, true),
  };
}

/** The circuit opened, with its outputs changed. */
function transformed(opened: OpenCircuit, inversion: Inversion, maxBatch: number): OpenCircuit {
  const { outputs } = opened;
  const own = new Float64Array(maxBatch * outputs);
  return {
    ...opened,
    bytes: opened.bytes + own.byteLength,
    forward(params, inputs, batch, out) {
      opened.forward(params, inputs, batch, out);
      for (let s = 0; s < batch; s++) inversion.forward(out, s * outputs);
    },
    backward(batch, cotangent, gradParams, rowStride, gradInputs) {
      own.set(cotangent.subarray(0, batch * outputs));
      for (let s = 0; s < batch; s++) inversion.backward(own, s * outputs);
      opened.backward(batch, own, gradParams, rowStride, gradInputs);
    },
  };
}
