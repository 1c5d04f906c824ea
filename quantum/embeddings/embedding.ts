import type { Fields, Options } from "../../core/fields.ts";
import type { GateOp, ParameterGroup } from "../circuit.ts";

/** The parts of a circuit that its inputs enter by: `circuit(qubits, [...ops, ...ansatz], { amplitudes })`. */
export interface Embedded {
  readonly ops: readonly GateOp[];
  /** How many inputs, the first ones, are amplitudes of the start state; 0: the circuit starts in |0..0>. */
  readonly amplitudes: number;
  /** Groups of the parameters that the ops name, counted from 0; missing: they name none. */
  readonly parameters?: readonly ParameterGroup[];
}

/** A member of the `embeddings` registry. */
export interface EmbeddingKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  embed(options: Options<F>): Embedded;
}
