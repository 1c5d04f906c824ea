import { fail } from "../../core/errors.ts";
import type { Circuit } from "../circuit.ts";
import type { NoiseModel } from "./model.ts";

/** Refuses a circuit that the model's machine cannot run as it is. */
export function checkOnMachine({ numQubits, ops }: Circuit, { name, machine }: NoiseModel): void {
  if (machine === undefined) return;
  const where = `noise model ${JSON.stringify(name)}`;
  const { qubits, coupling } = machine;
  if (numQubits !== qubits.length) {
    fail(where, `a circuit of ${qubits.length} wires, as the model names qubits`, numQubits);
  }
  for (const op of ops) {
    if (!("gate" in op) || op.wires.length < 2) continue;
    const { gate, wires } = op;
    const [a = 0, b = 0] = wires;
    if (wires.length > 2) fail(where, "gates of one or two wires, as the machine has", gate, "Decompose it");
    if (coupling.some(([c, d]) => (a === c && b === d) || (a === d && b === c))) continue;
    fail(
      where,
      `gates of two wires on coupled pairs: ${coupling.map((pair) => pair.join("-")).join(", ") || "none"}`,
      `${gate} on wires ${a}-${b} (qubits ${qubits[a]}-${qubits[b]})`,
      "Choose other qubits of the machine, or swap wires in the circuit",
    );
  }
}
