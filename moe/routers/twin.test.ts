import { describe, expect, test } from "vitest";
import { keyOf } from "../../core/key.ts";
import { initialise } from "../../core/parameters.ts";
import { moons } from "../../data/index.ts";
import {
  circuit,
  depolarizing,
  input,
  op,
  param,
  readoutInversion,
  scaledInput,
  twoPlaces,
} from "../../quantum/index.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import {
  buildMixture,
  circuitExpert,
  compareTwin,
  linearExpert,
  linearRouter,
  mixture,
  mlpExpert,
  noisyTopKGating,
  ownCircuitRouter,
  quantumRouter,
  type RouterSpec,
  randomCircuitRouter,
  topKGating,
  twinOf,
  twinRouter,
} from "../index.ts";

const ROWS = 30;
const xOf = (features: number): Float64Array => uniforms(keyOf(features), ROWS * features, -4, 4);
const labels = Int32Array.from({ length: ROWS }, (_, s) => s % 3);
const withRouter = (router: RouterSpec) =>
  mixture({
    router,
    experts: [linearExpert(), mlpExpert({ hidden: 3 }), linearExpert()],
    gating: topKGating({ k: 2 }),
  });

function started(router: RouterSpec, features: number) {
  const model = withRouter(router);
  const shape = { features, outputs: 3 };
  const params = initialise(buildMixture(model, shape).parameters, keyOf(9));
  // As training leaves them: no two scales of inputs are the same.
  const moved = router.kind === "randomCircuit" ? params : params.map((value, i) => value + 0.01 * ((i % 7) - 3));
  return { model, shape, params: moved };
}

const own = circuit(2, [
  op("RY", [0], [input(0)]),
  op("CRX", [0, 1], [input(1, 2)]),
  op("RX", [1], [scaledInput(0, 1)]),
  op("IsingZZ", [0, 1], [param(0)]),
  op("RX", [0], [param(2)]),
]);

describe.each([
  [quantumRouter(), 2, 9],
  [quantumRouter({ layers: 2, uploads: 2, bandwidth: 0.6 }), 3, 125],
  [quantumRouter({ layers: 1, uploads: 2, inputs: "scale" }), 2, 81],
  [quantumRouter({ layers: 1, inputs: "offset", axis: "Y", ansatz: "hardwareEfficient" }), 2, 9],
  // Behind a learned map.
  [quantumRouter({ layers: 1 }), 6, 81],
  [quantumRouter({ layers: 1, qubits: 3 }), 2, 27],
  [quantumRouter({ layers: 1, embedding: "iqp" }), 3, 729],
  [quantumRouter({ layers: 2, embedding: "amplitude" }), 4, 10],
  [quantumRouter({ layers: 2, embedding: "amplitude", qubits: 1 }), 5, 3],
  [quantumRouter({ layers: 2, circuit: "frozen", dial: 0.3, noise: twoPlaces(depolarizing({ p: 0.1 })) }), 2, 9],
  [ownCircuitRouter({ circuit: own }), 2, 5 * 3 * 3],
  [ownCircuitRouter({ circuit: own }), 4, 5 * 3 * 3],
  [randomCircuitRouter({ circuits: 3, layers: 1 }), 2, 9],
  [randomCircuitRouter({ circuits: 2, layers: 1, embedding: "amplitude" }), 3, 6],
] as [RouterSpec, number, number][])("the twin of %o on %i features", (router, features, terms) => {
  const { model, shape, params } = started(router, features);
  const twin = twinOf(model, params, shape);

  test("predicts the same, with everything but the router as it was", () => {
    expect(twin).toMatchObject({ kind: "exact", terms, allTerms: terms, error: null });
    expect(twin.model).toEqual({ ...model, router: twin.model.router });
    const x = xOf(features);
    const compared = compareTwin({ model, params }, twin, shape, { x, y: labels });
    expect(compared).toMatchObject({ rows: ROWS, agreement: 1, parameters: { twin: twin.params.length } });
    expect(compared.outputs.max).toBeLessThan(1e-12);
    expect(compared.weights.max).toBeLessThan(1e-12);
    expect(compared.accuracy!.twin).toBe(compared.accuracy!.original);
  });

  test("its router's features are the expectations", () => {
    const x = xOf(features);
    const [a, b] = [
      { model, params },
      { model: twin.model, params: twin.params },
    ].map((one) => {
      const { features: seen } = buildMixture(one.model, shape).router;
      const out = new Float64Array(ROWS * seen.outputs);
      seen.open(ROWS).forward(one.params, x, ROWS, out);
      return out;
    });
    expect(a!.length).toBe(b!.length);
    for (const [i, value] of a!.entries()) expect(Math.abs(value - b![i]!)).toBeLessThan(1e-12);
  });

  test("is plain data", () => {
    expect(mixture(JSON.parse(JSON.stringify(twin.model)))).toEqual(twin.model);
  });
});

