import type { Angle } from "../angle.ts";
import type { Gate, Matrix, Move, PauliSum } from "./gate.ts";
import {
  CONTROL,
  cnot,
  controlled,
  diagonal,
  FOUR_SHIFTS,
  hadamard,
  opposite,
  phase,
  real,
  rotation,
  rx,
  ry,
  rz,
  TWO_SHIFTS,
} from "./gate.ts";
import { X_MATRIX, Y_MATRIX, Z_MATRIX } from "./one-wire.ts";

const QUARTER = Math.PI / 2;

/** A gate without angles that undoes itself. */
const fixed = (
  name: string,
  symbols: readonly string[],
  help: string,
  matrix: Matrix,
  lower: (wires: readonly number[]) => readonly Move[],
): Gate => ({
  wires: symbols.length,
  help,
  symbols,
  generators: [],
  shifts: [],
  matrix: () => matrix,
  inverse: () => [[name, []]],
  lower,
});

/** exp(i t |1..1><1..1|) on these wires: |1><1| = (1 - Z) / 2 for each, multiplied out. */
function jointPhase(wires: readonly number[], t: Angle): Move[] {
  const moves: Move[] = [];
  for (let set = 0; set < 2 ** wires.length; set++) {
    const chosen = wires.filter((_, k) => (set >> k) & 1);
    // exp(-i a/2 Z..Z) with a = -2 t (-1)^|set| / 2^wires
    moves.push(phase(chosen, t, ((chosen.length % 2 ? 1 : -1) * 2) / 2 ** wires.length));
  }
  return moves;
}

export const CNOT: Gate = fixed(
  "CNOT",
  [CONTROL, "X"],
  "controlled X; the first wire controls",
  controlled(X_MATRIX),
  ([c = 0, t = 0]) => [cnot(c, t)],
);
export const CZ: Gate = fixed("CZ", [CONTROL, CONTROL], "controlled Z", controlled(Z_MATRIX), (wires) =>
  jointPhase(wires, Math.PI),
);
// Y = S X S^-1
export const CY: Gate = fixed(
  "CY",
  [CONTROL, "Y"],
  "controlled Y; the first wire controls",
  controlled(Y_MATRIX),
  ([c = 0, t = 0]) => [rz(t, -QUARTER), cnot(c, t), rz(t, QUARTER)],
);
export const SWAP: Gate = fixed(
  "SWAP",
  ["×", "×"],
  "exchanges two wires",
  real([
    [1, 0, 0, 0],
    [0, 0, 1, 0],
    [0, 1, 0, 0],
    [0, 0, 0, 1],
  ]),
  ([a = 0, b = 0]) => [cnot(a, b), cnot(b, a), cnot(a, b)],
);
export const Toffoli: Gate = fixed(
  "Toffoli",
  [CONTROL, CONTROL, "X"],
  "X controlled by the first two wires",
  controlled(controlled(X_MATRIX)),
  // H on the target turns it into a phase of |111>.
  (wires) => {
    const target = wires[2] ?? 0;
    return [...hadamard(target), ...jointPhase(wires, Math.PI), ...hadamard(target)];
  },
);

/** A rotation about P on the second wire, controlled by the first. |1><1| P / 2 = (P - Z P) / 4. */
const controlledRotation = (
  name: string,
  axis: "X" | "Y" | "Z",
  pauli: Matrix,
  lower: (control: number, target: number, t: Angle) => readonly Move[],
): Gate => ({
  wires: 2,
  help: `controlled rotation about ${axis}; the first wire controls`,
  symbols: [CONTROL, `R${axis}`],
  generators: [
    [
      [0.25, `I${axis}`],
      [-0.25, `Z${axis}`],
    ],
  ],
  shifts: FOUR_SHIFTS,
  matrix: ([t = 0]) => controlled(rotation(t, pauli)),
  inverse: ([t = 0]) => [[name, [opposite(t)]]],
  lower: ([c = 0, w = 0], [t = 0]) => lower(c, w, t),
});
/** RY by half, and back by half where the control leaves it alone. */
const cry = (c: number, w: number, t: Angle): Move[] => [ry(w, t, 0.5), cnot(c, w), ry(w, t, -0.5), cnot(c, w)];
export const CRX: Gate = controlledRotation("CRX", "X", X_MATRIX, (c, w, t) => [
  rz(w, QUARTER),
  ...cry(c, w, t),
  rz(w, -QUARTER),
]);
export const CRY: Gate = controlledRotation("CRY", "Y", Y_MATRIX, cry);
export const CRZ: Gate = controlledRotation("CRZ", "Z", Z_MATRIX, (c, w, t) => [
  phase([w], t, 0.5),
  phase([c, w], t, -0.5),
]);

export const CPhase: Gate = {
  wires: 2,
  help: "diag(1, 1, 1, e^(i t))",
  symbols: [CONTROL, "P"],
  generators: [
    [
      [0.25, "ZI"],
      [0.25, "IZ"],
      [-0.25, "ZZ"],
    ],
  ],
  shifts: TWO_SHIFTS,
  matrix: ([t = 0]) => diagonal([0, 0, 0, t]),
  inverse: ([t = 0]) => [["CPhase", [opposite(t)]]],
  lower: (wires, [t = 0]) => jointPhase(wires, t),
};

/** P on both wires. */
const twice = (pauli: Matrix): Matrix =>
  Array.from({ length: 16 }, (_, k) => {
    const row = k >> 2;
    const column = k & 3;
    const [ar, ai] = pauli[(row >> 1) * 2 + (column >> 1)]!;
    const [br, bi] = pauli[(row & 1) * 2 + (column & 1)]!;
    return [ar * br - ai * bi, ar * bi + ai * br];
  });

/** exp(-i t P P / 2): between basis changes, which turn P into Z and back. */
const ising = (
  axis: "X" | "Y" | "Z",
  pauli: Matrix,
  toZ: (wire: number) => readonly Move[],
  back: (wire: number) => readonly Move[],
): Gate => {
  const generator: PauliSum = [[0.5, axis + axis]];
  return {
    wires: 2,
    help: `exp(-i t ${axis}${axis} / 2)`,
    symbols: [`${axis}${axis}`, `${axis}${axis}`],
    generators: [generator],
    shifts: TWO_SHIFTS,
    matrix: ([t = 0]) => rotation(t, twice(pauli)),
    inverse: ([t = 0]) => [[`Ising${axis}${axis}`, [opposite(t)]]],
    lower: (wires, [t = 0]) => [...wires.flatMap(toZ), phase(wires, t), ...wires.flatMap(back)],
  };
};
export const IsingXX: Gate = ising(
  "X",
  X_MATRIX,
  (w) => [ry(w, -QUARTER)],
  (w) => [ry(w, QUARTER)],
);
export const IsingYY: Gate = ising(
  "Y",
  Y_MATRIX,
  (w) => rx(w, QUARTER),
  (w) => rx(w, -QUARTER),
);
export const IsingZZ: Gate = ising(
  "Z",
  Z_MATRIX,
  () => [],
  () => [],
);
