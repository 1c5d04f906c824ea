import { fail } from "../../core/errors.ts";
import type { Channel } from "../channels/index.ts";

/** A channel of one wire as its Kraus matrices, of which each trajectory takes one. */
export interface Jump {
  readonly wire: number;
  /** Number of the draw. */
  readonly site: number;
  /** (matrices, 8): entries row by row, real and imaginary part in turn. */
  readonly kraus: Float64Array;
  /** (matrices, 4): K^dagger K as its two diagonal entries and the real and imaginary part of the entry right above. */
  readonly effects: Float64Array;
}

export function jumpOf(channel: Channel, strengths: readonly number[], wire: number, site: number): Jump {
  const matrices = channel.kraus(strengths);
  return {
    wire,
    site,
    kraus: Float64Array.from(matrices.flat(2)),
    effects: Float64Array.from(
      matrices.flatMap((k) => {
        const [[ar, ai], [br, bi], [cr, ci], [dr, di]] = k as readonly [Entry, Entry, Entry, Entry];
        return [
          ar * ar + ai * ai + cr * cr + ci * ci,
          br * br + bi * bi + dr * dr + di * di,
          ar * br + ai * bi + cr * dr + ci * di,
          ar * bi - ai * br + cr * di - ci * dr,
        ];
      }),
    ),
  };
}

type Entry = readonly [re: number, im: number];

/** What trajectories took: (rows,) numbers of matrices, and what each was divided by, the root of its chance. */
export interface Taken {
  readonly matrix: Uint8Array;
  readonly root: Float64Array;
}

/** Takes a matrix for each row by its chance in the row's state, applies it and normalises. states: (rows, 2^n), re and im in turn, in place. draws: (rows,), in [0, 1). */
export function jump(
  { wire, kraus, effects }: Jump,
  draws: Float64Array,
  rows: number,
  states: Float64Array,
  numQubits: number,
  { matrix, root }: Taken,
): void {
  const size = 2 * 2 ** numQubits;
  const stride = 2 * 2 ** (numQubits - 1 - wire);
  const count = kraus.length / 8;
  for (let row = 0; row < rows; row++) {
    const at = row * size;
    // The wire's own density matrix; re + i im is <0|rho|1>.
    let zero = 0;
    let one = 0;
    let re = 0;
    let im = 0;
    for (let block = at; block < at + size; block += 2 * stride) {
      for (let p = block; p < block + stride; p += 2) {
        const q = p + stride;
        const ar = states[p]!;
        const ai = states[p + 1]!;
        const br = states[q]!;
        const bi = states[q + 1]!;
        zero += ar * ar + ai * ai;
        one += br * br + bi * bi;
        re += ar * br + ai * bi;
        im += ai * br - ar * bi;
      }
    }
    // Tr(K^dagger K rho); rounding may leave the chances short of the draw, which then is the last that has one.
    const total = zero + one;
    let left = draws[row]! * total;
    let taken = -1;
    let chance = 0;
    for (let k = 0; k < count && left >= 0; k++) {
      const e = 4 * k;
      const own = effects[e]! * zero + effects[e + 1]! * one + 2 * (effects[e + 2]! * re + effects[e + 3]! * im);
      if (!(own > 0)) continue;
      taken = k;
      chance = own;
      left -= own;
    }
    if (taken < 0) fail("trajectories", "finite parameters and inputs", total);
    matrix[row] = taken;
    root[row] = Math.sqrt(chance);
    apply(kraus, 8 * taken, 1 / root[row]!, 1, states, at, size, stride);
  }
}

/** The matrices taken, turned over (K^dagger), on derivatives by the states after the jump: those by the states before. */
export function jumpBack(
  { wire, kraus }: Jump,
  rows: number,
  lambda: Float64Array,
  numQubits: number,
  { matrix, root }: Taken,
): void {
  const size = 2 * 2 ** numQubits;
  const stride = 2 * 2 ** (numQubits - 1 - wire);
  for (let row = 0; row < rows; row++) {
    apply(kraus, 8 * matrix[row]!, 1 / root[row]!, -1, lambda, row * size, size, stride);
  }
}

/** A matrix times a factor on one row, or (sign -1) its conjugate transpose. */
function apply(
  kraus: Float64Array,
  from: number,
  factor: number,
  sign: 1 | -1,
  states: Float64Array,
  at: number,
  size: number,
  stride: number,
): void {
  const right = sign === 1 ? 2 : 4;
  const below = 6 - right;
  const ar = factor * kraus[from]!;
  const ai = sign * factor * kraus[from + 1]!;
  const br = factor * kraus[from + right]!;
  const bi = sign * factor * kraus[from + right + 1]!;
  const cr = factor * kraus[from + below]!;
  const ci = sign * factor * kraus[from + below + 1]!;
  const dr = factor * kraus[from + 6]!;
  const di = sign * factor * kraus[from + 7]!;
  for (let block = at; block < at + size; block += 2 * stride) {
    for (let p = block; p < block + stride; p += 2) {
      const q = p + stride;
      const xr = states[p]!;
      const xi = states[p + 1]!;
      const yr = states[q]!;
      const yi = states[q + 1]!;
      states[p] = ar * xr - ai * xi + br * yr - bi * yi;
      states[p + 1] = ar * xi + ai * xr + br * yi + bi * yr;
      states[q] = cr * xr - ci * xi + dr * yr - di * yi;
      states[q + 1] = cr * xi + ci * xr + dr * yi + di * yr;
    }
  }
}
