import type { Channel } from "../channels/index.ts";

/** A channel of Pauli errors as gates that are there or not: RX(pi) for X, RZ(pi) for Z and both for Y, up to a global phase. */
export interface PauliErrors {
  /** Number of the draw. */
  readonly site: number;
  /** Each gate turns by pi times the input that is its column. wire: first or second of the channel. */
  readonly gates: readonly { readonly column: number; readonly axis: "X" | "Z"; readonly wire: number }[];
  /** (words,): the chance of the errors up to each, rising to 1. */
  readonly upTo: Float64Array;
  /** (words, gates): 1 where the error has the gate. */
  readonly has: Uint8Array;
}

/** What rounding may make of a chance of 0. */
const ROUNDING = 1e-14;

/** The errors that have a chance, with columns from `column` on. */
export function errorsOf(channel: Channel, strengths: readonly number[], column: number, site: number): PauliErrors {
  const transfer = channel.transfer(strengths);
  const size = Math.sqrt(transfer.length);
  // A word's factor is the sum over errors of their chance, negative where they anticommute with it: the transform back.
  const words = Array.from({ length: size }, (_, word) => {
    let chance = 0;
    for (let a = 0; a < size; a++) chance += (anticommute(a, word) ? -1 : 1) * transfer[a * size + a]!;
    return { word, chance: chance / size };
  }).filter(({ chance }) => chance > ROUNDING);
  // Most often there is no error: it comes first.
  const total = words.reduce((sum, { chance }) => sum + chance, 0);
  const letter = (word: number, wire: number): number => (word >> (2 * (channel.wires - 1 - wire))) & 3;
  const has = (word: number, axis: "X" | "Z", wire: number): boolean => {
    const found = letter(word, wire);
    return found !== 0 && (axis === "X" ? found !== 3 : found !== 1);
  };
  const gates = Array.from({ length: channel.wires }, (_, wire) => wire)
    .flatMap((wire) => (["X", "Z"] as const).map((axis) => ({ axis, wire })))
    .filter(({ axis, wire }) => words.some(({ word }) => has(word, axis, wire)))
    .map((gate, k) => ({ ...gate, column: column + k }));
  let sum = 0;
  return {
    site,
    gates,
    upTo: Float64Array.from(words, ({ chance }, k) => {
      sum += chance / total;
      return k === words.length - 1 ? 1 : sum;
    }),
    has: Uint8Array.from(words.flatMap(({ word }) => gates.map(({ axis, wire }) => Number(has(word, axis, wire))))),
  };
}

function anticommute(a: number, b: number): boolean {
  const different = (p: number, q: number): boolean => p !== 0 && q !== 0 && p !== q;
  return different(a >> 2, b >> 2) !== different(a & 3, b & 3);
}

/** Writes the columns of rows of inputs, so wide, from draws uniform in [0, 1). */
export function putErrors(
  { gates, upTo, has }: PauliErrors,
  draws: Float64Array,
  rows: number,
  inputs: Float64Array,
  width: number,
): void {
  const count = gates.length;
  for (let row = 0; row < rows; row++) {
    let word = 0;
    while (draws[row]! >= upTo[word]!) word++;
    for (let k = 0; k < count; k++) inputs[row * width + gates[k]!.column] = has[word * count + k]!;
  }
}
