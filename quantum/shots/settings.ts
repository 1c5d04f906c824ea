import { fail } from "../../core/errors.ts";
import { type Channel, channels } from "../channels/index.ts";
import { type Circuit, circuit, type GateOp, type Op, op } from "../circuit.ts";
import { type Measure, measurementOf } from "../observables/measure.ts";
import { checkObservable, parsePauli } from "../observables/observable.ts";
import { walsh } from "../observables/walsh.ts";

/** What can be measured together: bases for some wires, and what their outcomes say. */
export interface Setting {
  /** The wires that are read, the first one most significant in an outcome. */
  readonly wires: readonly number[];
  /** Gates that turn each wire's basis into that of Z. */
  readonly basis: readonly GateOp[];
  /** Adds what the counts of `shots` outcomes say to the outputs that lie at `at`. counts: (2^wires,), overwritten. */
  read(counts: Float64Array, shots: number, out: Float64Array, at: number): void;
}

/** A measure as settings. Outputs are `constants` plus what each setting adds. */
export interface Settings {
  readonly outputs: number;
  readonly constants: Float64Array;
  readonly settings: readonly Setting[];
}

/** Settings of a measure. Strings of Pauli letters share one where no two of their letters on a wire differ, each going to the first where it fits. Errors: a wrong measure; "state". */
export function settingsOf(measure: Measure, numQubits: number): Settings {
  const { outputs } = measurementOf(measure, numQubits);
  const everyWire = Array.from({ length: numQubits }, (_, w) => w);
  const constants = new Float64Array(outputs);
  if (measure === "state") fail("measure", "expectations or probabilities, as shots show no amplitudes", measure);
  if (measure === "probabilities" || (typeof measure === "object" && "probabilities" in measure)) {
    const wires = measure === "probabilities" ? everyWire : measure.probabilities;
    return { outputs, constants, settings: [{ wires, basis: [], read: shares }] };
  }
  const observables = measure === "z" ? everyWire.map((wire) => `Z${wire}`) : measure;
  const groups: { x: number; z: number; readonly terms: Term[] }[] = [];
  for (const [output, given] of observables.entries()) {
    const { terms } = checkObservable(typeof given === "string" ? { terms: [[1, given]] } : given, numQubits);
    for (const [weight, word] of terms) {
      const { x, z } = parsePauli(word, numQubits, "measure");
      if ((x | z) === 0) constants[output]! += weight;
      else {
        let group = groups.find((other) => (((x ^ other.x) | (z ^ other.z)) & (x | z) & (other.x | other.z)) === 0);
        if (!group) {
          group = { x: 0, z: 0, terms: [] };
          groups.push(group);
        }
        group.x |= x;
        group.z |= z;
        group.terms.push({ output, support: x | z, weight });
      }
    }
  }
  const settings = groups.map(({ x, z, terms }): Setting => {
    const on = (mask: number, wire: number): boolean => ((mask >> (numQubits - 1 - wire)) & 1) === 1;
    const wires = everyWire.filter((wire) => on(x | z, wire));
    const basis = wires.flatMap((wire) => (on(x, wire) ? [toZ(wire, on(z, wire))] : []));
    const read = means(
      terms.map(({ output, support, weight }) => ({
        output,
        weight,
        support: wires.reduce((mask, wire) => 2 * mask + Number(on(support, wire)), 0),
      })),
    );
    return { wires, basis, read };
  });
  return { outputs, constants, settings };
}

/** A weight times the mean sign of a product of Z: `support` has a bit for each wire in it. */
interface Term {
  readonly output: number;
  readonly support: number;
  readonly weight: number;
}

/** RY(-pi/2) turns X into Z, RX(pi/2) Y. */
function toZ(wire: number, y: boolean): GateOp {
  return y ? op("RX", [wire], [Math.PI / 2]) : op("RY", [wire], [-Math.PI / 2]);
}

const shares: Setting["read"] = (counts, shots, out, at) => {
  for (let i = 0; i < counts.length; i++) out[at + i]! += counts[i]! / shots;
};

function means(terms: readonly Term[]): Setting["read"] {
  return (counts, shots, out, at) => {
    walsh(counts, counts.length);
    for (const { output, support, weight } of terms) out[at + output]! += (weight * counts[support]!) / shots;
  };
}

/** The circuit with a setting's gates at its end, before the wires are read. */
export function inBasis(source: Circuit, basis: readonly GateOp[]): Circuit {
  const { numQubits, numInputs, amplitudes, complex, ops } = source;
  const reading = (given: Op): boolean => "channel" in given && (channels[given.channel] as Channel).form === "readout";
  return circuit(numQubits, [...ops.filter((given) => !reading(given)), ...basis, ...ops.filter(reading)], {
    numInputs,
    amplitudes,
    complex,
  });
}
