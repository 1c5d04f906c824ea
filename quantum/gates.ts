import { cos, sin } from "../core/math/index.ts";
import type { Angle, LinearAngle } from "./angle.ts";
import { linear } from "./angle.ts";

/**
 * What every gate becomes: the three moves of the normal form (see plan.md). `phase` is exp(-i angle/2 Z..Z) on its wires;
 * `flip` is X. Products of these give each gate up to a global phase.
 */
export type Move =
  | { readonly kind: "ry"; readonly wire: number; readonly angle: LinearAngle }
  | { readonly kind: "phase"; readonly wires: readonly number[]; readonly angle: LinearAngle }
  | { readonly kind: "cnot"; readonly control: number; readonly target: number }
  | { readonly kind: "flip"; readonly wire: number };

/** A complex matrix, row by row: re and im of each entry in turn. The first wire of the gate is the most significant bit. */
export type Matrix = readonly (readonly [re: number, im: number])[];

/** One entry of the gate table. Conventions are PennyLane's: RX(t) = exp(-i t X / 2), and so on. */
export interface Gate {
  readonly wires: number;
  readonly angles: number;
  readonly help: string;
  /** (2^wires)^2 entries. */
  matrix(angles: readonly number[]): Matrix;
  /** The angles of the same gate that undo it. */
  inverse(angles: readonly number[]): readonly number[];
  /** The gate as moves, first move first. */
  lower(wires: readonly number[], angles: readonly Angle[]): readonly Move[];
}

const HALF_PI = Math.PI / 2;
const ry = (wire: number, angle: Angle): Move => ({ kind: "ry", wire, angle: linear(angle) });
const rz = (wire: number, angle: Angle): Move => ({ kind: "phase", wires: [wire], angle: linear(angle) });

function product(a: Matrix, b: Matrix): Matrix {
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

const rzMatrix = (t: number): Matrix => {
  const c = cos(t / 2);
  const s = sin(t / 2);
  return [
    [c, -s],
    [0, 0],
    [0, 0],
    [c, s],
  ];
};
const ryMatrix = (t: number): Matrix => {
  const c = cos(t / 2);
  const s = sin(t / 2);
  return [
    [c, 0],
    [-s, 0],
    [s, 0],
    [c, 0],
  ];
};
const minus = (angles: readonly number[]): readonly number[] => angles.map((angle) => -angle);
const same = (angles: readonly number[]): readonly number[] => angles;

const RX: Gate = {
  wires: 1,
  angles: 1,
  help: "rotation about X, exp(-i t X / 2)",
  matrix: ([t = 0]) => {
    const c = cos(t / 2);
    const s = sin(t / 2);
    return [
      [c, 0],
      [0, -s],
      [0, -s],
      [c, 0],
    ];
  },
  inverse: minus,
  // RZ(-pi/2) RY(t) RZ(pi/2) turns the Y axis into X.
  lower: ([w = 0], [t = 0]) => [rz(w, HALF_PI), ry(w, t), rz(w, -HALF_PI)],
};

const RY: Gate = {
  wires: 1,
  angles: 1,
  help: "rotation about Y, exp(-i t Y / 2)",
  matrix: ([t = 0]) => ryMatrix(t),
  inverse: minus,
  lower: ([w = 0], [t = 0]) => [ry(w, t)],
};

const RZ: Gate = {
  wires: 1,
  angles: 1,
  help: "rotation about Z, exp(-i t Z / 2)",
  matrix: ([t = 0]) => rzMatrix(t),
  inverse: minus,
  lower: ([w = 0], [t = 0]) => [rz(w, t)],
};

const Rot: Gate = {
  wires: 1,
  angles: 3,
  help: "Rot(phi, theta, omega) = RZ(omega) RY(theta) RZ(phi)",
  matrix: ([phi = 0, theta = 0, omega = 0]) => product(rzMatrix(omega), product(ryMatrix(theta), rzMatrix(phi))),
  inverse: ([phi = 0, theta = 0, omega = 0]) => [-omega, -theta, -phi],
  lower: ([w = 0], [phi = 0, theta = 0, omega = 0]) => [rz(w, phi), ry(w, theta), rz(w, omega)],
};

const R = Math.SQRT1_2;
const H: Gate = {
  wires: 1,
  angles: 0,
  help: "Hadamard",
  matrix: () => [
    [R, 0],
    [R, 0],
    [R, 0],
    [-R, 0],
  ],
  inverse: same,
  // H = RY(pi/2) Z
  lower: ([w = 0]) => [rz(w, Math.PI), ry(w, HALF_PI)],
};

const X: Gate = {
  wires: 1,
  angles: 0,
  help: "Pauli X",
  matrix: () => [
    [0, 0],
    [1, 0],
    [1, 0],
    [0, 0],
  ],
  inverse: same,
  lower: ([wire = 0]) => [{ kind: "flip", wire }],
};

const Z: Gate = {
  wires: 1,
  angles: 0,
  help: "Pauli Z",
  matrix: () => [
    [1, 0],
    [0, 0],
    [0, 0],
    [-1, 0],
  ],
  inverse: same,
  lower: ([w = 0]) => [rz(w, Math.PI)],
};

const real = (rows: readonly (readonly number[])[]): Matrix => rows.flat().map((re) => [re, 0]);

const CNOT: Gate = {
  wires: 2,
  angles: 0,
  help: "controlled X; the first wire controls",
  matrix: () =>
    real([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 0, 1],
      [0, 0, 1, 0],
    ]),
  inverse: same,
  lower: ([control = 0, target = 0]) => [{ kind: "cnot", control, target }],
};

const CZ: Gate = {
  wires: 2,
  angles: 0,
  help: "controlled Z",
  matrix: () =>
    real([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, -1],
    ]),
  inverse: same,
  // |11><11| = (1 - Za - Zb + Za Zb) / 4
  lower: ([a = 0, b = 0]) => [
    rz(a, HALF_PI),
    rz(b, HALF_PI),
    { kind: "phase", wires: [a, b], angle: linear(-HALF_PI) },
  ],
};

/** All gates by name. Adding one is one record here; tests and documentation loop over the table. */
export const gates = { RX, RY, RZ, Rot, H, X, Z, CNOT, CZ } satisfies Record<string, Gate>;
export type GateName = keyof typeof gates;
