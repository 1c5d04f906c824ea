import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { randomCircuit, uniforms } from "../../test/oracle/random-circuit.ts";
import { param } from "../angle.ts";
import { depolarizing, readoutError } from "../channels/index.ts";
import { channel, circuit, nameOf, type Op, op } from "../circuit.ts";
import { betweenLayers, type NoiseModel, noiseModel, twoPlaces, withNoise } from "../noise/index.ts";
import { openCircuit } from "../open.ts";
import { routingCircuit } from "../routing.ts";
import { FOLDINGS, folded, foldedScale } from "./folding.ts";

const short = (ops: readonly Op[]): string =>
  ops.map((one) => nameOf(one).slice(0, 3) + ("gate" in one ? one.wires.join("") : "")).join(" ");

describe.each(FOLDINGS)("folding %s", (folding) => {
  test("changes nothing without noise, derivatives included", () => {
    for (let k = 0; k < 12; k++) {
      const key = fold(keyOf(3), k);
      const source = randomCircuit(key, 1 + (k % 4), 3 + k, k % 3 === 2 ? 2 : 0);
      const { numParams, numInputs, numQubits } = source;
      const [params, inputs] = [uniforms(fold(key, 1), numParams, -3, 3), uniforms(fold(key, 2), numInputs, -1, 2)];
      const run = (one: typeof source) => {
        const opened = openCircuit(one, 1);
        const [out, gradParams, gradInputs] = [numQubits, numParams, numInputs].map((n) => new Float64Array(n));
        opened.forward(params, inputs, 1, out!);
        opened.backward(
          1,
          Float64Array.from({ length: numQubits }, (_, w) => 1 + w),
          gradParams!,
          0,
          gradInputs!,
        );
        return [...out!, ...gradParams!, ...gradInputs!];
      };
      const want = run(source);
      for (const scale of [1, 1.4, 2, 3, 4.7, 5]) {
        const longer = folded(source, scale, folding);
        expect(longer.numParams).toBe(numParams);
        expect(longer.numInputs).toBe(numInputs);
        for (const [i, value] of run(longer).entries()) expect(Math.abs(value - want[i]!)).toBeLessThan(1e-12);
      }
    }
  });

  test("reaches the scale that it says, and gates stay as often as they were at scale 1", () => {
    // No gate here is undone by more than one.
    const source = randomCircuit(keyOf(8), 3, 17);
    expect(folded(source, 1, folding)).toEqual(source);
    for (const scale of [1.1, 1.5, 2, 2.5, 3, 3.3, 4, 7]) {
      const reached = foldedScale(source, scale);
      expect(folded(source, scale, folding).ops.length / source.ops.length).toBeCloseTo(reached, 14);
      expect(Math.abs(reached - scale)).toBeLessThanOrEqual(1 / source.ops.length + 1e-14);
    }
    for (const scale of [1, 3, 5, 99]) expect(foldedScale(source, scale)).toBe(scale);
  });

  test("noise at marks grows as gates do, that before the measurement and readout errors do not", () => {
    const flip = depolarizing({ p: 0.1 });
    for (const source of [
      routingCircuit({ qubits: 2, layers: 3 }),
      routingCircuit({ qubits: 2, layers: 2, uploads: 2 }),
      routingCircuit({ qubits: 2, layers: 1 }),
      routingCircuit({ qubits: 2, embedding: "amplitude", layers: 2 }),
    ]) {
      const channels = (one: typeof source, model: NoiseModel) => withNoise(one, model).ops.length - one.ops.length;
      const inside = noiseModel({ name: "inside", rules: [{ channel: flip, place: "afterEmbedding" }] });
      const end = noiseModel({
        name: "end",
        rules: [
          { channel: flip, place: "beforeMeasurement" },
          { channel: readoutError({ p01: 0.1, p10: 0.1 }), place: "beforeMeasurement" },
        ],
      });
      for (const scale of [3, 5]) {
        const longer = folded(source, scale, folding);
        for (const model of [inside, betweenLayers(flip)]) {
          expect(channels(longer, model)).toBe(scale * channels(source, model));
        }
        expect(channels(longer, end)).toBe(channels(source, end));
      }
    }
  });

  test("a layer's mark that is the last but not at the end stays where nothing of betweenLayers is", () => {
    const source = circuit(1, [op("H", [0]), op("X", [0]), op("S", [0])], {
      marks: [
        { part: "layer", after: 1 },
        { part: "layer", after: 2 },
      ],
    });
    const model = betweenLayers(depolarizing({ p: 0.1 }));
    const noisy = withNoise(folded(source, 3, folding), model);
    expect(noisy.ops.filter((one) => "channel" in one)).toHaveLength(3);
  });

  test("groups of parameters and the start stay", () => {
    const source = routingCircuit({ qubits: 2, layers: 1, inputs: "scale" });
    expect(folded(source, 3, folding).parameters).toEqual(source.parameters);
    const started = routingCircuit({ qubits: 2, embedding: "amplitude", layers: 1 });
    expect(folded(started, 3, folding)).toMatchObject({ amplitudes: 4, numInputs: 4 });
  });

  test("a circuit without gates is what it was", () => {
    const none = circuit(1, [], { marks: [{ part: "embedding", after: 0 }] });
    expect(folded(none, 3, folding)).toEqual(none);
    expect(foldedScale(none, 3)).toBe(1);
  });

  test("refuses what it cannot fold", () => {
    const source = circuit(1, [op("H", [0]), channel("bitFlip", [0], [0.1])]);
    expect(() => folded(source, 3, folding)).toThrow("folded: expected a circuit of gates alone");
    const clean = circuit(1, [op("H", [0])]);
    for (const scale of [0, 0.9, 100, Number.NaN, "3"]) {
      expect(() => folded(clean, scale as number, folding)).toThrow("scale: expected a number from 1 to 99");
    }
  });
});

