import { describe, expect, test } from "vitest";
import { circuit, op } from "../../quantum/circuit.ts";
import { type Gate, type GateName, gates, type Matrix } from "../../quantum/gates.ts";
import { openCircuit } from "../../quantum/open.ts";
import { oracleZ } from "../oracle/kronecker.ts";

const ANGLES = [0.4, -1.7, 2.9];

function multiply(a: Matrix, b: Matrix): number[][] {
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

describe.each(Object.keys(gates) as GateName[])("gate %s", (name) => {
  const gate: Gate = gates[name];
  const angles = ANGLES.slice(0, gate.angles);
  const size = 2 ** gate.wires;

  test("is unitary, and its inverse undoes it", () => {
    const matrix = gate.matrix(angles);
    expect(matrix.length).toBe(size * size);
    const adjoint: Matrix = matrix.map((_, k) => {
      const [re, im] = matrix[(k % size) * size + Math.floor(k / size)]!;
      return [re, -im];
    });
    for (const undo of [adjoint, gate.matrix(gate.inverse(angles))]) {
      multiply(undo, matrix).forEach(([re, im], k) => {
        expect(re).toBeCloseTo(k % (size + 1) === 0 ? 1 : 0, 14);
        expect(im).toBeCloseTo(0, 14);
      });
    }
  });

  test("lowers to moves that act as its matrix, between rotations that show every phase", () => {
    const wires = gate.wires === 1 ? [1] : [2, 0];
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
  });
});
