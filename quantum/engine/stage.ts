import { parity } from "../bit-map.ts";
import type { AngleRef, Stage } from "../plan.ts";
import type { AngleTables } from "./angles.ts";

/** A stage's phases, sorted by how their table is made. */
export interface SortedPhases {
  /** Phases of one bit before the map, by bit; shared by the batch. */
  readonly before: readonly (AngleRef | null)[];
  /** Phases of one bit after the map; shared by the batch. */
  readonly after: readonly { readonly angle: AngleRef; readonly bit: number; readonly odd: boolean }[];
  /** Shared phases of several bits. */
  readonly joint: Stage["phases"];
  /** Phases whose angle differs by sample. */
  readonly sample: Stage["phases"];
}

/** A stage with its permutation written out. */
export interface OpenStage extends SortedPhases {
  /** f(i): where basis state i goes. */
  readonly map: Uint32Array;
  readonly rotations: Stage["rotations"];
  /** (2^n, re/im): the shared phases' product, filled by `fillPhases`. */
  readonly table: Float64Array;
}

export function sortPhases({ phases, map }: Stage): SortedPhases {
  const before: (AngleRef | null)[] = new Array(map.numBits).fill(null);
  const after: { angle: AngleRef; bit: number; odd: boolean }[] = [];
  const joint: Stage["phases"][number][] = [];
  const images = before.map((_, bit) => map.pullBack(1 << bit));
  for (const term of phases) {
    if (term.angle.sample) continue;
    const only = 31 - Math.clz32(term.mask);
    const bit = images.findIndex(({ mask }) => mask === term.mask);
    if (term.mask === 1 << only) before[only] = term.angle;
    else if (bit >= 0) after.push({ angle: term.angle, bit, odd: images[bit]!.odd });
    else joint.push(term);
  }
  return { before, after, joint, sample: phases.filter(({ angle }) => angle.sample) };
}

export function openStage(stage: Stage): OpenStage {
  const { map, rotations } = stage;
  return { ...sortPhases(stage), map: map.table(), rotations, table: new Float64Array(2 << map.numBits) };
}

/** Multiplies entry i of the table by exp(-+i half-angle): minus where the sign is +1. */
function turn(table: Float64Array, i: number, c: number, s: number): void {
  const re = table[2 * i]!;
  const im = table[2 * i + 1]!;
  table[2 * i] = re * c + im * s;
  table[2 * i + 1] = im * c - re * s;
}

/** Fills the stage's table with the product of its shared phases. scratch: (2^n, re/im). */
export function fillPhases(stage: OpenStage, { sharedCos, sharedSin }: AngleTables, scratch: Float64Array): void {
  const { table, before, after, map, joint } = stage;
  const size = map.length;
  table[0] = 1;
  table[1] = 0;
  for (let bit = 0; bit < before.length; bit++) {
    const angle = before[bit]!;
    double(table, 1 << bit, angle ? sharedCos[angle.slot]! : 1, angle ? sharedSin[angle.slot]! : 0);
  }
  if (after.length > 0) {
    scratch[0] = 1;
    scratch[1] = 0;
    for (let bit = 0; bit < before.length; bit++) {
      const term = after.find((term) => term.bit === bit);
      const sine = term ? sharedSin[term.angle.slot]! : 0;
      double(scratch, 1 << bit, term ? sharedCos[term.angle.slot]! : 1, term?.odd ? -sine : sine);
    }
    for (let i = 0; i < size; i++) {
      const j = 2 * map[i]!;
      const re = table[2 * i]!;
      const im = table[2 * i + 1]!;
      table[2 * i] = re * scratch[j]! - im * scratch[j + 1]!;
      table[2 * i + 1] = re * scratch[j + 1]! + im * scratch[j]!;
    }
  }
  for (const { mask, angle } of joint) {
    const c = sharedCos[angle.slot]!;
    const s = sharedSin[angle.slot]!;
    for (let i = 0; i < size; i++) turn(table, i, c, parity(mask & i) ? -s : s);
  }
}

/** Extends a table over the bits below `size` by one bit, whose phase is exp(-i a/2) for 0 and exp(i a/2) for 1. */
function double(table: Float64Array, size: number, c: number, s: number): void {
  for (let i = 0; i < size; i++) {
    const re = table[2 * i]!;
    const im = table[2 * i + 1]!;
    table[2 * (size + i)] = re * c - im * s;
    table[2 * (size + i) + 1] = im * c + re * s;
    table[2 * i] = re * c + im * s;
    table[2 * i + 1] = im * c - re * s;
  }
}

