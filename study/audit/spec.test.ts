import { describe, expect, test } from "vitest";
import { moons } from "../../data/index.ts";
import { quantumRouter } from "../../moe/routers/index.ts";
import { trainRowsOf } from "../source.ts";
import { armOf } from "../specs/arms.ts";
import type { Subject } from "./arms.ts";
import type { Claim } from "./claim.ts";
import { auditPlan } from "./spec.ts";

const generator = { name: "moons", options: { samples: 400 } };
const claim: Claim = {
  name: "mine",
  statement: "Mine beats a linear router.",
  kind: "beats",
  metric: "accuracy",
  estimand: "mean",
  comparisons: [{ arm: "quantum", against: "linear" }],
  smallestEffect: 0.01,
};

test("on a generator every seed draws anew, with rows held out on top of those trained on", () => {
  const { audit, study } = auditPlan({ generator });
  expect(audit.overlap).toBe(null);
  expect(audit.sections.map(({ name, sizes }) => [name, sizes])).toEqual([
    ["minmax", [50, 100, 200, 400]],
    ["standard", [50, 100, 200, 400]],
  ]);
  expect(study.experiments.map(({ name }) => name)).toEqual([
    ...["audit-50", "audit-100", "audit-200", "audit"],
    ...["audit-standardised-50", "audit-standardised-100", "audit-standardised-200", "audit-standardised"],
  ]);
  for (const experiment of study.experiments) {
    const { redraw, testRows, data, tuning, arms } = experiment;
    expect([redraw, testRows, data.samples, tuning?.learningRates.length, arms.length]).toEqual([
      true,
      2000,
      2400,
      3,
      22,
    ]);
  }
  expect(study.experiments.map(trainRowsOf)).toEqual([50, 100, 200, 400, 50, 100, 200, 400]);
});

test("arms have as many parameters as the quantum router, its class of functions, or are it without a part", () => {
  const { audit } = auditPlan({ generator, curves: "off" });
  const parameters = Object.fromEntries(audit.sections[0]!.arms.map((arm) => [arm.name, arm.parameters]));
  expect(parameters).toMatchObject({ quantum: 24, linear: 6, mlp: 27, trigonometric: 18, cosine: 8 });
  expect(parameters).toMatchObject({
    "no-entanglement": 24,
    "dial-3-layers": 24,
    "dial-1-layers": 12,
    "quantum-4-layers": 30,
  });
});

test("a table is split anew; its overlap goes into the intervals; few rows give fewer sizes", () => {
  const table = { ...moons({ samples: 120 }), name: "mine.csv" };
  const { audit, study } = auditPlan({ table, test: 0.25 });
  expect(audit.overlap).toEqual({ trainRows: 90, testRows: 30 });
  expect(audit.sections[0]!.sizes).toEqual([23, 45, 90]);
  expect(study.experiments[0]!.data).toMatchObject({ kind: "table", name: "mine.csv", samples: 120 });
});

test("the share of the most frequent class is what naming it always would reach", () => {
  const { x, ...rest } = moons({ samples: 100 });
  const table = { ...rest, x, y: Int32Array.from({ length: 100 }, (_, i) => (i % 5 === 0 ? 1 : 0)) };
  expect(auditPlan({ table }).audit.majority).toBe(0.8);
  expect(auditPlan({ generator }).audit.majority).toBe(0.5);
});

test("claims of one's own train only the arms that they name, under both scalings", () => {
  const own = { ...armOf("rbf" as never), name: "mine" };
  const arm = { ...own, model: armOf("linear").model };
  const claims = [{ ...claim, comparisons: [{ arm: "mine", against: "dial-3-layers" }] }];
  const { study } = auditPlan({ generator, claims, arms: [arm], curves: "off" });
  expect(study.experiments.map(({ arms }) => arms.map(({ name, scaling }) => [name, scaling]))).toEqual([
    [
      ["dial-3-layers", "minmax"],
      ["mine", "minmax"],
    ],
    [
      ["dial-3-layers", "standard"],
      ["mine", "standard"],
    ],
  ]);
});

