import type { LinearAngle } from "./angle.ts";
import { hasInput, negative, plus } from "./angle.ts";
import { BitMap } from "./bit-map.ts";
import { type Channel, channels } from "./channels/index.ts";
import { type Circuit, isNoisy, type Op } from "./circuit.ts";
import { type Gate, gates, type Move } from "./gates/index.ts";

/** Where an angle's half-angle sine and cosine are found: one for the batch, or one for each sample. */
export interface AngleRef {
  readonly sample: boolean;
  readonly slot: number;
}

/** A rotation of one wire before any entangling: part of the product state. */
export interface WireRotation {
  readonly axis: "Y" | "Z";
  readonly angle: AngleRef;
}

/** exp(-i angle/2 s), s = -1 where an odd number of the mask's bits is set in the basis index, else 1. */
export interface PhaseTerm {
  readonly mask: number;
  readonly angle: AngleRef;
}

/** One pass: phases, then the permutation of basis states, then real rotations. Any of the three may be empty. */
export interface Stage {
  readonly phases: readonly PhaseTerm[];
  readonly map: BitMap;
  readonly rotations: readonly { readonly wire: number; readonly angle: AngleRef }[];
}

/** What a circuit is run for: <Z> of each wire, or the state itself. */
export type Primitive = "z" | "state";

/** A circuit in normal form (plan.md). Made for the state, the stages give it exactly; made for <Z>, up to a global phase and what `last` has. */
export interface Plan {
  readonly numQubits: number;
  readonly numParams: number;
  readonly numInputs: number;
  /** 0: from |0..0>, through the prefix. Else the first inputs are the state before the stages, so many amplitudes, and no prefix has rotations. */
  readonly amplitudes: number;
  /** Whether an amplitude is two inputs, its real and its imaginary part. */
  readonly complex: boolean;
  readonly sharedAngles: readonly LinearAngle[];
  readonly sampleAngles: readonly LinearAngle[];
  /** For each wire, the rotations that make its part of the product state out of |0>. */
  readonly prefix: readonly (readonly WireRotation[])[];
  readonly stages: readonly Stage[];
  /** The permutation before the measurement of <Z>; phases there change no probability. Of a plan for the state, nothing. */
  readonly last: Stage;
}

interface Draft {
  phases: Map<string, { mask: number; angle: LinearAngle }>;
  map: BitMap;
  rotations: Map<number, LinearAngle>;
}

/**
 * `batched: false`: for one sample alone, whose inputs are then like parameters: no angle differs by sample.
 * `primitive`: "state" keeps what changes no <Z>: the phases at the end, and the global phase, a phase of no bits.
 *
 * Rewrites a circuit into normal form: each move is put in the earliest stage that its wires allow, moves that commute share a pass,
 * rotations about one axis merge. See plan.md for why this is exact.
 */