/** to[f(i)] = phase(i) from[i]. from and to are offsets of states in psi; `first` is the block's first sample, v its lanes. */
export function phaseMapForward(
  stage: OpenStage,
  tables: AngleTables,
  batch: number,
  first: number,
  v: number,
  psi: Float64Array,
  from: number,
  to: number,
): void {
  const { map, table, sample } = stage;
  for (let i = 0; i < map.length; i++) {
    const c = table[2 * i]!;
    const s = table[2 * i + 1]!;
    const p = from + i * 2 * v;
    const q = to + map[i]! * 2 * v;
    for (let lane = 0; lane < v; lane++) {
      const re = psi[p + lane]!;
      const im = psi[p + v + lane]!;
      psi[q + lane] = c * re - s * im;
      psi[q + v + lane] = c * im + s * re;
    }
  }
  for (const { mask, angle } of sample) {
    const row = angle.slot * batch + first;
    for (let i = 0; i < map.length; i++) {
      const sign = parity(mask & i) ? -1 : 1;
      const q = to + map[i]! * 2 * v;
      for (let lane = 0; lane < v; lane++) {
        const c = tables.sampleCos[row + lane]!;
        const s = sign * tables.sampleSin[row + lane]!;
        const re = psi[q + lane]!;
        const im = psi[q + v + lane]!;
        psi[q + lane] = c * re + s * im;
        psi[q + v + lane] = c * im - s * re;
      }
    }
  }
}

/**
 * back[i] = conj(phase(i)) lambda[f(i)], and the derivatives by all phases of the stage, from w_i = Im(conj(lambda_i) psi_i).
 * psi at `from`: the state before the stage. w: scratch of (2^n, lane), twice.
 */
export function phaseMapBackward(
  stage: OpenStage,
  tables: AngleTables,
  batch: number,
  first: number,
  v: number,
  psi: Float64Array,
  from: number,
  lambda: Float64Array,
  back: Float64Array,
  w: Float64Array,
): void {
  const { map, table, sample } = stage;
  const size = map.length;
  for (let i = 0; i < size; i++) {
    const c = table[2 * i]!;
    const s = table[2 * i + 1]!;
    const p = i * 2 * v;
    const q = map[i]! * 2 * v;
    for (let lane = 0; lane < v; lane++) {
      const re = lambda[q + lane]!;
      const im = lambda[q + v + lane]!;
      back[p + lane] = c * re + s * im;
      back[p + v + lane] = c * im - s * re;
    }
  }
  for (const { mask, angle } of sample) {
    const row = angle.slot * batch + first;
    for (let i = 0; i < size; i++) {
      const sign = parity(mask & i) ? -1 : 1;
      const p = i * 2 * v;
      for (let lane = 0; lane < v; lane++) {
        const c = tables.sampleCos[row + lane]!;
        const s = sign * tables.sampleSin[row + lane]!;
        const re = back[p + lane]!;
        const im = back[p + v + lane]!;
        back[p + lane] = c * re - s * im;
        back[p + v + lane] = c * im + s * re;
      }
    }
  }
  for (let i = 0; i < size; i++) {
    const p = i * 2 * v;
    for (let lane = 0; lane < v; lane++) {
      w[i * v + lane] = back[p + lane]! * psi[from + p + v + lane]! - back[p + v + lane]! * psi[from + p + lane]!;
    }
  }
  sharedPhaseGradients(stage, tables.gradShared, v, w);
  samplePhaseGradients(stage, tables.gradSample, v, w);
}

/** Derivatives by a stage's shared phases into grad (slot, v), from w (2^n, v); the second half of w is overwritten. */
function sharedPhaseGradients(stage: OpenStage, grad: Float64Array, v: number, w: Float64Array): void {
  const { before, after, joint, map } = stage;
  const size = map.length;
  for (const { mask, angle } of joint) signedSum(grad, angle.slot * v, mask, w, 0, size, v);
  for (let bit = 0; bit < before.length; bit++) {
    const angle = before[bit];
    if (angle) signedSum(grad, angle.slot * v, 1 << bit, w, 0, size, v);
  }
  if (after.length === 0) return;
  const half = size * v;
  for (let i = 0; i < size; i++) w.copyWithin(half + map[i]! * v, i * v, (i + 1) * v);
  for (let k = 0; k < after.length; k++) {
    const { angle, bit, odd } = after[k]!;
    const at = angle.slot * v;
    signedSum(grad, at, 1 << bit, w, half, size, v);
    if (odd) for (let lane = at; lane < at + v; lane++) grad[lane] = -grad[lane]!;
  }
}

/** The same by phases whose angle differs by sample. */
function samplePhaseGradients(stage: OpenStage, grad: Float64Array, v: number, w: Float64Array): void {
  for (const { mask, angle } of stage.sample) signedSum(grad, angle.slot * v, mask, w, 0, stage.map.length, v);
}

/** out[lane] = 1/2 sum_i s(i) w[i, lane] from offset `from` on, s = -1 where the mask's parity is odd. */
function signedSum(
  out: Float64Array,
  at: number,
  mask: number,
  w: Float64Array,
  from: number,
  size: number,
  v: number,
): void {
  out.fill(0, at, at + v);
  for (let i = 0; i < size; i++) {
    const sign = parity(mask & i) ? -0.5 : 0.5;
    const row = from + i * v;
    for (let lane = 0; lane < v; lane++) out[at + lane]! += sign * w[row + lane]!;
  }
}
