import { MoireError } from "../../core/errors.ts";
import type { Circuit } from "../circuit.ts";

/** The start of a circuit whose first inputs are its state's amplitudes: padded with zeros, divided by the row's length. */
export interface Amplitudes {
  /** Writes the block's states (2^n, re/im, lane) at `at`. first: the block's first sample; v: its lanes. */
  forward(inputs: Float64Array, first: number, v: number, psi: Float64Array, at: number): void;
  /**
   * Adds the derivatives by the numbers before they were divided: (g - (g . a) a) / length, a what they are in the state and g what lambda has there.
   */
  backward(
    psi: Float64Array,
    at: number,
    lambda: Float64Array,
    first: number,
    v: number,
    gradInputs: Float64Array,
  ): void;
}

type Starting = Pick<Circuit, "amplitudes" | "complex" | "numQubits" | "numInputs">;

export function openAmplitudes({ amplitudes, complex, numQubits, numInputs }: Starting, maxBatch: number): Amplitudes {
  const size = 2 ** numQubits;
  // Numbers of a row; where amplitudes are real, imaginary parts are passed over.
  const count = complex ? 2 * amplitudes : amplitudes;
  const step = complex ? 1 : 2;
  const lengths = new Float64Array(maxBatch);
  return {
    forward(inputs, first, v, psi, at) {
      psi.fill(0, at, at + size * 2 * v);
      for (let lane = 0; lane < v; lane++) {
        const row = (first + lane) * numInputs;
        let sum = 0;
        for (let i = 0; i < count; i++) sum += inputs[row + i]! * inputs[row + i]!;
        const length = Math.sqrt(sum);
        if (!(length >= 1e-140 && length <= 1e140)) noState(first + lane, length);
        lengths[first + lane] = length;
        for (let i = 0; i < count; i++) psi[at + i * step * v + lane] = inputs[row + i]! / length;
      }
    },
    backward(psi, at, lambda, first, v, gradInputs) {
      for (let lane = 0; lane < v; lane++) {
        let along = 0;
        for (let i = 0; i < count; i++) along += lambda[i * step * v + lane]! * psi[at + i * step * v + lane]!;
        const row = (first + lane) * numInputs;
        const length = lengths[first + lane]!;
        for (let i = 0; i < count; i++) {
          const k = i * step * v + lane;
          gradInputs[row + i]! += (lambda[k]! - along * psi[at + k]!) / length;
        }
      }
    },
  };
}

/** A row whose amplitudes make no state; `sample` counts from 0 within the batch. */
export class NoState extends MoireError {
  readonly sample: number;
  constructor(sample: number, length: number) {
    super(
      `circuit: sample ${sample} has amplitudes of length ${length}; to be normalised they must be finite and not all 0 (length from 1e-140 to 1e140)`,
    );
    this.sample = sample;
  }
}

export function noState(sample: number, length: number): never {
  throw new NoState(sample, length);
}
