import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { oracleState } from "../../test/oracle/kronecker.ts";
import { randomCircuit, uniforms } from "../../test/oracle/random-circuit.ts";
import { type Circuit, circuit, op } from "../circuit.ts";
import { gates } from "../gates/index.ts";
import { type EngineName, engines, openCircuit } from "../open.ts";
import { parameterShift } from "../parameter-shift.ts";
import type { Measure } from "./measure.ts";
import { checkObservable, type Observable, pauliString } from "./observable.ts";

const key = keyOf(1928);
const ENGINES = Object.keys(engines) as EngineName[];
const SUMS: readonly (Observable | string)[] = [
  { terms: [[0.5, "X0 Y2"] as const, [1, "I"] as const] },
  "Y0 Y1 Y2",
  { terms: [[-0.7, "Z1 Z0"] as const, [0.2, "Z2"] as const, [1.5, "Y0 Y1"] as const] },
  pauliString("Z0 Z1", 3),
];
const MEASURES: [string, Measure][] = [
  ["z", "z"],
  ["probabilities", "probabilities"],
  ["probabilities of wires", { probabilities: [2, 0] }],
  ["sums of Pauli strings", SUMS],
  ["sums of single Z", [{ terms: [[2, "Z2"] as const, [0.5, "I"] as const, [-1, "Z0"] as const] }, "Z1", "I"]],
];

/** The observable's matrix times a state, by Kronecker products of the table's matrices. */
function applied({ terms }: Observable, n: number, state: [number, number][]): [number, number][] {
  return state.map((_, row) => {
    const sum: [number, number] = [0, 0];
    for (const [weight, word] of terms) {
      for (const [column, [re, im]] of state.entries()) {
        let entry = [weight, 0] as [number, number];
        for (let w = 0; w < n; w++) {
          const letter = (/([XYZ])/.exec(word.split(" ").find((f) => f.slice(1) === `${w}`) ?? "")?.[1] ?? "I") as "X";
          const bit = (i: number): number => (i >> (n - 1 - w)) & 1;
          const [c, d] = gates[letter].matrix([])[2 * bit(row) + bit(column)]!;
          entry = [entry[0] * c - entry[1] * d, entry[0] * d + entry[1] * c];
        }
        sum[0] += entry[0] * re - entry[1] * im;
        sum[1] += entry[0] * im + entry[1] * re;
      }
    }
    return sum;
  });
}

/** What a measure gives, by its definition. */
function oracle(measure: Measure, source: Circuit, params: Float64Array, inputs: Float64Array): number[] {
  const { numQubits: n } = source;
  const state = oracleState(source, params, inputs) as [number, number][];
  if (measure === "state") return state.flat();
  if (measure === "z")
    return oracle(
      Array.from({ length: n }, (_, w) => `Z${w}`),
      source,
      params,
      inputs,
    );
  if (Array.isArray(measure)) {
    return (measure as (Observable | string)[]).map((given) => {
      const after = applied(typeof given === "string" ? pauliString(given) : given, n, state);
      return state.reduce((sum, [re, im], i) => sum + re * after[i]![0] + im * after[i]![1], 0);
    });
  }
  const wires = measure === "probabilities" ? [0, 1, 2] : (measure as { probabilities: number[] }).probabilities;
  const out = new Array<number>(2 ** wires.length).fill(0);
  for (const [i, [re, im]] of state.entries()) {
    const outcome = wires.map((w) => (i >> (n - 1 - w)) & 1).join("");
    out[Number.parseInt(outcome, 2)]! += re * re + im * im;
  }
  return out;
}

function run(source: Circuit, measure: Measure, engine: EngineName, batch: number, label: string) {
  const opened = openCircuit(source, batch, { engine, measure });
  const params = uniforms(fold(key, label), source.numParams, -4, 4);
  const inputs = uniforms(fold(key, label, "x"), source.numInputs * batch, -3, 3);
  const cotangent = uniforms(fold(key, label, "g"), opened.outputs * batch, -1, 1);
  const out = new Float64Array(opened.outputs * batch).fill(Number.NaN);
  opened.forward(params, inputs, batch, out);
  const gradParams = new Float64Array(source.numParams);
  const gradInputs = new Float64Array(inputs.length);
  opened.backward(batch, cotangent, gradParams, 0, gradInputs);
  return { opened, params, inputs, cotangent, out, gradParams, gradInputs };
}