test("a longer series is fitted to rows, and says how far it is off", () => {
  const { model, shape, params } = started(quantumRouter({ layers: 1, uploads: 2 }), 6);
  expect(() => twinOf(model, params, shape, { maxTerms: 100 })).toThrow("at most 100, got 625. Raise maxTerms");
  const rows = uniforms(keyOf(3), 6 * 1000, -1, 1);
  const twin = twinOf(model, params, shape, { maxTerms: 100, rows, fitTerms: 150 });
  expect(twin).toMatchObject({ kind: "fitted", terms: 150, allTerms: 625, error: { rows: 250 } });
  const exact = twinOf(model, params, shape);
  const x = uniforms(keyOf(4), 6 * 200, -1, 1);
  const compared = compareTwin(exact, twin, shape, { x, y: null });
  expect(compared).toMatchObject({ accuracy: null, agreement: null, rows: 200 });
  expect(twin.error!.rms).toBeGreaterThan(1e-9);
  expect(twin.error!.rms).toBeLessThan(0.1);
  expect(compared.outputs.max).toBeGreaterThan(1e-12);
  expect(compared.outputs.rms).toBeLessThan(0.5);
  const several = started(randomCircuitRouter({ circuits: 2, layers: 1, uploads: 2 }), 6);
  const both = twinOf(several.model, several.params, shape, { maxTerms: 100, rows, fitTerms: 40 });
  expect(both.error!.rms).toBeLessThan(both.error!.max);
  expect(both.model.router).toMatchObject({ terms: 40, functions: 8 });
});

test("what has no twin is refused", () => {
  const refused = (router: RouterSpec) => () => {
    const { model, shape, params } = started(router, 2);
    return twinOf(model, params, shape);
  };
  const hint = "A twin is one of exact expectations";
  expect(refused(linearRouter())).toThrow("twinOf: router: expected a router with a circuit");
  expect(refused(twinRouter())).toThrow('got "twin"');
  expect(refused(quantumRouter({ shots: 100 }))).toThrow(`twinOf: router: shots: expected 0, got 100. ${hint}`);
  const noise = twoPlaces(depolarizing({ p: 0.1 }));
  expect(refused(quantumRouter({ trajectories: 5, noise }))).toThrow("trajectories: expected 0, got 5");
  expect(refused(quantumRouter({ noise, mitigation: [readoutInversion()] }))).toThrow(
    'mitigation: expected none, got ["readoutInversion"]',
  );
  const still = circuit(1, [op("RX", [0], [param(0)])], { numInputs: 2 });
  expect(refused(ownCircuitRouter({ circuit: still }))).toThrow("a circuit with an angle that an input turns");
  const { model, shape } = started(quantumRouter(), 2);
  expect(() => twinOf(model, new Float64Array(3), shape)).toThrow("twinOf: params: expected a Float64Array of");
});

test("options of the router that do not fit together are refused", () => {
  const phases = [{ input: 0, rate: 2, degree: 1 }];
  const build = (router: RouterSpec) => () => buildMixture(withRouter(router), { features: 2, outputs: 3 });
  expect(build(twinRouter({ phases, degree: 2 }))).toThrow(
    "router twin: degree and bandwidth: expected their defaults",
  );
  expect(build(twinRouter({ basis: "amplitudes", terms: 3 }))).toThrow("router twin: basis amplitudes");
  expect(build(twinRouter({ phases, inputs: 1, terms: 1 }))).toThrow("at least one term beside the constant, got 0");
  expect(() => twinRouter({ phases: [{ input: -1, rate: 2, degree: 1 }] })).toThrow("phases[0]: input");
  expect(() => twinRouter({ phases: "x" as never })).toThrow("twinRouter: phases");
  expect(build(twinRouter({ degree: 16, inputs: 4 }))).toThrow("expected at most 1048576, got 1185921");
});

test("mixtures that draw at prediction are compared on the same draws", () => {
  const model = mixture({
    router: quantumRouter({ layers: 1 }),
    experts: [circuitExpert({ layers: 1, shots: 50 }), linearExpert()],
    gating: noisyTopKGating({ k: 2 }),
  });
  const shape = { features: 2, outputs: 2 };
  const params = initialise(buildMixture(model, shape).parameters, keyOf(1));
  const { x } = moons({ samples: 20, key: 1 });
  const compared = compareTwin({ model, params }, twinOf(model, params, shape), shape, { x, y: null });
  expect(compared.outputs.max).toBeLessThan(1e-12);
  expect(() => compareTwin({ model, params }, { model, params }, shape, { x: x.subarray(1), y: null })).toThrow(
    "compareTwin: x: expected rows of 2 features",
  );
  expect(() => compareTwin({ model, params }, { model, params }, shape, { x, y: labels })).toThrow("20 labels");
});

test("of a single output, the logit of the second of two classes, the sign is the class", () => {
  const shape = { features: 2, outputs: 1 };
  const model = mixture({ router: quantumRouter({ layers: 1 }), experts: [linearExpert(), linearExpert()] });
  const params = initialise(buildMixture(model, shape).parameters, keyOf(3));
  const { x } = moons({ samples: 40, key: 1 });
  const rows = { x: x.map((value) => value - 0.4), y: Int32Array.from({ length: 40 }, () => 1) };
  const { accuracy, agreement } = compareTwin({ model, params }, twinOf(model, params, shape), shape, rows);
  expect(agreement).toBe(1);
  expect(accuracy!.original).toBeGreaterThan(0);
  expect(accuracy!.original).toBeLessThan(1);
});
