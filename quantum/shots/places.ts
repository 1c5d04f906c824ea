import { fail } from "../../core/errors.ts";
import { type Angle, type Factors, factorsOf, param } from "../angle.ts";
import { type Channel, channels } from "../channels/index.ts";
import { type Circuit, circuit, type GateOp, nameOf, type Op, op, valuesOf } from "../circuit.ts";
import { TWO_SHIFTS } from "../gates/gate.ts";
import { type Gate, type GateName, gates, type ShiftRule } from "../gates/index.ts";

/** A place of a circuit in which a parameter or an input stands, with the rule by which the derivative there is measured. */
export interface Place {
  readonly factors: Factors;
  readonly shifts: ShiftRule;
  /** Which parameter of the unshared circuit turns this place alone. */
  readonly slot: number;
}

/** A circuit each of whose places turns by a parameter of its own. */
export interface Unshared {
  /** Up to a global phase. Its parameters are the source's and behind them one for each place. */
  readonly circuit: Circuit;
  readonly places: readonly Place[];
  /** How many parameters it has. */
  readonly size: number;
  /** Writes them, so that the circuit is what the source is with these. */
  fill(params: Float64Array, out: Float64Array): void;
}

/**
 * Where inputs stand, the place's parameter turns a gate of its own just behind, from 0 on: it merges into the first one, and what is the same for all samples stays so. Else it is the
 * angle. Unitary channels count as gates. Errors: a parameter as strength of another channel, which has no shift rule; `where` says what needs one.
 */
export function unshare(source: Circuit, where: string): Unshared {
  const { numQubits, numParams, numInputs, amplitudes, complex } = source;
  const places: Place[] = [];
  const own = (angle: Exclude<Angle, number>, shifts: ShiftRule): Angle => {
    const slot = numParams + places.length;
    places.push({ factors: factorsOf(angle), shifts, slot });
    return param(slot);
  };
  /** The angles of an op, each a parameter of its own. */
  const owned = (angles: readonly Angle[], shifts: ShiftRule): Angle[] =>
    angles.map((angle) => (typeof angle === "number" ? angle : own(angle, shifts)));
  const gateAgain = ({ gate, wires, angles }: GateOp): Op[] => {
    const { shifts, parts }: Gate = gates[gate];
    if (!angles.some(ofSample)) return [{ gate, wires, angles: owned(angles, shifts) }];
    if (parts) return parts(angles).flatMap(([name, angle]) => gateAgain(op(name as GateName, wires, [angle])));
    const [angle] = angles as [Exclude<Angle, number>];
    return [
      { gate, wires, angles },
      { gate, wires, angles: [own(angle, shifts)] },
    ];
  };
  const ops = source.ops.flatMap((given): Op[] => {
    if ("gate" in given) return gateAgain(given);
    if (valuesOf(given).every((strength) => typeof strength === "number")) return [given];
    if ((channels[given.channel] as Channel).form !== "unitary") {
      fail(
        where,
        `constant strengths of ${nameOf(given)}, as they have no shift rule`,
        given.strengths.find((strength) => typeof strength !== "number"),
        "Use exact expectations (shots 0) to differentiate by strengths",
      );
    }
    // exp(-i t/2 P), as a rotation.
    return [{ ...given, strengths: owned(given.strengths, TWO_SHIFTS) }];
  });
  return {
    circuit: circuit(numQubits, ops, { numInputs, amplitudes, complex }),
    places,
    size: numParams + places.length,
    fill(params, out) {
      for (let i = 0; i < numParams; i++) out[i] = params[i]!;
      for (const { slot, factors } of places) {
        out[slot] = factors.input < 0 ? factors.scale * params[factors.param]! : 0;
      }
    },
  };
}

function ofSample(angle: Angle): boolean {
  return typeof angle !== "number" && angle.from !== "param";
}

/** What a place adds to derivatives, given the derivative by its angle: to one parameter's and two inputs', those of the row at `row`. */
export function addPlace(
  { param: p, input: first, other, scale }: Factors,
  derivative: number,
  params: Float64Array,
  inputs: Float64Array,
  row: number,
  gradParams: Float64Array,
  at: number,
  gradInputs: Float64Array | null,
): void {
  const of = (values: Float64Array, i: number, from: number): number => (i < 0 ? 1 : values[from + i]!);
  if (p >= 0) gradParams[at + p]! += scale * of(inputs, first, row) * of(inputs, other, row) * derivative;
  if (gradInputs === null) return;
  if (first >= 0) gradInputs[row + first]! += scale * of(params, p, 0) * of(inputs, other, row) * derivative;
  if (other >= 0) gradInputs[row + other]! += scale * of(params, p, 0) * of(inputs, first, row) * derivative;
}
