import { describe, expect, test } from "vitest";
import { type Angle, inputProduct, param, radians, scaledInput } from "../../quantum/angle.ts";
import { circuit, op } from "../../quantum/circuit.ts";
import { anglesOf, type Gate, type GateName, gates, type Matrix, type PauliSum } from "../../quantum/gates/index.ts";
import { openCircuit } from "../../quantum/open.ts";
import { oracleState, oracleZ } from "../oracle/kronecker.ts";

const ANGLES = [0.4, -1.7, 2.9];

function multiply(a: Matrix, b: Matrix): Matrix {
  const size = Math.sqrt(a.length);
  return a.map((_, k) => {
    let re = 0;
    let im = 0;
    for (let j = 0; j < size; j++) {
      const [ar, ai] = a[Math.floor(k / size) * size + j]!;
      const [br, bi] = b[j * size + (k % size)]!;
      re += ar * br - ai * bi;
      im += ar * bi + ai * br;
    }
    return [re, im];
  });
}

const identity = (size: number): Matrix =>
  Array.from({ length: size * size }, (_, k) => (k % (size + 1) === 0 ? [1, 0] : [0, 0]));
const adjointOf = (matrix: Matrix): Matrix => {
  const size = Math.sqrt(matrix.length);
  return matrix.map((_, k) => {
    const [re, im] = matrix[(k % size) * size + Math.floor(k / size)]!;
    return [re, -im];
  });
};
function near(got: Matrix, want: Matrix): void {
  got.forEach(([re, im], k) => {
    expect(re).toBeCloseTo(want[k]![0], 14);
    expect(im).toBeCloseTo(want[k]![1], 14);
  });
}

const LETTERS: Record<string, Matrix> = {
  I: identity(2),
  X: gates.X.matrix([]),
  Y: gates.Y.matrix([]),
  Z: gates.Z.matrix([]),
};

/** The matrix of weighted Pauli words. */
function pauliMatrix(sum: PauliSum, wires: number): Matrix {
  const size = 2 ** wires;
  return Array.from({ length: size * size }, (_, k): [number, number] => {
    let [re, im] = [0, 0];
    for (const [weight, word] of sum) {
      expect(word).toHaveLength(wires);
      let entry: readonly [number, number] = [weight, 0];
      for (let w = 0; w < wires; w++) {
        const bit = (i: number): number => (i >> (wires - 1 - w)) & 1;
        const [c, d] = LETTERS[word[w]!]![bit(Math.floor(k / size)) * 2 + bit(k % size)]!;
        entry = [entry[0] * c - entry[1] * d, entry[0] * d + entry[1] * c];
      }
      re += entry[0];
      im += entry[1];
    }
    return [re, im];
  });
}

/** Words that commute have common eigenvectors; here all words of a sum are products of one Pauli matrix for each wire, or I. */
function eigenvaluesOf(sum: PauliSum, wires: number): number[] {
  return Array.from({ length: 2 ** wires }, (_, signs) =>
    sum.reduce((value, [weight, word]) => {
      const odd = [...word].filter((letter, w) => letter !== "I" && (signs >> w) & 1).length % 2;
      return value + (odd ? -weight : weight);
    }, 0),
  );
}

