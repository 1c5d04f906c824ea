import { type Angle, type Factors, factorsOf } from "../angle.ts";
import { type Circuit, type GateOp, gateOps, op } from "../circuit.ts";
import { type Gate, type GateName, gates, type PauliSum } from "../gates/index.ts";

/** Where a parameter turns a gate: exp(-i angle G), angle = the factors' product, G a sum of Z..Z on the wires of masks once `toZ` has turned the wires. */
export interface Place {
  readonly factors: Factors;
  readonly generator: readonly (readonly [weight: number, mask: number])[];
}

/** Ops to run after those of the segments before, and the places whose generators all refer to the state after them. */
export interface Segment {
  readonly ops: readonly GateOp[];
  readonly places: readonly Place[];
  /** What turns the axes of all generators to Z, and what takes it back. */
  readonly toZ: readonly GateOp[];
  readonly back: readonly GateOp[];
}

/**
 * Cuts a circuit into layers of trained gates: a gate joins the layer unless it comes after one of its gates on a common wire, directly or through gates
 * between; then a new layer begins. Gates without parameters that come after gates of the layer wait for the next segment. So the gates of a layer commute with
 * each other and with all that stands between them. What follows the last layer is left out. PennyLane's `iterate_parametrized_layers`.
 */
export function segmentsOf(source: Circuit): Segment[] {
  const { numQubits } = source;
  const ops = gateOps(source, "metric");
  const segments: Segment[] = [];
  let now: GateOp[] = [];
  let later: GateOp[] = [];
  let layer: GateOp[] = [];
  /** Wires that gates of the layer, or what comes after these, act on. */
  let after = new Set<number>();
  const close = (): void => {
    const turns = layer.flatMap(axesOf);
    const turned = (sign: 1 | -1): GateOp[] => turns.map(({ gate, wire, angle }) => op(gate, [wire], [sign * angle]));
    const places = layer.map((given) => placeOf(given, numQubits));
    segments.push({ ops: now, places, toZ: turned(1), back: turned(-1) });
    [now, later, layer, after] = [later, [], [], new Set()];
  };
  for (const given of ops.flatMap(singleAngles)) {
    const behind = (): boolean => given.wires.some((wire) => after.has(wire));
    const trained = given.angles.some((angle) => typeof angle !== "number" && factorsOf(angle).param >= 0);
    if (trained) {
      if (behind()) close();
      now.push(given);
      layer.push(given);
    } else if (behind()) later.push(given);
    else {
      now.push(given);
      continue;
    }
    for (const wire of given.wires) after.add(wire);
  }
  if (layer.length > 0) close();
  return segments;
}

function singleAngles(given: GateOp): GateOp[] {
  const { parts } = gates[given.gate] as Gate;
  if (!parts) return [given];
  return parts(given.angles).map(([gate, angle]) => ({ gate: gate as GateName, wires: given.wires, angles: [angle] }));
}

const generatorOf = ({ gate }: GateOp): PauliSum => (gates[gate] as Gate).generators[0]!;

function placeOf(given: GateOp, numQubits: number): Place {
  const generator = generatorOf(given).map(([weight, letters]) => {
    const on = given.wires.filter((_, k) => letters[k] !== "I");
    return [weight, on.reduce((mask, wire) => mask | (1 << (numQubits - 1 - wire)), 0)] as const;
  });
  return { factors: factorsOf(given.angles[0] as Exclude<Angle, number>), generator };
}

interface Turn {
  readonly gate: "RX" | "RY";
  readonly wire: number;
  readonly angle: number;
}

/** The rotations that turn a generator's letters to Z: on a wire it has one letter, or I. */
function axesOf(given: GateOp): Turn[] {
  return given.wires.flatMap((wire, k): Turn[] => {
    const letters = new Set(generatorOf(given).map(([, word]) => word[k]));
    if (letters.has("X")) return [{ gate: "RY", wire, angle: -Math.PI / 2 }];
    return letters.has("Y") ? [{ gate: "RX", wire, angle: Math.PI / 2 }] : [];
  });
}