test("global: all of it, then the last gates", () => {
  const source = circuit(2, [op("S", [0]), op("T", [1]), op("CNOT", [0, 1])]);
  expect(short(folded(source, 3, "global").ops)).toBe("S0 T1 CNO01 CNO01 Tdg1 Sdg0 S0 T1 CNO01");
  expect(short(folded(source, 1.7, "global").ops)).toBe("S0 T1 CNO01 CNO01 CNO01");
  expect(short(folded(source, 2.4, "global").ops)).toBe("S0 T1 CNO01 CNO01 Tdg1 T1 CNO01");
});

test("local: gate by gate, for what is left over at even distances", () => {
  const source = circuit(2, [op("S", [0]), op("T", [1]), op("CNOT", [0, 1]), op("H", [0])]);
  expect(short(folded(source, 3, "local").ops)).toBe("S0 Sdg0 S0 T1 Tdg1 T1 CNO01 CNO01 CNO01 H0 H0 H0");
  expect(short(folded(source, 2, "local").ops)).toBe("S0 T1 Tdg1 T1 CNO01 H0 H0 H0");
});

test("marks are mirrored where gates are undone", () => {
  const source = circuit(1, [op("RX", [0], [param(0)]), op("S", [0])], {
    marks: [
      { part: "embedding", after: 1 },
      { part: "layer", after: 2 },
    ],
  });
  const model = twoPlaces(depolarizing({ p: 0.1 }));
  expect(short(withNoise(folded(source, 3, "global"), model).ops)).toBe("RX0 dep S0 Sdg0 dep RX0 RX0 dep S0 dep");
  expect(short(withNoise(folded(source, 3, "local"), model).ops)).toBe("RX0 RX0 RX0 dep dep dep S0 Sdg0 S0 dep");
  expect(folded(source, 3, "global").ops[3]).toEqual(op("RX", [0], [param(0, -1)]));
});

test("an unknown folding is named", () => {
  expect(() => folded(circuit(1, []), 3, "none" as "local")).toThrow("folding: expected one of global, local");
});
