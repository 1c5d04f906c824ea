import { cos, sin } from "../../core/math/index.ts";
import type { Angle, LinearAngle } from "../angle.ts";
import { linear } from "../angle.ts";

/**
 * What every gate becomes: the moves of the normal form (see plan.md). `phase` is exp(-i angle/2 Z..Z) on its wires, on no wires the global phase
 * exp(-i angle/2); `flip` is X. Products of these give each gate exactly.
 */
export type Move =
  | { readonly kind: "ry"; readonly wire: number; readonly angle: LinearAngle }
  | { readonly kind: "phase"; readonly wires: readonly number[]; readonly angle: LinearAngle }
  | { readonly kind: "cnot"; readonly control: number; readonly target: number }
  | { readonly kind: "flip"; readonly wire: number };

/** A complex matrix, row by row: re and im of each entry in turn. The first wire of the gate is the most significant bit. */
export type Matrix = readonly (readonly [re: number, im: number])[];

/** Weighted Pauli words on the gate's wires, one letter of I X Y Z for each: `[[0.5, "ZX"]]` is Z on the first wire times X on the second, halved. */
export type PauliSum = readonly (readonly [weight: number, word: string])[];

/** The derivative by an angle as a sum of factor times the expectation with that angle shifted, in radians. */
export type ShiftRule = readonly (readonly [shift: number, factor: number])[];

/** A control in a drawing. */
export const CONTROL = "●";

/** One entry of the gate table. Conventions are PennyLane's: RX(t) = exp(-i t X / 2), and so on. */
export interface Gate {
  readonly wires: number;
  readonly help: string;
  /** What stands on each wire in a drawing: CONTROL, or a name. Its angles come behind the last name. */
  readonly symbols: readonly string[];
  /**
   * For each angle t, G of the factor exp(-i t G) in which it occurs (the other factors are fixed or have the other angles), up to a multiple of the
   * identity.
   */
  readonly generators: readonly PauliSum[];
  /** The same for all angles; empty without angles. */
  readonly shifts: ShiftRule;
  /** (2^wires)^2 entries. */
  matrix(angles: readonly number[]): Matrix;
  /** What undoes the gate, up to a global phase: gates on the same wires, the first one first. */
  inverse(angles: readonly Angle[]): readonly (readonly [gate: string, angles: readonly Angle[]])[];
  /** A gate of several angles as gates of one angle each, the first one first, up to a global phase. Missing where there is one angle or none. */
  readonly parts?: (angles: readonly Angle[]) => readonly (readonly [gate: string, angle: Angle])[];
  /** The gate as moves, the first move first. */
  lower(wires: readonly number[], angles: readonly Angle[]): readonly Move[];
}

/** Where G has two eigenvalues that differ by 1. Schuld et al., arXiv 1811.11184. */
export const TWO_SHIFTS: ShiftRule = [
  [Math.PI / 2, 0.5],
  [-Math.PI / 2, -0.5],
];

const ROOT = Math.SQRT2;
/** Where G has the eigenvalues 0 and +-1/2, as for controlled rotations. Anselmetti et al., arXiv 2104.05695. */
export const FOUR_SHIFTS: ShiftRule = [
  [Math.PI / 2, (ROOT + 1) / (4 * ROOT)],
  [-Math.PI / 2, -(ROOT + 1) / (4 * ROOT)],
  [(3 * Math.PI) / 2, -(ROOT - 1) / (4 * ROOT)],
  [(-3 * Math.PI) / 2, (ROOT - 1) / (4 * ROOT)],
];

/** The angle with its sign turned; 0 stays 0 and does not become -0. */
export const opposite = (angle: Angle): Angle =>
  typeof angle === "number" ? 0 - angle : { ...angle, scale: 0 - angle.scale };

export const ry = (wire: number, angle: Angle, factor = 1): Move => ({
  kind: "ry",
  wire,
  angle: linear(angle, factor),
});
export const phase = (wires: readonly number[], angle: Angle, factor = 1): Move => ({
  kind: "phase",
  wires,
  angle: linear(angle, factor),
});
export const rz = (wire: number, angle: Angle): Move => phase([wire], angle);
/** diag(1, e^(i t)) = e^(i t/2) RZ(t) */
export const turn = (wire: number, angle: Angle): Move[] => [rz(wire, angle), phase([], angle, -1)];
/** H = RY(pi/2) Z */
export const hadamard = (wire: number): Move[] => [...turn(wire, Math.PI), ry(wire, Math.PI / 2)];
/** RX(t) = RZ(-pi/2) RY(t) RZ(pi/2), which turns the Y axis into X. */
export const rx = (wire: number, angle: Angle): Move[] => [
  rz(wire, Math.PI / 2),
  ry(wire, angle),
  rz(wire, -Math.PI / 2),
];
export const cnot = (control: number, target: number): Move => ({ kind: "cnot", control, target });
export const flip = (wire: number): Move => ({ kind: "flip", wire });

export const real = (rows: readonly (readonly number[])[]): Matrix => rows.flat().map((re) => [re, 0]);

/** diag(e^(i t) for each t). */
export function diagonal(turns: readonly number[]): Matrix {
  const size = turns.length;
  return Array.from({ length: size * size }, (_, k) => {
    const t = turns[k % size]!;
    return k % (size + 1) === 0 ? [cos(t), sin(t)] : [0, 0];
  });
}

export function product(a: Matrix, b: Matrix): Matrix {
  const size = Math.sqrt(a.length);
  return a.map((_, k) => {
    const row = Math.floor(k / size) * size;
    let re = 0;
    let im = 0;
    for (let j = 0; j < size; j++) {
      const [ar, ai] = a[row + j]!;
      const [br, bi] = b[j * size + (k % size)]!;
      re += ar * br - ai * bi;
      im += ar * bi + ai * br;
    }
    return [re, im];
  });
}

/** cos(t/2) 1 - i sin(t/2) P for a matrix P whose square is 1: a rotation by t. */
export function rotation(t: number, pauli: Matrix): Matrix {
  const c = cos(t / 2);
  const s = sin(t / 2);
  const size = Math.sqrt(pauli.length);
  return pauli.map(([re, im], k) => [(k % (size + 1) === 0 ? c : 0) + s * im, -s * re]);
}

/** The matrix on one more wire, the first, which controls it. */
export function controlled(matrix: Matrix): Matrix {
  const size = Math.sqrt(matrix.length);
  return Array.from({ length: 4 * matrix.length }, (_, k) => {
    const row = Math.floor(k / (2 * size));
    const column = k % (2 * size);
    if (row >= size && column >= size) return matrix[(row - size) * size + column - size]!;
    return row === column ? [1, 0] : [0, 0];
  });
}
