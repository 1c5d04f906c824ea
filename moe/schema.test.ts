import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { circuit, input, op, param } from "../quantum/index.ts";
import type { MixtureSpec } from "./index.ts";
import {
  aggregations,
  balancings,
  checkMixture,
  circuitExpert,
  coherentAggregation,
  experts,
  gatings,
  linearExpert,
  linearRouter,
  loadBalancing,
  mixture,
  mixtureSchema,
  mlpExpert,
  noisyTopKGating,
  ownCircuitExpert,
  ownCircuitRouter,
  quantumRouter,
  routers,
  zLossBalancing,
} from "./index.ts";

const validate = new Ajv2020({ strict: true }).compile(mixtureSchema());
const own = circuit(2, [op("RX", [0], [input(0)]), op("CNOT", [0, 1]), op("Rot", [1], [param(0), param(1), 0.5])]);

const good: MixtureSpec[] = [
  mixture({ router: linearRouter(), experts: [linearExpert()] }),
  mixture({ router: quantumRouter(), experts: [mlpExpert(), circuitExpert()], shared: [linearExpert()] }),
  mixture({
    router: ownCircuitRouter({ circuit: own }),
    experts: [ownCircuitExpert({ circuit: own }), circuitExpert()],
    gating: noisyTopKGating(),
    balancing: [loadBalancing(), zLossBalancing()],
    aggregation: coherentAggregation(),
  }),
];

test.each(good.map((spec, i) => [i, spec]))("what mixture makes fits the schema (%i)", (_, spec) => {
  expect(validate(JSON.parse(JSON.stringify(spec)))).toBe(true);
});

test("what may be left out may be left out", () => {
  expect(validate({ router: { kind: "mlp" }, experts: [{ kind: "linear" }] })).toBe(true);
});

const plain = { router: { kind: "linear" }, experts: [{ kind: "linear" }] };

describe.each([
  [3],
  [{}],
  [{ ...plain, experts: [] }],
  [{ ...plain, head: 1 }],
  [{ ...plain, router: { kind: "qft" } }],
  [{ ...plain, router: { kind: "mlp", hidden: 0.5 } }],
  [{ ...plain, router: { kind: "mlp", width: 3 } }],
  [{ ...plain, router: { kind: "ownCircuit" } }],
  [{ ...plain, gating: { kind: "topK", k: 0 } }],
  [{ ...plain, gating: { kind: "softmax", temperature: 0 } }],
  [{ ...plain, balancing: [{ kind: "switch", weight: -1 }] }],
  [{ ...plain, aggregation: { kind: "head", width: "4" } }],
])("what is wrong is refused by schema and check alike: %j", (value) => {
  test("refused", () => {
    expect(validate(value)).toBe(false);
    expect(() => checkMixture(value)).toThrow();
  });
});

test("every kind of every registry is in the schema", () => {
  const text = JSON.stringify(mixtureSchema());
  for (const registry of [routers, experts, gatings, balancings, aggregations]) {
    for (const kind of Object.keys(registry)) expect(text).toContain(`"const":"${kind}"`);
  }
});
