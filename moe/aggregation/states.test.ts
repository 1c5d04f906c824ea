import { expect, test } from "vitest";
import { keyOf } from "../../core/key.ts";
import { initialise, layoutOf, viewOf } from "../../core/parameters.ts";
import { uniformInto } from "../../core/random.ts";
import { circuit, openCircuit, stronglyEntangling } from "../../quantum/index.ts";
import type { MixtureParts } from "../index.ts";
import {
  buildMixture,
  circuitExpert,
  coherentAggregation,
  expertChoiceGating,
  incoherentAggregation,
  linearExpert,
  linearRouter,
  mixture,
  softMoeGating,
  topKGating,
} from "../index.ts";

const SHAPE = { features: 2, outputs: 2 };
const BATCH = 6;
const x = new Float64Array(BATCH * 2);
uniformInto(keyOf(1), -2, 2, x);
const expert = circuitExpert({ layers: 1 });
const parts = { router: linearRouter(), experts: [expert, expert, expert] };

function run(given: Partial<MixtureParts>, change: (params: Float64Array, head: Float64Array) => void = () => {}) {
  const built = buildMixture(mixture({ ...parts, ...given }), SHAPE);
  const params = initialise(built.parameters, keyOf(2));
  change(params, viewOf(layoutOf(built.parameters), params, "head.weight"));
  const out = new Float64Array(BATCH * 2);
  const open = built.open(BATCH);
  open.forward(params, x, BATCH, out);
  return { built, params, out, weights: open.weights };
}

const apart = (a: Float64Array, b: Float64Array): number => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

test("coherent and incoherent have the same parameters, by the same names", () => {
  const names = [coherentAggregation(), incoherentAggregation()].map((aggregation) =>
    run({ aggregation }).built.parameters.map(({ name, shape }) => `${name} ${shape.join("x")}`),
  );
  expect(names[0]).toEqual(names[1]);
  // 3 experts: 2 routing wires beside 2 of the experts.
  expect(names[0]!.slice(-3)).toEqual(["aggregation.theta 12", "head.weight 2x4", "head.bias 2"]);
});

test("with a single expert there is nothing to interfere", () => {
  const [one, two] = [coherentAggregation(), incoherentAggregation()].map((aggregation) =>
    run({ experts: [expert], aggregation }),
  );
  expect(apart(one!.out, two!.out)).toBeLessThan(1e-13);
});

test("without entanglement only the routing wires feel the coherence", () => {
  const [seen, blind] = [
    (): void => {},
    (_: Float64Array, head: Float64Array): void => {
      // The head does not look at the two routing wires.
      for (const i of [0, 1, 4, 5]) head[i] = 0;
    },
  ].map((change) => {
    const [one, two] = [
      coherentAggregation({ entanglement: "none" }),
      incoherentAggregation({ entanglement: "none" }),
    ].map((aggregation) => run({ aggregation }, change));
    return apart(one!.out, two!.out);
  });
  expect(blind).toBeLessThan(1e-13);
  expect(seen).toBeGreaterThan(1e-3);
});

test("coherent is the circuit on the superposition of the experts' states, computed apart", () => {
  const { built, params, out, weights } = run({ aggregation: coherentAggregation({ layers: 2 }) });
  const { slices } = layoutOf(built.parameters);
  const own = (name: string): Float64Array =>
    params.subarray(slices[name]!.offset, slices[name]!.offset + slices[name]!.length);
  const states = built.experts.map((layer, e) => {
    const state = new Float64Array(BATCH * 8);
    layer.open(BATCH).forward(own(`experts.${e}.circuit.theta`), x, BATCH, state);
    return state;
  });
  const joint = new Float64Array(BATCH * 32);
  for (let s = 0; s < BATCH; s++) {
    for (let e = 0; e < 3; e++) {
      for (let i = 0; i < 8; i++) joint[s * 32 + e * 8 + i] = Math.sqrt(weights[s * 3 + e]!) * states[e]![s * 8 + i]!;
    }
    expect(joint.subarray(s * 32, (s + 1) * 32).reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 13);
  }
  const opened = openCircuit(
    circuit(4, stronglyEntangling({ qubits: 4, layers: 2 }), { amplitudes: 16, complex: true }),
    BATCH,
    { engine: "js" },
  );
  const z = new Float64Array(BATCH * 4);
  opened.forward(own("aggregation.theta"), joint, BATCH, z);
  const [weight, bias] = [own("head.weight"), own("head.bias")];
  for (let s = 0; s < BATCH; s++) {
    for (let c = 0; c < 2; c++) {
      let sum = bias[c]!;
      for (let w = 0; w < 4; w++) sum += weight[c * 4 + w]! * z[s * 4 + w]!;
      expect(out[s * 2 + c]).toBeCloseTo(sum, 12);
    }
  }
});

test.each<[Partial<MixtureParts>, string]>([
  [
    { experts: [expert, linearExpert()] },
    'aggregation coherent: experts[1]: expected an expert that is a circuit: circuit or ownCircuit, got "linear"',
  ],
  [
    { experts: [expert, circuitExpert({ qubits: 3 })] },
    "aggregation coherent: experts[1]: expected 2 qubits, as experts[0] has, got 3. Give the experts one number of qubits",
  ],
  [{ shared: [expert] }, "aggregation coherent: shared: expected no shared experts, as it joins states, got 1"],
  [
    { gating: softMoeGating() },
    "aggregation coherent: gating: expected one that gives every sample an expert of its own",
  ],
  [{ gating: topKGating({ capacity: 1 }) }, 'got "topK". Take softmax, or topK without a capacity'],
  [{ gating: expertChoiceGating() }, 'got "expertChoice"'],
  [{ gating: topKGating({ k: 1, weights: "probabilities" }) }, "the weight of a single expert cancels"],
  [
    { experts: Array.from({ length: 5 }, () => circuitExpert({ qubits: 22 })) },
    "at most 24, routing wires among them, got 25",
  ],
])("what has no states to join is refused (%#)", (given, message) => {
  expect(() => run({ ...given, aggregation: coherentAggregation() })).toThrow(message);
});
