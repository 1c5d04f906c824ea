import { cos, sin } from "../../core/math/index.ts";
import type { Angle } from "../angle.ts";
import type { Gate, Matrix, Move } from "./gate.ts";
import {
  diagonal,
  flip,
  hadamard,
  opposite,
  phase,
  product,
  real,
  rotation,
  rx,
  ry,
  rz,
  TWO_SHIFTS,
  turn,
} from "./gate.ts";

export const X_MATRIX: Matrix = real([
  [0, 1],
  [1, 0],
]);
export const Y_MATRIX: Matrix = [
  [0, 0],
  [0, -1],
  [0, 1],
  [0, 0],
];
export const Z_MATRIX: Matrix = real([
  [1, 0],
  [0, -1],
]);
const QUARTER = Math.PI / 2;

/** A gate without angles. inverse: its name and angles, unless it undoes itself. */
const fixed = (
  name: string,
  help: string,
  matrix: Matrix,
  lower: (wire: number) => readonly Move[],
  inverse: readonly [string, readonly number[]] = [name, []],
): Gate => ({
  wires: 1,
  help,
  symbols: [name],
  generators: [],
  shifts: [],
  matrix: () => matrix,
  inverse: () => [inverse],
  lower: ([wire = 0]) => lower(wire),
});

export const I: Gate = fixed(
  "I",
  "nothing",
  real([
    [1, 0],
    [0, 1],
  ]),
  () => [],
);
export const X: Gate = fixed("X", "Pauli X", X_MATRIX, (w) => [flip(w)]);
// Y = i X Z = -X RZ(pi)
export const Y: Gate = fixed("Y", "Pauli Y", Y_MATRIX, (w) => [rz(w, Math.PI), flip(w), phase([], 2 * Math.PI)]);
export const Z: Gate = fixed("Z", "Pauli Z", Z_MATRIX, (w) => turn(w, Math.PI));

const R = Math.SQRT1_2;
export const H: Gate = fixed(
  "H",
  "Hadamard",
  real([
    [R, R],
    [R, -R],
  ]),
  hadamard,
);

/** diag(1, e^(i t)) */
const root = (name: string, help: string, t: number, undo: string): Gate =>
  fixed(name, help, diagonal([0, t]), (w) => turn(w, t), [undo, []]);
export const S: Gate = root("S", "square root of Z", QUARTER, "Sdg");
export const Sdg: Gate = root("Sdg", "inverse of S", -QUARTER, "S");
export const T: Gate = root("T", "fourth root of Z", Math.PI / 4, "Tdg");
export const Tdg: Gate = root("Tdg", "inverse of T", -Math.PI / 4, "T");
export const SX: Gate = fixed(
  "SX",
  "square root of X",
  [
    [0.5, 0.5],
    [0.5, -0.5],
    [0.5, -0.5],
    [0.5, 0.5],
  ],
  // SX = e^(i pi/4) RX(pi/2)
  (w) => [...rx(w, QUARTER), phase([], -QUARTER)],
  ["RX", [-QUARTER]],
);

/** A rotation exp(-i t P / 2). */
const about = (
  name: string,
  axis: "X" | "Y" | "Z",
  pauli: Matrix,
  lower: (wire: number, t: Angle) => readonly Move[],
): Gate => ({
  wires: 1,
  help: `rotation about ${axis}, exp(-i t ${axis} / 2)`,
  symbols: [name],
  generators: [[[0.5, axis]]],
  shifts: TWO_SHIFTS,
  matrix: ([t = 0]) => rotation(t, pauli),
  inverse: ([t = 0]) => [[name, [opposite(t)]]],
  lower: ([w = 0], [t = 0]) => lower(w, t),
});
export const RX: Gate = about("RX", "X", X_MATRIX, rx);
export const RY: Gate = about("RY", "Y", Y_MATRIX, (w, t) => [ry(w, t)]);
export const RZ: Gate = about("RZ", "Z", Z_MATRIX, (w, t) => [rz(w, t)]);

export const PhaseShift: Gate = {
  wires: 1,
  help: "diag(1, e^(i t)): RZ up to a global phase",
  symbols: ["P"],
  generators: [[[0.5, "Z"]]],
  shifts: TWO_SHIFTS,
  matrix: ([t = 0]) => diagonal([0, t]),
  inverse: ([t = 0]) => [["PhaseShift", [opposite(t)]]],
  lower: ([w = 0], [t = 0]) => turn(w, t),
};

export const Rot: Gate = {
  wires: 1,
  help: "Rot(phi, theta, omega) = RZ(omega) RY(theta) RZ(phi)",
  symbols: ["Rot"],
  generators: [[[0.5, "Z"]], [[0.5, "Y"]], [[0.5, "Z"]]],
  shifts: TWO_SHIFTS,
  matrix: ([phi = 0, theta = 0, omega = 0]) =>
    product(rotation(omega, Z_MATRIX), product(rotation(theta, Y_MATRIX), rotation(phi, Z_MATRIX))),
  inverse: ([phi = 0, theta = 0, omega = 0]) => [["Rot", [omega, theta, phi].map(opposite)]],
  parts: ([phi = 0, theta = 0, omega = 0]) => [
    ["RZ", phi],
    ["RY", theta],
    ["RZ", omega],
  ],
  lower: ([w = 0], [phi = 0, theta = 0, omega = 0]) => [rz(w, phi), ry(w, theta), rz(w, omega)],
};

export const U3: Gate = {
  wires: 1,
  help: "U3(theta, phi, delta) = RZ(phi) RY(theta) RZ(delta), with cos(theta/2) real in the first entry",
  symbols: ["U3"],
  generators: [[[0.5, "Y"]], [[0.5, "Z"]], [[0.5, "Z"]]],
  shifts: TWO_SHIFTS,
  matrix([theta = 0, phi = 0, delta = 0]) {
    const c = cos(theta / 2);
    const s = sin(theta / 2);
    return [
      [c, 0],
      [-cos(delta) * s, -sin(delta) * s],
      [cos(phi) * s, sin(phi) * s],
      [cos(phi + delta) * c, sin(phi + delta) * c],
    ];
  },
  inverse: ([theta = 0, phi = 0, delta = 0]) => [["U3", [theta, delta, phi].map(opposite)]],
  parts: ([theta = 0, phi = 0, delta = 0]) => [
    ["RZ", delta],
    ["RY", theta],
    ["RZ", phi],
  ],
  lower: ([w = 0], [theta = 0, phi = 0, delta = 0]) => [...turn(w, delta), ry(w, theta), ...turn(w, phi)],
};
