import type { AngleTables } from "./angles.ts";
import type { OpenStage } from "./stage.ts";

type Rotation = OpenStage["rotations"][number];

/**
 * Real rotations RY(t) of one stage, in place: a0' = c a0 - s a1, a1' = s a0 + c a1 (c, s of t/2). State: (2^n, re/im, lane) at `at`.
 * direction -1 takes them back. `first` is the block's first sample, v its lanes.
 */
export function rotate(
  rotations: readonly Rotation[],
  direction: 1 | -1,
  tables: AngleTables,
  batch: number,
  first: number,
  v: number,
  numQubits: number,
  state: Float64Array,
  at: number,
): void {
  const size = 1 << numQubits;
  for (const { wire, angle } of rotations) {
    const bit = 1 << (numQubits - 1 - wire);
    const reach = bit * 2 * v;
    if (angle.sample) {
      const row = angle.slot * batch + first;
      for (let i = 0; i < size; i++) {
        if (i & bit) continue;
        const p = at + i * 2 * v;
        for (let lane = 0; lane < v; lane++) {
          const c = tables.sampleCos[row + lane]!;
          const s = direction * tables.sampleSin[row + lane]!;
          for (let k = p + lane; k < p + 2 * v; k += v) {
            const x = state[k]!;
            const y = state[k + reach]!;
            state[k] = c * x - s * y;
            state[k + reach] = s * x + c * y;
          }
        }
      }
    } else {
      const c = tables.sharedCos[angle.slot]!;
      const s = direction * tables.sharedSin[angle.slot]!;
      for (let i = 0; i < size; i++) {
        if (i & bit) continue;
        const p = at + i * 2 * v;
        for (let k = p; k < p + 2 * v; k++) {
          const x = state[k]!;
          const y = state[k + reach]!;
          state[k] = c * x - s * y;
          state[k + reach] = s * x + c * y;
        }
      }
    }
  }
}

/**
 * Derivatives by a stage's rotation angles: 1/2 sum of lambda1 psi0 - lambda0 psi1 over pairs and re/im, psi (at `from`) being the state
 * after the stage. All of a stage's dots come before any of its rotations is taken back, since they all refer to that one state.
 */
export function rotationGradients(
  rotations: readonly Rotation[],
  tables: AngleTables,
  v: number,
  numQubits: number,
  psi: Float64Array,
  from: number,
  lambda: Float64Array,
): void {
  const size = 1 << numQubits;
  for (const { wire, angle } of rotations) {
    const bit = 1 << (numQubits - 1 - wire);
    const reach = bit * 2 * v;
    const grad = angle.sample ? tables.gradSample : tables.gradShared;
    const out = angle.slot * v;
    grad.fill(0, out, out + v);
    for (let i = 0; i < size; i++) {
      if (i & bit) continue;
      const p = i * 2 * v;
      for (let lane = 0; lane < v; lane++) {
        const k = p + lane;
        const re = lambda[k + reach]! * psi[from + k]! - lambda[k]! * psi[from + k + reach]!;
        const im = lambda[k + v + reach]! * psi[from + k + v]! - lambda[k + v]! * psi[from + k + v + reach]!;
        grad[out + lane]! += (re + im) / 2;
      }
    }
  }
}