describe.each(MEASURES)("%s", (label, measure) => {
  test.each([0, 1, 2, 3, 4, 5])("values of random circuit %i are the oracle's on both engines", (k) => {
    const source = randomCircuit(fold(key, label, k), 3, 8 + 5 * k, k % 3 ? 7 : 0, k % 3 === 2);
    for (const engine of ENGINES) {
      const { params, inputs, out, opened } = run(source, measure, engine, 4, `${label} ${k}`);
      for (let s = 0; s < 4; s++) {
        const want = oracle(measure, source, params, inputs.subarray(s * source.numInputs, (s + 1) * source.numInputs));
        expect(want).toHaveLength(opened.outputs);
        want.forEach((value, i) => {
          expect(out[s * opened.outputs + i]).toBeCloseTo(value, 12);
        });
      }
    }
  });

  test.each([1, 3, 33])("batch %i: every gradient is the central difference; engines agree", (batch) => {
    const source = randomCircuit(fold(key, label, "grad"), 3, 24, 5, true);
    const js = run(source, measure, "js", batch, label);
    const wasm = run(source, measure, "wasm", batch, label);
    for (const name of ["out", "gradParams", "gradInputs"] as const) {
      js[name].forEach((value, i) => {
        expect(Math.abs(wasm[name][i]! - value)).toBeLessThan(1e-12 * Math.max(1, batch / 4));
      });
    }
    const { opened, params, inputs, cotangent, gradParams, gradInputs } = wasm;
    const out = new Float64Array(opened.outputs * batch);
    const loss = (): number => {
      opened.forward(params, inputs, batch, out);
      return out.reduce((sum, value, i) => sum + value * cotangent[i]!, 0);
    };
    for (const [values, grads] of [
      [params, gradParams],
      [inputs, gradInputs],
    ] as const) {
      values.forEach((value, i) => {
        values[i] = value + 1e-5;
        const above = loss();
        values[i] = value - 1e-5;
        const below = loss();
        values[i] = value;
        expect(Math.abs((above - below) / 2e-5 - grads[i]!)).toBeLessThan(2e-7 * Math.max(1, batch / 4));
      });
    }
  });

  test("the parameter-shift rule gives the same gradient", () => {
    const source = randomCircuit(fold(key, label, "shift"), 3, 20);
    const { params, inputs, cotangent, gradParams, gradInputs } = run(source, measure, "wasm", 1, `${label} shift`);
    const shifted = parameterShift(source, params, inputs, cotangent, { measure });
    gradParams.forEach((value, i) => {
      expect(shifted.gradParams[i]).toBeCloseTo(value, 11);
    });
    gradInputs.forEach((value, i) => {
      expect(shifted.gradInputs[i]).toBeCloseTo(value, 11);
    });
  });
});

test("single Z and the engine's own <Z> are the same numbers, bit for bit", () => {
  const source = randomCircuit(fold(key, "same"), 4, 30);
  const [z, listed] = [run(source, "z", "wasm", 9, "same"), run(source, ["Z0", "Z1", "Z2", "Z3"], "wasm", 9, "same")];
  for (const name of ["out", "gradParams", "gradInputs"] as const) expect(listed[name]).toEqual(z[name]);
});

test("observables are data: they survive JSON, and repeated strings add up", () => {
  const one: Observable = { terms: [[0.5, "X0 Y2"] as const, [0.25, "Y2  X0"] as const, [-1, "I"] as const] };
  expect(checkObservable(JSON.parse(JSON.stringify(one)))).toEqual(one);
  const source = randomCircuit(fold(key, "json"), 3, 20);
  const merged = run(source, [one], "js", 2, "json").out;
  const apart = run(source, ["X0 Y2"], "js", 2, "json").out;
  merged.forEach((value, i) => {
    expect(value).toBeCloseTo(0.75 * apart[i]! - 1, 14);
  });
});

const two = circuit(2, [op("H", [0])]);
test.each<[unknown, string]>([
  ["zz", 'measure: expected z, state, probabilities, { probabilities: wires } or a list of observables, got "zz"'],
  [null, "measure: expected z, state"],
  [{}, "measure: expected z, state"],
  [[], "measure: expected at least one observable"],
  [{ probabilities: [] }, "measure: probabilities: expected a list of at least one wire"],
  [{ probabilities: [2] }, "measure: probabilities: expected wires from 0 to 1, got 2"],
  [{ probabilities: [1, 1] }, "measure: probabilities: expected wires that differ"],
  [["Z0", "Z2"], "measure[1]: expected wires from 0 to 1, got 2"],
  [["Z0Z1"], 'measure[0]: expected a Pauli string, got "Z0Z1". Write a letter X, Y or Z and its wire'],
  [[""], "measure[0]: expected a Pauli string"],
  [["X0 Z0"], "measure[0]: expected every wire once in a Pauli string"],
  [[{ terms: [["Z0", 1]] }], 'measure[0]: expected weights that are finite numbers, got "Z0"'],
  [[{ terms: [[Number.NaN, "Z0"]] }], "measure[0]: expected weights that are finite numbers, got NaN"],
  [[{ terms: ["Z0"] }], "measure[0]: expected terms of a weight and a Pauli string each"],
  [[7], "measure[0]: expected an observable"],
])("a measure that is none is refused (%#)", (measure, message) => {
  expect(() => openCircuit(two, 1, { measure: measure as Measure })).toThrow(message);
});

test("a state has no shift rule", () => {
  const none = new Float64Array(0);
  expect(() => parameterShift(two, none, none, new Float64Array(8), { measure: "state" })).toThrow(
    "parameterShift: measure: expected expectations or probabilities",
  );
});
