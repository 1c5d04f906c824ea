/**
 * A circuit opened for batches: forward runs it and keeps snapshots, backward turns the derivative by the expectations into derivatives
 * by parameters and inputs. All memory is allocated when it is opened.
 */
export interface OpenCircuit {
  /** Name of the engine, as results report it. */
  readonly engine: string;
  /** Bytes allocated. */
  readonly bytes: number;
  /**
   * params: (numParams,); inputs: (batch, numInputs) row by row, in the units the circuit's scales expect (radians for scale 1).
   * expectations: (batch, numQubits), <Z> of each wire, overwritten.
   */
  forward(params: Float64Array, inputs: Float64Array, batch: number, expectations: Float64Array): void;
  /**
   * For the batch of the last forward. cotangent: (batch, numQubits). Adds the derivative of sum(cotangent * <Z>) by parameter p for sample s
   * to gradParams[s * rowStride + p] (0: the batch's sum). Overwrites gradInputs (batch, numInputs) unless it is null.
   */
  backward(
    batch: number,
    cotangent: Float64Array,
    gradParams: Float64Array,
    rowStride: number,
    gradInputs: Float64Array | null,
  ): void;
}
