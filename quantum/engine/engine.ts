import type { Key } from "../../core/key.ts";
import type { Primitive } from "../plan.ts";

/**
 * A circuit opened for batches: forward runs it and keeps snapshots, backward turns the derivative by what forward gave into derivatives
 * by parameters and inputs. All memory is allocated when it is opened.
 */
export interface OpenCircuit {
  /** Name of the engine, as results report it. */
  readonly engine: string;
  /** Bytes allocated. */
  readonly bytes: number;
  /** Numbers that forward gives for each sample. */
  readonly outputs: number;
  /**
   * params: (numParams,); inputs: (batch, numInputs) row by row, in the units the circuit's scales expect (radians for scale 1).
   * out: (batch, outputs), what is measured, overwritten: <Z> of each wire unless the circuit was opened for something else.
   */
  forward(params: Float64Array, inputs: Float64Array, batch: number, out: Float64Array): void;
  /**
   * For the batch of the last forward. cotangent: (batch, outputs). Adds the derivative of sum(cotangent * out) by parameter p for sample s
   * to gradParams[s * rowStride + p] (0: the batch's sum). Overwrites gradInputs (batch, numInputs) unless it is null.
   */
  backward(
    batch: number,
    cotangent: Float64Array,
    gradParams: Float64Array,
    rowStride: number,
    gradInputs: Float64Array | null,
  ): void;
  /**
   * Where results are sampled (shots, trajectories): what all calls from now on draw follows from this key and the row's number alone, so that the same call
   * gives the same numbers again. It must be called before the first forward. Missing where nothing is drawn.
   */
  useKey?(key: Key): void;
}

/** Numbers that an engine gives for each sample: <Z> of each wire, or the state's amplitudes, real and imaginary part of each in turn. */
export function outputsOf(primitive: Primitive, numQubits: number): number {
  return primitive === "z" ? numQubits : 2 ** (numQubits + 1);
}
