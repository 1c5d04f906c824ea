import { expect, test } from "vitest";
import { keyOf } from "../core/key.ts";
import { parameterCount } from "../core/layer.ts";
import { initialise } from "../core/parameters.ts";
import { uniformInto } from "../core/random.ts";
import { linear } from "../nn/index.ts";
import {
  buildMixture,
  checkMixture,
  circuitExpert,
  headAggregation,
  linearExpert,
  linearRouter,
  mixture,
  mlpRouter,
  quantumRouter,
  softmaxGating,
  sumAggregation,
} from "./index.ts";

const rows = new Float64Array(10);
uniformInto(keyOf(4), -2, 2, rows);

test("a description is plain data and says all its options", () => {
  const spec = mixture({ router: mlpRouter(), experts: [linearExpert(), linearExpert()] });
  expect(spec).toEqual({
    router: { kind: "mlp", hidden: 16 },
    experts: [{ kind: "linear" }, { kind: "linear" }],
    shared: [],
    gating: { kind: "softmax", temperature: 1 },
    balancing: [],
    aggregation: { kind: "sum" },
  });
  expect(checkMixture(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
});

test("parameters are named after their place, the router's first", () => {
  const experts = [linearExpert(), circuitExpert({ qubits: 3, readout: "none" })];
  const spec = mixture({ router: quantumRouter(), experts, aggregation: headAggregation({ width: 3 }) });
  const built = buildMixture(spec, { features: 2, outputs: 2 });
  expect([built.inputs, built.outputs]).toEqual([2, 2]);
  expect(built.experts.map(({ outputs }) => outputs)).toEqual([3, 3]);
  expect(built.parameters.map(({ name, shape }) => [name, shape.join("x")])).toEqual([
    ["router.circuit.theta", "18"],
    ["router.readout.weight", "2x2"],
    ["router.readout.bias", "2"],
    ["experts.0.weight", "3x2"],
    ["experts.0.bias", "3"],
    ["experts.1.inputMap.weight", "3x2"],
    ["experts.1.inputMap.bias", "3"],
    ["experts.1.circuit.theta", "27"],
    ["head.weight", "2x3"],
    ["head.bias", "2"],
  ]);
});

test("one expert is that expert alone, bit for bit, and its router gets no gradient", () => {
  const built = buildMixture(mixture({ router: mlpRouter(), experts: [linearExpert()] }), { features: 2, outputs: 2 });
  const params = initialise(built.parameters, keyOf(5));
  const routerCount = parameterCount(built.router);
  const own = params.subarray(routerCount);
  const alone = linear(2, 2).open(5);
  const open = built.open(5);
  const [out, expected, cotangent] = [new Float64Array(10), new Float64Array(10), new Float64Array(10).fill(0.3)];
  open.forward(params, rows, 5, out);
  alone.forward(own, rows, 5, expected);
  expect(out).toEqual(expected);
  const [grads, expectedGrads] = [new Float64Array(params.length), new Float64Array(6)];
  open.backward(params, rows, 5, cotangent, grads, 0, null);
  alone.backward(own, rows, 5, cotangent, expectedGrads, 0, null);
  expect(grads.subarray(routerCount)).toEqual(expectedGrads);
  expect(grads.subarray(0, routerCount).every((value) => value === 0)).toBe(true);
});

test("outputs are the experts' logits, weighted by what `weights` shows", () => {
  const spec = mixture({ router: linearRouter(), experts: [linearExpert(), linearExpert(), linearExpert()] });
  const built = buildMixture(spec, { features: 2, outputs: 2 });
  const params = initialise(built.parameters, keyOf(6));
  const open = built.open(8);
  const out = new Float64Array(10);
  open.forward(params, rows, 5, out);
  const trained = open.weights.slice(0, 15);
  for (let s = 0; s < 5; s++) {
    expect(trained[3 * s]! + trained[3 * s + 1]! + trained[3 * s + 2]!).toBeCloseTo(1, 14);
    for (let c = 0; c < 2; c++) {
      let sum = 0;
      for (let e = 0; e < 3; e++) {
        const expert = params.subarray(9 + 6 * e);
        const logit = expert[2 * c]! * rows[2 * s]! + expert[2 * c + 1]! * rows[2 * s + 1]! + expert[4 + c]!;
        sum += trained[3 * s + e]! * logit;
      }
      expect(out[2 * s + c]).toBeCloseTo(sum, 13);
    }
  }
  const predicted = new Float64Array(10);
  open.predict(params, rows, 5, predicted);
  expect(predicted).toEqual(out);
  expect(open.weights.slice(0, 15)).toEqual(trained);
});

test("a head that hands its inputs on leaves the sum as it is, and so its derivatives", () => {
  const parts = { router: linearRouter(), experts: [linearExpert(), linearExpert()] };
  const shape = { features: 2, outputs: 2 };
  const sum = buildMixture(mixture(parts), shape);
  const head = buildMixture(mixture({ ...parts, aggregation: headAggregation({ width: 2 }) }), shape);
  const params = initialise(sum.parameters, keyOf(8));
  const count = params.length;
  const results = [
    { open: sum.open(5), all: params },
    { open: head.open(5), all: Float64Array.of(...params, 1, 0, 0, 1, 0, 0) },
  ].map(({ open, all }) => {
    const [out, gradX, grads] = [new Float64Array(10), new Float64Array(10), new Float64Array(all.length)];
    open.forward(all, rows, 5, out);
    open.backward(all, rows, 5, rows, grads, 0, gradX);
    return { out, gradX, grads: grads.subarray(0, count) };
  });
  expect(results[1]).toEqual(results[0]);
});

test("experts and readouts of the same name start alike behind different routers", () => {
  const starts = [quantumRouter(), quantumRouter({ circuit: "frozen" }), linearRouter()].map((router) => {
    const built = buildMixture(mixture({ router, experts: [linearExpert(), linearExpert()] }), {
      features: 2,
      outputs: 2,
    });
    return { all: initialise(built.parameters, keyOf(7)), own: parameterCount(built.router) };
  });
  const experts = starts.map(({ all, own }) => all.slice(own));
  expect(experts[1]).toEqual(experts[0]);
  expect(experts[2]).toEqual(experts[0]);
  expect(starts[1]!.all).toEqual(starts[0]!.all);
});

const good = {
  router: linearRouter(),
  experts: [linearExpert()],
  shared: [],
  balancing: [],
  gating: softmaxGating(),
  aggregation: sumAggregation(),
};

test.each([
  [3, "mixture: expected an object with router, experts, shared, gating, balancing, aggregation, got 3"],
  [[], "mixture: expected an object"],
  [
    { ...good, head: 1 },
    'mixture: expected no other keys than router, experts, shared, gating, balancing, aggregation, got "head"',
  ],
  [
    { ...good, router: undefined },
    "mixture: router: expected an object whose kind is one of linear, mlp, trigonometric, randomFourier, rbf, quantum, ownCircuit, randomCircuit, twin, uniform, oracle",
  ],
  [
    { ...good, router: { kind: "qft" } },
    'router: kind: expected one of linear, mlp, trigonometric, randomFourier, rbf, quantum, ownCircuit, randomCircuit, twin, uniform, oracle, got "qft"',
  ],
  [{ ...good, router: { kind: "toString" } }, 'got "toString"'],
  [{ ...good, router: { kind: 7 } }, "router: kind: expected one of linear"],
  [
    { ...good, router: { kind: "mlp", hidden: "many" } },
    'mixture: router (mlp): hidden must be a whole number from 1 to 4096, got "many"',
  ],
  [{ ...good, router: { kind: "mlp", width: 3 } }, 'router (mlp): unknown option "width"; the options are hidden'],
  [{ ...good, experts: [] }, "mixture: experts: expected at least one expert"],
  [
    { ...good, experts: new Array(2) },
    "mixture: experts[0]: expected an object whose kind is one of linear, mlp, circuit, ownCircuit, got undef",
  ],
  [{ ...good, experts: "linear" }, "mixture: experts: expected a list of experts"],
  [
    { ...good, experts: [linearExpert(), { kind: "cubic" }] },
    'experts[1]: kind: expected one of linear, mlp, circuit, ownCircuit, got "cubic"',
  ],
  [
    { ...good, gating: { kind: "top" } },
    'gating: kind: expected one of softmax, topK, noisyTopK, expertChoice, softMoe, got "top"',
  ],
  [{ ...good, gating: null }, "gating: expected an object"],
  [
    { ...good, aggregation: { kind: "mean" } },
    'aggregation: kind: expected one of sum, head, coherent, incoherent, got "mean"',
  ],
  [
    { ...good, aggregation: { kind: "head", width: 0.5 } },
    "mixture: aggregation (head): width must be a whole number from 1 to 4096, got 0.5",
  ],
])("bad data is refused (%#)", (value, message) => {
  expect(() => checkMixture(value)).toThrow(message);
});

test("what is left out is softmax and sum, in parsed JSON as in `mixture`", () => {
  expect(checkMixture({ router: good.router, experts: good.experts })).toEqual(good);
});

test("an expert whose outputs are not those of the aggregation is refused", () => {
  const expert = circuitExpert({ qubits: 4, readout: "none" });
  expect(() => buildMixture(mixture({ ...good, experts: [expert] }), { features: 2, outputs: 2 })).toThrow(
    'readout "none": qubits: expected 2, one for each output, got 4. Take readout "linear", 2 qubits, or headAggregation({ width: 4 })',
  );
});

test("a shape that is none is refused", () => {
  const spec = mixture(good);
  expect(() => buildMixture(spec, { features: 0, outputs: 2 })).toThrow(
    "mixture: features: expected a whole number from 1",
  );
  expect(() => buildMixture(spec, { features: 2, outputs: 0 })).toThrow(
    "mixture: outputs: expected a whole number from 1",
  );
});
