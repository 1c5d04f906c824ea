import type { AngleTables } from "../engine/angles.ts";
import type { OpenStage } from "../engine/stage.ts";
import type { Layout } from "./layout.ts";
import type { Kernels } from "./module.ts";
import type { Sink } from "./prefix.ts";

/** The real rotations of one stage on the kernels: up to three wires in one pass over memory. */
export interface StageRotations {
  /** Reads the angles. scale: product of cosines, for the phase table; flips: bits whose rotation is taken from pi on. */
  prepare(tables: AngleTables): { readonly scale: number; readonly flips: number };
  forward(state: number, block: number): void;
  /** Adds twice the derivatives against the state after the stage, then takes the rotations back on lambda, but for the scale. */
  backward(lambda: number, psi: number, block: number, sink: Sink, byLane: boolean): void;
}

interface Shared {
  readonly bit: number;
  readonly slot: number;
}

export function openRotations(
  { rotations }: OpenStage,
  layout: Layout,
  kernels: Kernels,
  numQubits: number,
  laneAt: (slot: number, block: number) => number,
): StageRotations {
  const { V } = layout;
  const size = 2 ** numQubits;
  const vectors = size * 2 * V;
  const shift = 31 - Math.clz32(2 * V);
  const bitOf = (wire: number): number => numQubits - 1 - wire;
  const shared: Shared[] = rotations
    .filter(({ angle }) => !angle.sample)
    .map(({ wire, angle }) => ({ bit: bitOf(wire), slot: angle.slot }))
    .sort((a, b) => a.bit - b.bit);
  const lanes = rotations.filter(({ angle }) => angle.sample).map(({ wire, angle }) => ({ bit: bitOf(wire), angle }));
  // Groups of three, but two and two where four are left.
  const groups: number[][] = [];
  for (let k = 0; k < shared.length; ) {
    const left = shared.length - k;
    const take = left >= 3 && left !== 4 ? 3 : Math.min(2, left);
    groups.push(Array.from({ length: take }, (_, j) => k + j));
    k += take;
  }
  const tangents = new Float64Array(shared.length);
  const prepared = { scale: 1, flips: 0 };

  const pass = (state: number, sign: number): void => {
    for (const [a, b, c] of groups) {
      const bit = (k: number): number => shared[k]!.bit + shift;
      const t = (k: number): number => sign * tangents[k]!;
      if (c !== undefined) kernels.rotate3(state, vectors / 8, bit(a!), bit(b!), bit(c), t(a!), t(b!), t(c));
      else if (b !== undefined) kernels.rotate2(state, vectors / 4, bit(a!), bit(b), t(a!), t(b));
      else kernels.rotate1(state, vectors / 2, bit(a!), t(a!));
    }
  };
  const passLanes = (state: number, block: number, sign: number): void => {
    for (const { bit, angle } of lanes) {
      const offset = laneAt(angle.slot, block);
      kernels.rotateLanes(state, size, bit, V, layout.sampleCos + offset, layout.sampleSin + offset, sign);
    }
  };
  const sums = (lambda: number, psi: number): void => {
    for (const [a, b, c] of groups) {
      const bit = (k: number): number => shared[k]!.bit + shift;
      const at = (k: number): number => layout.angleSums + 16 * shared[k]!.slot;
      if (c !== undefined) kernels.dots3(lambda, psi, vectors / 8, bit(a!), bit(b!), bit(c), at(a!), at(b!), at(c));
      else if (b !== undefined) kernels.dots2(lambda, psi, vectors / 4, bit(a!), bit(b), at(a!), at(b));
      else kernels.dots1(lambda, psi, vectors / 2, bit(a!), at(a!));
    }
  };

  return {
    prepare({ sharedCos, sharedSin }) {
      prepared.scale = 1;
      prepared.flips = 0;
      for (let k = 0; k < shared.length; k++) {
        const { bit, slot } = shared[k]!;
        const c = sharedCos[slot]!;
        const s = sharedSin[slot]!;
        if (Math.abs(s) <= Math.abs(c)) {
          tangents[k] = s / c;
          prepared.scale *= c;
        } else {
          // RY(t) = RY(t - pi) RY(pi): the tangent stays within 1, and RY(pi) is a flip with a sign.
          tangents[k] = -c / s;
          prepared.scale *= s;
          prepared.flips |= 1 << bit;
        }
      }
      return prepared;
    },
    forward(state, block): void {
      pass(state, 1);
      passLanes(state, block, 1);
    },
    backward(lambda, psi, block, sink, byLane): void {
      if (byLane) {
        for (const { bit, slot } of shared) {
          kernels.dotLanes(lambda, psi, size, bit, V, sink.at({ sample: false, slot }, block));
        }
      } else sums(lambda, psi);
      for (const { bit, angle } of lanes) kernels.dotLanes(lambda, psi, size, bit, V, sink.at(angle, block));
      passLanes(lambda, block, -1);
      pass(lambda, -1);
    },
  };
}
