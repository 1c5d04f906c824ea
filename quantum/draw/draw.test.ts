import { expect, test } from "vitest";
import { input, param } from "../angle.ts";
import { type Circuit, checkCircuit, circuit, op } from "../circuit.ts";
import { anglesOf, type GateName, gates } from "../gates/index.ts";
import { routingCircuit } from "../routing.ts";
import { circuitSvg } from "./svg.ts";
import { circuitText } from "./text.ts";

test("the drawing of a small circuit, letter by letter", () => {
  const source = circuit(3, [
    op("RX", [0], [input(0)]),
    op("RX", [2], [input(1, 0.5)]),
    op("CNOT", [0, 2]),
    op("CRY", [2, 1], [param(0, -1)]),
    op("Rot", [0], [param(1), Math.PI / 2, -0.12345]),
    op("SWAP", [0, 1]),
  ]);
  expect(circuitText(source).split("\n")).toEqual([
    "0: ───RX(x0)───●─Rot(t1, π/2, -0.123)─×─",
    "               │                      │",
    "1: ────────────┼───────RY(-t0)────────×─",
    "               │          │",
    "2: ─RX(0.5 x1)─X──────────●─────────────",
  ]);
});

test("ops go as far left as their wires allow, and no two of a column cross", () => {
  const lines = circuitText(routingCircuit({ qubits: 3, layers: 1, entanglement: "ring" })).split("\n");
  expect(lines).toHaveLength(5);
  expect(new Set([lines[0], lines[2], lines[4]].map((line) => line!.length)).size).toBe(1);
  expect(circuitText(circuit(2, [], { amplitudes: 4 }))).toBe("from amplitudes x0 to x3\n0: ─\n\n1: ─");
  expect(circuitText(circuit(2, [], { amplitudes: 4, complex: true }))).toContain(
    "from amplitudes x0 + i x1 to x6 + i x7",
  );
});

const every = (Object.keys(gates) as GateName[]).map((name) => {
  const wires = Array.from({ length: gates[name].wires }, (_, w) => 2 - w);
  return op(
    name,
    wires,
    Array.from({ length: anglesOf(gates[name]) }, (_, k) => param(k)),
  );
});

test("every gate can be drawn, as text and as SVG, with a symbol for each of its wires", () => {
  for (const [name, { symbols, wires }] of Object.entries(gates)) expect(symbols, name).toHaveLength(wires);
  const source = circuit(3, every);
  for (const name of ["Rot", "U3", "XX", "RZ", "Sdg"]) expect(circuitText(source)).toContain(name);
  const svg = circuitSvg(source);
  expect(svg).toMatch(/^<svg .*<\/svg>$/);
  expect(svg.match(/<rect/g)!.length).toBeGreaterThan(20);
  expect(svg).not.toMatch(/NaN|undefined/);
});

test("a circuit goes through JSON and comes back, and draws and runs the same", () => {
  const source = circuit(3, every, { numInputs: 4, amplitudes: 3 });
  const back: Circuit = checkCircuit(JSON.parse(JSON.stringify(source)));
  expect(back).toEqual(source);
  expect(circuitText(back)).toBe(circuitText(source));
});
