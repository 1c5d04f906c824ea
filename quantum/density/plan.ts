import type { Angle, LinearAngle } from "../angle.ts";
import { hasInput, plus } from "../angle.ts";
import { type Channel, type ChannelName, channels } from "../channels/index.ts";
import type { ChannelOp, Circuit } from "../circuit.ts";
import type { Move } from "../gates/index.ts";
import { movesOf } from "../plan.ts";
import { type ByBit, Images } from "./images.ts";

/** Letters of one wire's digit. */
export const X = 1;
export const Y = 2;
export const Z = 3;

/** A rotation in the plane of two letters: p' = cos p - sin q, q' = sin p + cos q. RZ turns X towards Y, RY turns Z towards X. */
export interface Turn {
  readonly kind: "turn";
  readonly p: number;
  readonly q: number;
  readonly angle: LinearAngle;
}

/** A channel of one wire, as an affine map of the letters. */
export interface Noise {
  readonly kind: "noise";
  readonly channel: Channel;
  readonly name: ChannelName;
  readonly strengths: readonly Angle[];
}

/** Part of a chain: what is the same for the whole batch. */
export type Factor = Turn | Noise;

/** Ops on coordinates. A chain is one 4 x 4 matrix on a wire, a turn a rotation whose angle differs by sample. */
export type WireOp = { readonly kind: "chain"; readonly factors: readonly Factor[] } | Turn;

/** Diagonal noise of a map: coordinate i shrinks by the factor of the channel's diagonal whose number its letters on the channel's wires are. */
export interface DiagonalTerm {
  readonly channel: Channel;
  readonly name: ChannelName;
  readonly strengths: readonly Angle[];
  readonly letters: ByBit;
}

/** Coordinate i goes to the place of its image, times its sign and the terms' factors. */
export interface MapOp {
  readonly kind: "map";
  readonly map: Images;
  readonly terms: readonly DiagonalTerm[];
}

export type BodyOp = ({ readonly wire: number } & WireOp) | MapOp;

/** A circuit as ops on the 4^n coordinates Tr(P rho): see density.md. Nothing in it is as large as these, so that what is needed is known first. */
export interface DensityPlan {
  readonly circuit: Circuit;
  /** Each wire's ops before it meets another wire; of a start from amplitudes, none. */
  readonly prefix: readonly (readonly WireOp[])[];
  readonly body: readonly BodyOp[];
}

interface Draft {
  readonly map: Images;
  readonly terms: DiagonalTerm[];
  readonly wires: WireOp[][];
}

/** Puts each move and channel in the earliest stage that its wires allow, as plan.ts does: a stage is a map, then ops on each wire. */
export function densityPlan(circuit: Circuit): DensityPlan {
  const { numQubits: n, amplitudes, ops } = circuit;
  const prefix: WireOp[][] = Array.from({ length: n }, () => []);
  const drafts: Draft[] = [];
  // -1 in the prefix; 2k in the map of stage k; 2k + 1 among its wire ops.
  const position = new Array<number>(n).fill(amplitudes > 0 ? 0 : -1);
  const draft = (k: number): Draft => {
    while (drafts.length <= k) {
      drafts.push({ map: new Images(n), terms: [], wires: Array.from({ length: n }, () => []) });
    }
    return drafts[k]!;
  };
  /** Stage whose map joins these wires; they stand there from now on. */
  const enter = (wires: readonly number[]): Draft => {
    const stage = Math.ceil(Math.max(0, ...wires.map((wire) => position[wire]!)) / 2);
    for (const wire of wires) position[wire] = 2 * stage;
    return draft(stage);
  };
  const opsOf = (wire: number): WireOp[] => {
    const at = position[wire]!;
    if (at < 0) return prefix[wire]!;
    position[wire] = at | 1;
    return draft(at >> 1).wires[wire]!;
  };
  const turn = (wire: number, p: number, q: number, angle: LinearAngle): void => {
    // |0> has no X and no Y to turn.
    if (p === X && position[wire]! < 0 && prefix[wire]!.length === 0) return;
    addTurn(opsOf(wire), { kind: "turn", p, q, angle });
  };
  const cnot = (control: number, target: number): void => enter([control, target]).map.cnot(control, target);
  const move = (given: Move): void => {
    switch (given.kind) {
      case "ry":
        turn(given.wire, Z, X, given.angle);
        break;
      case "phase": {
        // The parity of several wires is gathered on the last one.
        const { wires, angle } = given;
        if (wires.length === 0) break;
        for (let k = 1; k < wires.length; k++) cnot(wires[k - 1]!, wires[k]!);
        turn(wires.at(-1)!, X, Y, angle);
        for (let k = wires.length - 1; k > 0; k--) cnot(wires[k - 1]!, wires[k]!);
        break;
      }
      case "flip":
        // X is a half turn about X: Y and Z change signs.
        addTurn(opsOf(given.wire), { kind: "turn", p: Y, q: Z, angle: { constant: Math.PI, terms: [] } });
        break;
      case "cnot":
        cnot(given.control, given.target);
        break;
      default:
        given satisfies never;
    }
  };
  const noise = ({ channel: name, wires, strengths }: ChannelOp): void => {
    const channel: Channel = channels[name];
    const inMap = wires.length > 1 || (position[wires[0]!]! >= 0 && position[wires[0]!]! % 2 === 0);
    if (channel.form === "pauli" && inMap) {
      const { map, terms } = enter(wires);
      terms.push({ channel, name, strengths, letters: map.digits(wires) });
    } else addFactor(opsOf(wires[0]!), { kind: "noise", channel, name, strengths });
  };
  for (const given of ops) {
    if ("channel" in given && (channels[given.channel] as Channel).form !== "unitary") noise(given);
    else for (const one of movesOf(given)) move(one);
  }
  const body = drafts.flatMap(({ map, terms, wires }): BodyOp[] => [
    ...(map.moved || terms.length > 0 ? [{ kind: "map" as const, map, terms }] : []),
    ...wires.flatMap((list, wire) => list.map((one) => ({ wire, ...one }))),
  ]);
  return { circuit, prefix, body };
}

/** Turns about one axis merge; those of the batch are factors of a chain. */
function addTurn(list: WireOp[], given: Turn): void {
  const last = list.at(-1);
  if (!hasInput(given.angle)) {
    addFactor(list, given);
  } else if (last?.kind === "turn" && last.p === given.p && last.q === given.q) {
    list[list.length - 1] = { ...last, angle: plus(last.angle, given.angle) };
  } else list.push(given);
}

function addFactor(list: WireOp[], factor: Factor): void {
  const last = list.at(-1);
  if (last?.kind !== "chain") {
    list.push({ kind: "chain", factors: [factor] });
    return;
  }
  const end = last.factors.at(-1)!;
  const merges = factor.kind === "turn" && end.kind === "turn" && end.p === factor.p && end.q === factor.q;
  const factors = merges
    ? [...last.factors.slice(0, -1), { ...end, angle: plus(end.angle, factor.angle) }]
    : [...last.factors, factor];
  list[list.length - 1] = { kind: "chain", factors };
}
