import { describe, expect, test } from "vitest";
import { depolarizing } from "./channels/index.ts";
import { channel, checkCircuit, circuit, type Op, op } from "./circuit.ts";

describe("an op is a gate or a channel on wires, and no more", () => {
  const gate = op("RX", [0], [0.3]);
  const noise = channel("depolarizing", [0], [0.1]);
  test.each<[string, unknown, string]>([
    [
      "both",
      { ...gate, ...noise },
      "circuit: ops[1]: expected a gate or a channel, not both, got an object with keys gate, wires, angles, channel, strengths. Make two ops of them",
    ],
    [
      "a gate with more",
      { ...gate, name: "first" },
      'ops[1]: expected no other keys than gate, wires, angles, got "name"',
    ],
    ["a gate with strengths", { ...gate, strengths: [] }, 'gate, wires, angles, got "strengths"'],
    ["a channel with more", { ...noise, p: 0.1 }, 'no other keys than channel, wires, strengths, got "p"'],
    ["a channel's spec", depolarizing({ p: 0.1 }), 'Noise is put on wires by `channel`: channel("depolarizing", [0], '],
    ["neither", { wires: [0] }, "ops[1]: expected an op made by `op` or `channel`, got an object with keys wires"],
    ["nothing", null, "ops[1]: expected an op made by `op` or `channel`, got null"],
  ])("%s is refused", (_, given, message) => {
    const ops = [gate, given as Op];
    expect(() => circuit(1, ops)).toThrow(message);
    expect(() => checkCircuit({ numQubits: 1, ops })).toThrow(message);
  });

  test("what may be left out may be", () => {
    expect(circuit(1, [{ gate: "H", wires: [0] } as never]).ops).toEqual([op("H", [0])]);
    expect(circuit(1, [gate, noise]).ops).toEqual([gate, noise]);
  });
});
