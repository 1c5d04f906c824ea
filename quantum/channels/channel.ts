import type { Fields } from "../../core/fields.ts";
import type { Angle } from "../angle.ts";
import type { Matrix, Move } from "../gates/gate.ts";

/**
 * A linear map of Pauli coordinates, row by row: entry (a, b) is Tr(P_a C(P_b)) / 2^wires with the words P over I, X, Y, Z in this order, the first wire most
 * significant. (4^wires)^2 numbers. A channel's first row is 1, 0, 0, ...: it keeps the trace.
 */
export type Transfer = Float64Array;

/**
 * How a channel acts, which says what engines do with it. "pauli": the transfer is diagonal, a mixture of Pauli errors. "affine": of one wire, anything else.
 * "unitary": a gate that should not be there; every engine runs it. "readout": an error of the measurement, the last op on its wire.
 */
export type ChannelForm = "pauli" | "affine" | "unitary" | "readout";

/** A member of the `channels` registry: a completely positive, trace-preserving map of one or two wires. */
export interface Channel<F extends Fields = Fields> {
  readonly help: string;
  readonly wires: 1 | 2;
  readonly form: ChannelForm;
  /** The strengths in order, all of them numbers. */
  readonly fields: F;
  /** What strengths must be together, in words that complete "expected ...", where these are not; else null. Each is within its field's bounds. */
  check?(strengths: readonly number[]): string | null;
  /** Kraus matrices: the channel takes rho to the sum of K rho K^dagger. */
  kraus(strengths: readonly number[]): readonly Matrix[];
  transfer(strengths: readonly number[]): Transfer;
  /** The derivative of the transfer by each strength. Where there is none, at the end of a root's range, -Infinity. */
  slopes(strengths: readonly number[]): readonly Transfer[];
  /** Of a unitary: the moves that it is, as a gate's. */
  lower?(wires: readonly number[], strengths: readonly Angle[]): readonly Move[];
}
