import type { Measure } from "../observables/measure.ts";
import { checkObservable, type Observable } from "../observables/observable.ts";
import type { Readout } from "./unravel.ts";

/** A measure under errors of reading, as one without them and a linear map of what it gives. */
export interface Reading {
  readonly measure: Measure;
  /** What each output has that no state changes. */
  readonly constants: (output: number) => number;
  /** Rows of outputs as they are read, in place; and derivatives by these as derivatives by outputs, in place. */
  forward(out: Float64Array, rows: number): void;
  backward(cotangent: Float64Array, rows: number): void;
}

const nothing = (): void => {};

/** A letter's expectation becomes p10 - p01 + (1 - p01 - p10) times it, so a string a sum of strings; probabilities are mixed wire by wire. */
export function readingOf(
  measure: Exclude<Measure, "state">,
  readouts: readonly Readout[],
  numQubits: number,
): Reading {
  const everyWire = Array.from({ length: numQubits }, (_, w) => w);
  if (measure === "probabilities" || (typeof measure === "object" && "probabilities" in measure)) {
    const wires = measure === "probabilities" ? everyWire : measure.probabilities;
    return { measure, constants: () => 0, ...mixing(wires, readouts) };
  }
  if (measure === "z" && readouts.length === 0) {
    return { measure, constants: () => 0, forward: nothing, backward: nothing };
  }
  const given = measure === "z" ? everyWire.map((wire) => `Z${wire}`) : measure;
  const read = Array.from(given, (one) => {
    const { terms } = checkObservable(typeof one === "string" ? { terms: [[1, one]] } : one, numQubits);
    return { terms: terms.flatMap(([weight, word]) => asRead(weight, word.trim(), readouts)) };
  });
  return {
    measure: read,
    constants: (output) => read[output]!.terms.reduce((sum, [weight, word]) => sum + (word === "I" ? weight : 0), 0),
    forward: nothing,
    backward: nothing,
  };
}

function asRead(weight: number, word: string, readouts: readonly Readout[]): Observable["terms"] {
  if (word === "I") return [[weight, word]];
  let terms: (readonly [weight: number, letters: readonly string[]])[] = [[weight, []]];
  for (const letter of word.split(/\s+/)) {
    const found = readouts.find(({ wire }) => wire === Number(letter.slice(1)));
    if (!found) terms = terms.map(([w, letters]) => [w, [...letters, letter]]);
    else {
      const { p01, p10 } = found;
      terms = terms.flatMap(([w, letters]) => [
        [w * (1 - p01 - p10), [...letters, letter]] as const,
        [w * (p10 - p01), letters] as const,
      ]);
    }
  }
  return terms.map(([w, letters]) => [w, letters.length > 0 ? letters.join(" ") : "I"]);
}

function mixing(wires: readonly number[], readouts: readonly Readout[]): Pick<Reading, "forward" | "backward"> {
  const size = 2 ** wires.length;
  const found = wires.flatMap((wire, k) =>
    readouts.filter((readout) => readout.wire === wire).map((readout) => ({ ...readout, stride: size >> (k + 1) })),
  );
  const through = (rows: number, values: Float64Array, back: boolean): void => {
    for (const { p01, p10, stride } of found) {
      const [b, c] = back ? [p01, p10] : [p10, p01];
      for (let i = 0; i < rows * size; i++) {
        if (i & stride) continue;
        const x = values[i]!;
        const y = values[i + stride]!;
        values[i] = (1 - p01) * x + b * y;
        values[i + stride] = c * x + (1 - p10) * y;
      }
    }
  };
  return {
    forward: (out, rows) => through(rows, out, false),
    backward: (cotangent, rows) => through(rows, cotangent, true),
  };
}
