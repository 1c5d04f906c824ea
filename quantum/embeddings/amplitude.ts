import { fail } from "../../core/errors.ts";
import { integer, type Options, resolve } from "../../core/fields.ts";
import { MAX_QUBITS } from "../circuit.ts";
import type { Embedded } from "./embedding.ts";

export const amplitudeFields = {
  qubits: integer({ help: "wires", min: 1, max: MAX_QUBITS }),
  features: integer({
    help: "amplitudes; 0: as many as the wires hold, 2^qubits",
    min: 0,
    max: 2 ** MAX_QUBITS,
    default: 0,
  }),
};

/**
 * Amplitude embedding: the inputs are the amplitudes of the start state (real; input i that of basis state i, wire 0 most significant),
 * padded with zeros to 2^qubits and divided by their length. Derivatives by the inputs go through that division, so they are 0 along the
 * row itself. PennyLane's AmplitudeEmbedding with pad_with=0, normalize=True. Options: qubits, features (their number; default 2^qubits).
 * Errors: more features than 2^qubits; at a forward pass, a row whose amplitudes are all 0 or not finite.
 */
export function amplitudeEmbedding(options: Options<typeof amplitudeFields>): Embedded {
  const { qubits, features } = resolve(amplitudeFields, options, "amplitudeEmbedding");
  const most = 2 ** qubits;
  if (features > most) {
    fail("amplitudeEmbedding: features", `at most ${most}, as ${qubits} qubits hold`, features, "Take more qubits");
  }
  return { ops: [], amplitudes: features || most };
}
