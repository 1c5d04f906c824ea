import type { Plan } from "../plan.ts";
import type { AngleTables } from "./angles.ts";

/*
 * The product state before any entangling. For each wire a 2-vector per lane, kept after every rotation:
 * (rotation 0..R, part, lane) with parts re0, im0, re1, im1. Prefix products of wires 0..q: (2^(q+1), re/im, lane).
 */

/** Numbers per lane that the kept 2-vectors of all wires take. */
export function wireStateSize(plan: Plan): number {
  return plan.prefix.reduce((sum, rotations) => sum + 4 * (rotations.length + 1), 0);
}

/** Numbers per lane of the prefix products of wires 0..n-2 (the last is the state itself). */
export function prefixProductSize(numQubits: number): number {
  return 2 * (2 ** numQubits - 2);
}

/** Runs every wire's rotations from |0>, then multiplies the wires together. first: the block's first sample; v: its lanes. */
export function productForward(
  plan: Plan,
  tables: AngleTables,
  batch: number,
  first: number,
  v: number,
  wires: Float64Array,
  prefixes: Float64Array,
  psi: Float64Array,
  psiAt: number,
): void {
  let at = 0;
  let source = -1;
  for (let w = 0; w < plan.prefix.length; w++) {
    const rotations = plan.prefix[w]!;
    wires.fill(1, at, at + v);
    wires.fill(0, at + v, at + 4 * v);
    for (let r = 0; r < rotations.length; r++, at += 4 * v) {
      const { axis, angle } = rotations[r]!;
      const cosines = angle.sample ? tables.sampleCos : tables.sharedCos;
      const sines = angle.sample ? tables.sampleSin : tables.sharedSin;
      const step = angle.sample ? 1 : 0;
      let k = angle.sample ? angle.slot * batch + first : angle.slot;
      for (let lane = at; lane < at + v; lane++, k += step) {
        const c = cosines[k]!;
        const s = sines[k]!;
        const re0 = wires[lane]!;
        const im0 = wires[lane + v]!;
        const re1 = wires[lane + 2 * v]!;
        const im1 = wires[lane + 3 * v]!;
        const out = lane + 4 * v;
        if (axis === "Y") {
          wires[out] = c * re0 - s * re1;
          wires[out + v] = c * im0 - s * im1;
          wires[out + 2 * v] = s * re0 + c * re1;
          wires[out + 3 * v] = s * im0 + c * im1;
        } else {
          wires[out] = c * re0 + s * im0;
          wires[out + v] = c * im0 - s * re0;
          wires[out + 2 * v] = c * re1 - s * im1;
          wires[out + 3 * v] = c * im1 + s * re1;
        }
      }
    }
    const last = w === plan.prefix.length - 1;
    const out = last ? psi : prefixes;
    const outAt = last ? psiAt : 2 * (2 ** (w + 1) - 2) * v;
    if (w === 0) for (let k = 0; k < 4 * v; k++) out[outAt + k] = wires[at + k]!;
    else extend(prefixes, source, 1 << w, wires, at, out, outAt, v);
    source = outAt;
    at += 4 * v;
  }
}

/** out[2i + b] = prefix[i] * wire[b], complex, lane by lane. */
function extend(
  prefixes: Float64Array,
  from: number,
  size: number,
  wires: Float64Array,
  wire: number,
  out: Float64Array,
  outAt: number,
  v: number,
): void {
  for (let i = 0; i < size; i++) {
    const p = from + i * 2 * v;
    const q = outAt + i * 4 * v;
    for (let lane = 0; lane < v; lane++) {
      const re = prefixes[p + lane]!;
      const im = prefixes[p + v + lane]!;
      const ar = wires[wire + lane]!;
      const ai = wires[wire + v + lane]!;
      const br = wires[wire + 2 * v + lane]!;
      const bi = wires[wire + 3 * v + lane]!;
      out[q + lane] = re * ar - im * ai;
      out[q + v + lane] = re * ai + im * ar;
      out[q + 2 * v + lane] = re * br - im * bi;
      out[q + 3 * v + lane] = re * bi + im * br;
    }
  }
}

/**
 * Contracts lambda (2^n, re/im, lane; destroyed) wire by wire from the last, and takes each wire's rotations back, writing the derivative
 * by every angle of the prefix into the tables. scratch: 4 v numbers.
 */