test("the subject may be another quantum router, and its own depth is among the depths", () => {
  const subject = quantumRouter({ layers: 6, uploads: 2, bandwidth: 0.5 }) as Subject;
  const { audit } = auditPlan({ generator, subject, curves: "off" });
  const names = audit.sections[0]!.arms.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(["quantum", "quantum-3-layers", "dial-6-layers", "depolarized-6-layers"]),
  );
  expect(names).not.toContain("quantum-6-layers");
});

test.each([
  [{}, "trigonometric", 18],
  // 25 terms; the constant is the bias: 2 x 24 + 2, and a readout of 6.
  [{ uploads: 2, bandwidth: 0.5 }, "own-class", 56],
  [{ embedding: "iqp" }, "own-class", 60],
  // One wire: 3 products, their bias, and a readout of 4.
  [{ embedding: "amplitude" }, "own-class", 8],
  [{ inputs: "scale" }, null, null],
  [{ qubits: 4, uploads: 4 }, null, null],
] as const)("its own class of functions, where it has one to be trained: %j", (options, name, parameters) => {
  const subject = quantumRouter(options) as Subject;
  const { audit } = auditPlan({ generator, subject, curves: "off" });
  const claim = audit.claims.find((one) => one.name === "beats-own-function-class");
  expect(claim?.comparisons ?? null).toEqual(name === null ? null : [{ arm: "quantum", against: name }]);
  expect(audit.sections[0]!.arms.find((one) => one.name === name)?.parameters ?? null).toBe(parameters);
});

test("only arms that a claim needs it of are measured beyond their accuracy, on all rows", () => {
  const { study } = auditPlan({ generator });
  const measured = study.experiments.flatMap(({ name, arms }) =>
    arms.flatMap((arm) => (arm.measures ? [[name, arm.name]] : [])),
  );
  expect(measured).toEqual([
    ["audit", "quantum"],
    ["audit-standardised", "quantum"],
  ]);
});

describe("what cannot be audited is refused", () => {
  test.each([
    [{}, 'audit: expected a table or a generator, got "neither"'],
    [{ generator, seeds: 1 }, "audit: seeds must be a whole number from 2 to 1000, got 1"],
    [
      { generator, subject: quantumRouter({ dial: 0.5 }) as Subject },
      "audit: subject: dial: expected 0, as the audit turns it",
    ],
    [
      { generator, subject: quantumRouter({ shots: 5 }) as Subject },
      "audit: subject: expected a router on an ideal device",
    ],
    [
      { generator, claims: [{ ...claim, comparisons: [{ arm: "quantum", against: "qft" }] }] },
      "audit: claims: expected arms that there are: quantum, linear",
    ],
    [
      { generator, claims: [{ ...claim, metric: "loss" }] },
      'claim mine: metric: expected one of accuracy, balance, kernelGain, got "loss"',
    ],
    [
      { generator, claims: [{ ...claim, metric: "kernelGain" }] },
      'claim mine: metric kernelGain: expected arms with a quantum router, got "linear"',
    ],
    [{ generator, arms: [armOf("linear")] }, 'audit: arms: expected names that no other arm has, got "linear"'],
    [
      { generator, arms: [{ ...armOf("linear"), name: "mine", training: { epochs: 100 } }] },
      "audit: arm mine: training: expected none, as all arms of an audit have one budget",
    ],
    [
      { generator, arms: [{ ...armOf("linear"), name: "mine", scaling: "none" as const }] },
      "audit: arm mine: scaling: expected none, as each arm is trained under both scalings",
    ],
    [
      { generator, subject: quantumRouter({ qubits: 12 }) as Subject },
      "audit: router: qubits: expected at most 8, got 12",
    ],
    [{ generator, effect: 5 }, "audit: effect: expected at most 1, as accuracies are shares, got 5"],
    [
      { generator, claims: [{ ...claim, estimand: "share" as const, threshold: 95 }] },
      "claim mine: threshold: expected from 0 to 1, as accuracy is, got 95",
    ],
    [{ table: moons({ samples: 20 }) }, "audit: rows to train on: expected at least 20, got 14"],
  ])("%j", (options, message) => {
    expect(() => auditPlan(options)).toThrow(message);
  });
});
