import { fail } from "../../core/errors.ts";
import { type Angle, input } from "../angle.ts";
import { type Channel, channels } from "../channels/index.ts";
import { checkValues } from "../channels/strengths.ts";
import { type ChannelOp, type Circuit, circuit, isNoisy, nameOf, type Op, op } from "../circuit.ts";
import { type Jump, jumpOf } from "./jumps.ts";
import { errorsOf, type PauliErrors } from "./pauli-errors.ts";

/** Part of a circuit between jumps: a circuit of gates, some of which are errors that happen or not. */
export interface Segment {
  /** Inputs: the state where it starts, real and imaginary parts in turn (not in the first segment); the source's inputs; columns of errors. */
  readonly circuit: Circuit;
  /** How many inputs are the state. */
  readonly state: number;
  readonly errors: readonly PauliErrors[];
  /** What comes behind it, in order. */
  readonly jumps: readonly Jump[];
}

/** A wire's error of reading. */
export interface Readout {
  readonly wire: number;
  /** Probabilities to read 1 for 0, and 0 for 1. */
  readonly p01: number;
  readonly p10: number;
}

/** A noisy circuit as what happens in one trajectory. */
export interface Unravelled {
  readonly segments: readonly Segment[];
  readonly readouts: readonly Readout[];
  /** How many draws a trajectory takes; errors and jumps have their numbers below it. */
  readonly sites: number;
}

/** So many qubits' amplitudes may be inputs of a segment. */
const MOST_QUBITS = 18;

/**
 * Cuts a circuit at the channels that depend on the state, each cut taking all that can be taken together. Errors: no noise; strengths that are parameters, but of
 * unitary channels; jumps on more than 18 qubits.
 */
export function unravel(source: Circuit): Unravelled {
  if (!isNoisy(source)) {
    fail("trajectories", "a circuit with noise", "one without", "Leave trajectories at 0: its state is exact");
  }
  const readouts: Readout[] = [];
  const segments: Segment[] = [];
  let sites = 0;
  let waiting: Op[] = [...source.ops];
  while (segments.length === 0 || waiting.length > 0 || segments.at(-1)!.jumps.length > 0) {
    const state = segments.length === 0 ? 0 : 2 * 2 ** source.numQubits;
    const now: Op[] = [];
    const later: Op[] = [];
    const jumps: Jump[] = [];
    const errors: PauliErrors[] = [];
    // Wires with a jump, and those of ops that wait.
    const jumped = new Set<number>();
    const blocked = new Set<number>();
    let column = state + source.numInputs;
    for (const given of waiting) {
      const form = "channel" in given ? (channels[given.channel] as Channel).form : "gate";
      const { wires } = given;
      const waits = wires.some((wire) => blocked.has(wire) || (form !== "affine" && jumped.has(wire)));
      if (form === "readout") {
        const [p01 = 0, p10 = 0] = constants(given as ChannelOp);
        readouts.push({ wire: wires[0]!, p01, p10 });
      } else if (waits) {
        later.push(given);
        for (const wire of wires) blocked.add(wire);
      } else if (form === "affine") {
        const [wire] = wires as [number];
        jumps.push(jumpOf(channels[(given as ChannelOp).channel], constants(given as ChannelOp), wire, sites++));
        jumped.add(wire);
      } else if (form === "pauli") {
        const found = channels[(given as ChannelOp).channel];
        const made = errorsOf(found, constants(given as ChannelOp), column, sites++);
        errors.push(made);
        for (const { column: at, axis, wire } of made.gates) {
          now.push(op(axis === "X" ? "RX" : "RZ", [wires[wire]!], [input(at, Math.PI)]));
        }
        column += made.gates.length;
      } else now.push(moved(given, state));
    }
    if (state > 0 && source.numQubits > MOST_QUBITS) {
      fail("trajectories", `at most ${MOST_QUBITS} qubits where channels are no Pauli errors`, source.numQubits);
    }
    const start = segments.length > 0 ? { amplitudes: state / 2, complex: true } : source;
    const { amplitudes, complex } = start;
    segments.push({
      circuit: circuit(source.numQubits, now, { numInputs: column, amplitudes, complex }),
      state,
      errors,
      jumps,
    });
    waiting = later;
  }
  return { segments, readouts, sites };
}

/** A channel's strengths as numbers. */
function constants(given: ChannelOp): number[] {
  const where = `trajectories: ${nameOf(given)}`;
  const hint = "Leave trajectories at 0 to train or vary strengths: the exact engine has their derivatives";
  const values = given.strengths.map((strength) =>
    typeof strength === "number" ? strength : fail(where, "strengths that are numbers", strength, hint),
  );
  checkValues(channels[given.channel], values, where);
  return values;
}

/** A gate or unitary channel whose inputs stand so much further behind. */
function moved(given: Op, by: number): Op {
  const move = (angle: Angle): Angle => {
    if (typeof angle === "number" || angle.from === "param") return angle;
    if (angle.from === "inputProduct") return { ...angle, index: angle.index + by, other: angle.other + by };
    return { ...angle, index: angle.index + by };
  };
  return "gate" in given ? { ...given, angles: given.angles.map(move) } : given;
}
