import type { Measure } from "../observables/measure.ts";
import { checkObservable, parsePauli } from "../observables/observable.ts";

/** What each output is in the fully mixed state, where much noise leads: 0 for a Pauli string, 1 for the identity, 1 / 2^k for the probabilities of k wires. */
export function mixedValues(measure: Exclude<Measure, "state">, numQubits: number): number[] {
  if (measure === "z") return Array.from({ length: numQubits }, () => 0);
  if (measure === "probabilities") return even(numQubits);
  if ("probabilities" in measure) return even(measure.probabilities.length);
  return measure.map((given) => {
    const { terms } = checkObservable(typeof given === "string" ? { terms: [[1, given]] } : given, numQubits);
    return terms.reduce((sum, [weight, word]) => {
      const { x, z } = parsePauli(word, numQubits, "measure");
      return sum + (x === 0 && z === 0 ? weight : 0);
    }, 0);
  });
}

function even(wires: number): number[] {
  return Array.from({ length: 2 ** wires }, () => 1 / 2 ** wires);
}
