import { fail } from "../../core/errors.ts";
import { type Measure, type Measurement, measurementOf, type Rows } from "../observables/measure.ts";
import { checkObservable, type PauliString, parsePauli } from "../observables/observable.ts";
import { walsh } from "../observables/walsh.ts";

/** What is measured of a circuit with noise: words as the engine numbers them, and what is made of their expectations. */
export interface StringMeasurement extends Omit<Measurement, "primitive"> {
  /** Numbers of base 4 with the digits I X Y Z, wire 0's the most significant. */
  readonly strings: readonly number[];
}

/** Errors as `measurementOf`; the measure "state", which a mixture of states has not. */
export function stringsOf(measure: Measure, numQubits: number): StringMeasurement {
  const { outputs } = measurementOf(measure, numQubits);
  const z = (wire: number): number => 3 * 2 ** (2 * (numQubits - 1 - wire));
  const wires = Array.from({ length: numQubits }, (_, w) => w);
  if (measure === "z") return { strings: wires.map(z), outputs };
  if (measure === "state") {
    fail("measure", "expectations or probabilities, as noise leaves no single state", measure);
  }
  if (measure === "probabilities") return probabilities(wires.map(z));
  if ("probabilities" in measure) return probabilities(measure.probabilities.map(z));
  const strings: number[] = [];
  const terms = measure.flatMap((given, output) =>
    checkObservable(typeof given === "string" ? { terms: [[1, given]] } : given, numQubits).terms.map(
      ([weight, text]) => {
        const word = wordOf(parsePauli(text, numQubits, "measure"), numQubits);
        const known = strings.indexOf(word);
        return { output, weight, string: known < 0 ? strings.push(word) - 1 : known };
      },
    ),
  );
  return { strings, outputs, rows: sums(terms, strings.length, outputs) };
}

function wordOf({ x, z }: PauliString, numQubits: number): number {
  let word = 0;
  for (let bit = numQubits - 1; bit >= 0; bit--) {
    const [a, b] = [(x >> bit) & 1, (z >> bit) & 1];
    word = 4 * word + (a ? 1 + b : 3 * b);
  }
  return word;
}

/** Probabilities of the wires' outcomes are the transform of the expectations of all products of their Z. */
function probabilities(letters: readonly number[]): StringMeasurement {
  const outputs = 2 ** letters.length;
  const on = (mask: number, k: number): number => (mask >> (letters.length - 1 - k)) & 1;
  const row = new Float64Array(outputs);
  const transform = (from: Float64Array, batch: number, to: Float64Array): void => {
    for (let s = 0; s < batch; s++) {
      for (let i = 0; i < outputs; i++) row[i] = from[s * outputs + i]!;
      walsh(row, outputs);
      for (let i = 0; i < outputs; i++) to[s * outputs + i] = row[i]! / outputs;
    }
  };
  return {
    strings: Array.from({ length: outputs }, (_, mask) =>
      letters.reduce((word, letter, k) => word + on(mask, k) * letter, 0),
    ),
    outputs,
    rows: {
      forward: transform,
      backward: (_raw, batch, cotangent, gradRaw) => transform(cotangent, batch, gradRaw),
    },
  };
}

interface Term {
  readonly output: number;
  readonly string: number;
  readonly weight: number;
}

function sums(terms: readonly Term[], count: number, outputs: number): Rows {
  return {
    forward(raw, batch, out) {
      out.fill(0, 0, batch * outputs);
      for (let s = 0; s < batch; s++) {
        for (const { output, string, weight } of terms) out[s * outputs + output]! += weight * raw[s * count + string]!;
      }
    },
    backward(_raw, batch, cotangent, gradRaw) {
      gradRaw.fill(0, 0, batch * count);
      for (let s = 0; s < batch; s++) {
        for (const { output, string, weight } of terms) {
          gradRaw[s * count + string]! += weight * cotangent[s * outputs + output]!;
        }
      }
    },
  };
}
