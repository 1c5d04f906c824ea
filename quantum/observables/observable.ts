import { fail } from "../../core/errors.ts";
import { parity } from "../bit-map.ts";
import { MAX_QUBITS } from "../circuit.ts";

/** A sum of Pauli strings with real weights: `{ terms: [[0.5, "X0 Y2"], [1, "I"]] }` is X on wire 0 times Y on wire 2, halved, plus 1. Plain data. */
export interface Observable {
  readonly terms: readonly (readonly [weight: number, word: string])[];
}

/** One Pauli string, a letter with its wire each: `pauliString("Z0 Z1")`, or "I" alone. Errors: text that is no such string, a wire named twice. */
export function pauliString(word: string, weight = 1): Observable {
  return checkObservable({ terms: [[weight, word]] });
}

/** Checks an observable that came as unknown data; with numQubits its wires as well. */
export function checkObservable(value: unknown, numQubits = MAX_QUBITS, where = "observable"): Observable {
  const terms = (value as Observable | null)?.terms;
  if (!Array.isArray(terms)) fail(where, 'an observable: { terms: [[0.5, "X0 Y2"], [1, "I"]] }', value);
  const checked = Array.from(terms as readonly unknown[], (term): [number, string] => {
    if (!Array.isArray(term) || term.length !== 2) fail(where, "terms of a weight and a Pauli string each", term);
    const [weight, word] = term as [unknown, unknown];
    if (typeof weight !== "number" || !Number.isFinite(weight)) fail(where, "weights that are finite numbers", weight);
    parsePauli(word, numQubits, where);
    return [weight, word as string];
  });
  return { terms: checked };
}

/** A Pauli string on basis indices: it takes |i> to i^quarters (-1)^parity(z & i) |i xor x>, the first i being the imaginary unit. */
export interface PauliString {
  readonly x: number;
  readonly z: number;
  readonly quarters: number;
}

export function parsePauli(word: unknown, numQubits: number, where: string): PauliString {
  const hint = 'Write a letter X, Y or Z and its wire for each factor, as "X0 Y2", or "I" alone';
  if (typeof word !== "string") fail(where, "a Pauli string", word, hint);
  let [x, z, quarters, seen] = [0, 0, 0, 0];
  const factors = word.trim() === "I" ? [] : word.trim().split(/\s+/);
  for (const factor of factors) {
    const found = /^([XYZ])(\d{1,2})$/.exec(factor);
    if (!found) fail(where, "a Pauli string", word, hint);
    const wire = Number(found[2]);
    if (wire >= numQubits) fail(where, `wires from 0 to ${numQubits - 1}`, wire);
    const bit = 1 << (numQubits - 1 - wire);
    if (seen & bit) fail(where, "every wire once in a Pauli string", word);
    seen |= bit;
    if (found[1] !== "Z") x |= bit;
    if (found[1] !== "X") z |= bit;
    if (found[1] === "Y") quarters = (quarters + 1) & 3;
  }
  return { x, z, quarters };
}

/** <psi|P|psi> for a string with an X or Y in it. The state: 2^n amplitudes, re and im in turn, from `at` on; it need not be normalised. */
export function expectationOf({ x, z, quarters }: PauliString, state: Float64Array, at: number, size: number): number {
  let sum = 0;
  // Amplitudes i and i xor x give two conjugates: each pair once, by the highest bit of x, and twice the real part.
  const high = 1 << (31 - Math.clz32(x));
  const imaginary = quarters & 1;
  for (let i = 0, p = at; i < size; i++, p += 2) {
    if (i & high) continue;
    const q = at + 2 * (i ^ x);
    const value = imaginary
      ? state[q + 1]! * state[p]! - state[q]! * state[p + 1]!
      : state[q]! * state[p]! + state[q + 1]! * state[p + 1]!;
    sum += parity(z & i) ? -value : value;
  }
  return quarters & 2 ? -2 * sum : 2 * sum;
}

/** out += weight P psi; both arrays as above. */
export function addPauli(
  { x, z, quarters }: PauliString,
  weight: number,
  state: Float64Array,
  at: number,
  out: Float64Array,
  size: number,
): void {
  const signed = quarters & 2 ? -weight : weight;
  for (let i = 0, p = at; i < size; i++, p += 2) {
    const factor = parity(z & i) ? -signed : signed;
    const q = at + 2 * (i ^ x);
    if (quarters & 1) {
      out[q]! -= factor * state[p + 1]!;
      out[q + 1]! += factor * state[p]!;
    } else {
      out[q]! += factor * state[p]!;
      out[q + 1]! += factor * state[p + 1]!;
    }
  }
}