export function productBackward(
  plan: Plan,
  tables: AngleTables,
  batch: number,
  first: number,
  v: number,
  wires: Float64Array,
  prefixes: Float64Array,
  lambda: Float64Array,
  scratch: Float64Array,
): void {
  let end = wireStateSize(plan) * v;
  for (let w = plan.prefix.length - 1; w >= 0; w--) {
    const wire = end - 4 * v;
    if (w === 0) for (let k = 0; k < 4 * v; k++) scratch[k] = lambda[k]!;
    else contract(lambda, 1 << w, wires, wire, prefixes, 2 * (2 ** w - 2) * v, scratch, v);
    undoRotations(plan.prefix[w]!, tables, batch, first, v, wires, wire, scratch);
    end = wire - plan.prefix[w]!.length * 4 * v;
  }
}

/** scratch[b] = sum_i conj(prefix[i]) lambda[2i + b]; lambda[i] = sum_b conj(wire[b]) lambda[2i + b]. */
function contract(
  lambda: Float64Array,
  size: number,
  wires: Float64Array,
  wire: number,
  prefixes: Float64Array,
  prefixAt: number,
  scratch: Float64Array,
  v: number,
): void {
  scratch.fill(0, 0, 4 * v);
  for (let i = 0; i < size; i++) {
    const from = i * 4 * v;
    const p = prefixAt + i * 2 * v;
    for (let lane = 0; lane < v; lane++) {
      const xr = lambda[from + lane]!;
      const xi = lambda[from + v + lane]!;
      const yr = lambda[from + 2 * v + lane]!;
      const yi = lambda[from + 3 * v + lane]!;
      const pr = prefixes[p + lane]!;
      const pi = prefixes[p + v + lane]!;
      scratch[lane]! += pr * xr + pi * xi;
      scratch[v + lane]! += pr * xi - pi * xr;
      scratch[2 * v + lane]! += pr * yr + pi * yi;
      scratch[3 * v + lane]! += pr * yi - pi * yr;
      const ar = wires[wire + lane]!;
      const ai = wires[wire + v + lane]!;
      const br = wires[wire + 2 * v + lane]!;
      const bi = wires[wire + 3 * v + lane]!;
      lambda[i * 2 * v + lane] = ar * xr + ai * xi + br * yr + bi * yi;
      lambda[i * 2 * v + v + lane] = ar * xi - ai * xr + br * yi - bi * yr;
    }
  }
}

/** From the last rotation to the first: the derivative by its angle against the kept 2-vector, then its inverse on mu. */
function undoRotations(
  rotations: Plan["prefix"][number],
  tables: AngleTables,
  batch: number,
  first: number,
  v: number,
  wires: Float64Array,
  wireEnd: number,
  mu: Float64Array,
): void {
  for (let r = rotations.length - 1, at = wireEnd; r >= 0; r--, at -= 4 * v) {
    const { axis, angle } = rotations[r]!;
    const cosines = angle.sample ? tables.sampleCos : tables.sharedCos;
    const sines = angle.sample ? tables.sampleSin : tables.sharedSin;
    const grad = angle.sample ? tables.gradSample : tables.gradShared;
    const step = angle.sample ? 1 : 0;
    let k = angle.sample ? angle.slot * batch + first : angle.slot;
    for (let lane = 0; lane < v; lane++, k += step) {
      const c = cosines[k]!;
      const s = sines[k]!;
      const re0 = wires[at + lane]!;
      const im0 = wires[at + v + lane]!;
      const re1 = wires[at + 2 * v + lane]!;
      const im1 = wires[at + 3 * v + lane]!;
      const xr = mu[lane]!;
      const xi = mu[v + lane]!;
      const yr = mu[2 * v + lane]!;
      const yi = mu[3 * v + lane]!;
      if (axis === "Y") {
        grad[angle.slot * v + lane] = (yr * re0 + yi * im0 - xr * re1 - xi * im1) / 2;
        mu[lane] = c * xr + s * yr;
        mu[v + lane] = c * xi + s * yi;
        mu[2 * v + lane] = c * yr - s * xr;
        mu[3 * v + lane] = c * yi - s * xi;
      } else {
        grad[angle.slot * v + lane] = (xr * im0 - xi * re0 - yr * im1 + yi * re1) / 2;
        mu[lane] = c * xr - s * xi;
        mu[v + lane] = c * xi + s * xr;
        mu[2 * v + lane] = c * yr + s * yi;
        mu[3 * v + lane] = c * yi - s * yr;
      }
    }
  }
}