describe.each(Object.keys(gates) as GateName[])("gate %s", (name) => {
  const gate: Gate = gates[name];
  const angles = ANGLES.slice(0, anglesOf(gate));
  const size = 2 ** gate.wires;

  test("is unitary, and its inverse undoes it up to a global phase", () => {
    const matrix = gate.matrix(angles);
    expect(matrix.length).toBe(size * size);
    near(multiply(adjointOf(matrix), matrix), identity(size));
    const undone = gate
      .inverse(angles)
      .reduce<Matrix>(
        (product, [other, turned]) => multiply(gates[other as GateName].matrix(turned as number[]), product),
        matrix,
      );
    const [re, im] = undone[0]!;
    expect(Math.hypot(re, im)).toBeCloseTo(1, 14);
    near(
      undone.map(([a, b]) => [a * re + b * im, b * re - a * im]),
      identity(size),
    );
  });

  test("has an inverse for angles that are parameters and inputs", () => {
    const symbols: Angle[] = [param(1, 0.5), scaledInput(0, 2, -3), inputProduct(1, 1)].slice(0, angles.length);
    const [params, inputs] = [
      [0, 0.8, -0.4],
      [1.3, 0.7],
    ];
    const values = symbols.map((angle) => radians(angle, params, inputs));
    const bound = gate
      .inverse(symbols)
      .map(([other, turned]) => [other, turned.map((angle) => radians(angle, params, inputs))]);
    expect(bound).toEqual(gate.inverse(values));
    const zeros = gate.inverse(angles.map(() => 0)).flatMap(([, turned]) => turned);
    expect(zeros.filter((t) => Object.is(t, -0))).toEqual([]);
  });

  test.each(angles.map((_, k) => k))(
    "angle %i: its generator is what turns the matrix, its shift rule fits it",
    (k) => {
      // Other angles at 0, so that the factors beside exp(-i t G) commute with it or vanish.
      const at = (t: number): Matrix => gate.matrix(angles.map((_, j) => (j === k ? t : 0)));
      const t = 0.8;
      const h = 1e-5;
      const before = at(t - h);
      const slope: Matrix = at(t + h).map(([re, im], j) => [
        (re - before[j]![0]) / (2 * h),
        (im - before[j]![1]) / (2 * h),
      ]);
      // i dU/dt U^-1 = G, up to a multiple of the identity.
      const found = multiply(slope, adjointOf(at(t))).map(([re, im]): [number, number] => [-im, re]);
      const want = pauliMatrix(gate.generators[k]!, gate.wires);
      const offset = (found[0]![0] - want[0]![0]) as number;
      found.forEach(([re, im], j) => {
        expect(re - (j % (size + 1) === 0 ? offset : 0)).toBeCloseTo(want[j]![0], 8);
        expect(im).toBeCloseTo(want[j]![1], 8);
      });
      // The rule is exact for every frequency, a difference of two eigenvalues: d/dt sin(f t) = f at 0.
      const values = eigenvaluesOf(gate.generators[k]!, gate.wires);
      for (const f of new Set(values.flatMap((a) => values.map((b) => a - b)))) {
        expect(gate.shifts.reduce((sum, [shift, factor]) => sum + factor * Math.sin(f * shift), 0)).toBeCloseTo(f, 14);
        expect(gate.shifts.reduce((sum, [shift, factor]) => sum + factor * Math.cos(f * shift), 0)).toBeCloseTo(0, 14);
      }
    },
  );

  test("has parts where it has several angles", () => {
    expect(gate.parts !== undefined).toBe(angles.length > 1);
  });

  test("lowers to moves that act as its matrix, between rotations that show every phase", () => {
    const wires = [[1], [2, 0], [2, 0, 1]][gate.wires - 1]!;
    const dressed = circuit(3, [
      ...[0, 1, 2].flatMap((w) => [op("RY", [w], [0.7 + w]), op("RZ", [w], [0.3 - w])]),
      op("CNOT", [0, 1]),
      op("CZ", [1, 2]),
      op(name, wires, angles),
      ...[0, 1, 2].map((w) => op("Rot", [w], [1.1 * w, 0.9, 0.2])),
      op("CNOT", [2, 1]),
      ...[0, 1, 2].map((w) => op("RX", [w], [1 - w])),
    ]);
    const out = new Float64Array(3);
    openCircuit(dressed, 1).forward(new Float64Array(0), new Float64Array(0), 1, out);
    for (const [w, z] of oracleZ(dressed, [], []).entries()) expect(out[w]).toBeCloseTo(z, 13);
    const state = new Float64Array(16);
    openCircuit(dressed, 1, { measure: "state" }).forward(new Float64Array(0), new Float64Array(0), 1, state);
    for (const [i, x] of oracleState(dressed, [], []).flat().entries()) expect(state[i]).toBeCloseTo(x, 13);
  });
});

const NAMES = Object.keys(gates) as GateName[];
test.each(NAMES.filter((name) => anglesOf(gates[name]) > 1))(
  "%s is the product of its parts up to a global phase",
  (name) => {
    const gate: Gate = gates[name];
    const angles = ANGLES.slice(0, anglesOf(gate));
    const parts = gate.parts!(angles) as readonly (readonly [GateName, number])[];
    const made = parts.reduce<Matrix>((product, [part, t]) => multiply(gates[part].matrix([t]), product), identity(2));
    const [re, im] = multiply(adjointOf(gate.matrix(angles)), made)[0]!;
    near(
      made,
      gate.matrix(angles).map(([a, b]) => [a * re - b * im, a * im + b * re]),
    );
    const partOf = (t: number): Gate => gates[parts.find(([, angle]) => angle === t)![0]];
    expect(angles.map((t) => partOf(t).generators[0])).toEqual(gate.generators);
  },
);