export function planOf(circuit: Circuit, batched = true, primitive: Primitive = "z"): Plan {
  const { numQubits, amplitudes, ops } = circuit;
  const perSample = (angle: LinearAngle): boolean => batched && hasInput(angle);
  if (isNoisy(circuit)) throw new Error("a plan of states for a circuit with noise");
  const moves = ops.flatMap(movesOf);
  const prefixes: { axis: "Y" | "Z"; angle: LinearAngle }[][] = Array.from({ length: numQubits }, () => []);
  const drafts: Draft[] = [];
  const globals: LinearAngle[] = [];
  // A wire's position: -1 in its prefix; 2k after phases or map of stage k; 2k + 1 after its rotation there.
  const position = new Array<number>(numQubits).fill(amplitudes > 0 ? 0 : -1);
  const draft = (k: number): Draft => {
    while (drafts.length <= k)
      drafts.push({ phases: new Map(), map: BitMap.identity(numQubits), rotations: new Map() });
    return drafts[k]!;
  };
  const bit = (wire: number): number => 1 << (numQubits - 1 - wire);
  /** Stage that a phase or map on these wires goes to; the wires stand there from now on. */
  const enter = (wires: readonly number[]): number => {
    for (const wire of wires) leavePrefix(wire);
    const stage = Math.ceil(Math.max(0, ...wires.map((wire) => position[wire]!)) / 2);
    for (const wire of wires) position[wire] = 2 * stage;
    return stage;
  };
  const addPhase = (stage: number, mask: number, angle: LinearAngle): void => {
    const { phases, map } = draft(stage);
    const { mask: before, odd } = map.pullBack(mask);
    // Angles of the sample stay apart from shared ones, whose table serves the whole batch.
    const id = `${before}${perSample(angle) ? " sample" : ""}`;
    const signed = odd ? negative(angle) : angle;
    const kept = phases.get(id);
    phases.set(id, { mask: before, angle: kept ? plus(kept.angle, signed) : signed });
  };
  /** A prefix's last Z rotation goes to the first stage's phases, which run anyhow and cost nothing per sample. */
  const leavePrefix = (wire: number): void => {
    if (position[wire]! >= 0) return;
    position[wire] = 0;
    const end = prefixes[wire]!.at(-1);
    if (end?.axis !== "Z" || perSample(end.angle)) return;
    prefixes[wire]!.pop();
    addPhase(0, bit(wire), end.angle);
  };
  const extendPrefix = (wire: number, axis: "Y" | "Z", angle: LinearAngle): void => {
    const prefix = prefixes[wire]!;
    const end = prefix.at(-1);
    if (end?.axis === axis) prefix[prefix.length - 1] = { axis, angle: plus(end.angle, angle) };
    else if (axis === "Y" || end) prefix.push({ axis, angle });
    // A Z rotation of |0>.
    else globals.push(angle);
  };

  for (const move of moves) {
    switch (move.kind) {
      case "ry": {
        const at = position[move.wire]!;
        if (at < 0) extendPrefix(move.wire, "Y", move.angle);
        else {
          const stage = Math.floor(at / 2);
          const { rotations } = draft(stage);
          const kept = rotations.get(move.wire);
          rotations.set(move.wire, kept ? plus(kept, move.angle) : move.angle);
          position[move.wire] = 2 * stage + 1;
        }
        break;
      }
      case "phase": {
        const [wire] = move.wires;
        if (move.wires.length === 0) globals.push(move.angle);
        else if (move.wires.length === 1 && position[wire!]! < 0) extendPrefix(wire!, "Z", move.angle);
        else
          addPhase(
            enter(move.wires),
            move.wires.reduce((mask, w) => mask | bit(w), 0),
            move.angle,
          );
        break;
      }
      case "flip":
        draft(enter([move.wire])).map.flip(bit(move.wire));
        break;
      case "cnot":
        draft(enter([move.control, move.target])).map.cnot(bit(move.control), bit(move.target));
        break;
      default:
        move satisfies never;
    }
  }
  if (primitive === "state") {
    for (const angle of globals) addPhase(Math.max(0, drafts.length - 1), 0, angle);
  }
  return finish(circuit, prefixes, drafts, perSample, primitive);
}

/** An op as moves: a gate's, or those of a unitary error. Of other channels nothing, as they are no moves. */
export function movesOf(given: Op): readonly Move[] {
  if ("gate" in given) return (gates[given.gate] as Gate).lower(given.wires, given.angles);
  return (channels[given.channel] as Channel).lower?.(given.wires, given.strengths) ?? [];
}

function finish(
  { numQubits, numParams, numInputs, amplitudes, complex }: Circuit,
  prefixes: readonly (readonly { axis: "Y" | "Z"; angle: LinearAngle }[])[],
  drafts: readonly Draft[],
  perSample: (angle: LinearAngle) => boolean,
  primitive: Primitive,
): Plan {
  const sharedAngles: LinearAngle[] = [];
  const sampleAngles: LinearAngle[] = [];
  const ref = (angle: LinearAngle): AngleRef => {
    const sample = perSample(angle);
    return { sample, slot: (sample ? sampleAngles : sharedAngles).push(angle) - 1 };
  };
  const prefix = prefixes.map((rotations) => rotations.map(({ axis, angle }) => ({ axis, angle: ref(angle) })));
  const stageOf = ({ phases, map, rotations }: Draft): Stage => ({
    phases: [...phases.values()].map(({ mask, angle }) => ({ mask, angle: ref(angle) })),
    map,
    rotations: [...rotations].map(([wire, angle]) => ({ wire, angle: ref(angle) })),
  });
  const end = drafts.at(-1);
  const open = primitive === "z" && end !== undefined && end.rotations.size === 0;
  const stages = (open ? drafts.slice(0, -1) : drafts).map(stageOf);
  const last = open ? stageOf(end) : { phases: [], map: BitMap.identity(numQubits), rotations: [] };
  const sizes = { numQubits, numParams, numInputs, amplitudes, complex };
  return { ...sizes, sharedAngles, sampleAngles, prefix, stages, last };
}
