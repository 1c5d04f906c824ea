import { beforeAll, expect, test } from "vitest";
import { quantumRouter } from "../../moe/routers/index.ts";
import { serialise } from "../results-file.ts";
import { inlineExecutor } from "../study.ts";
import type { Subject } from "./arms.ts";
import type { Claim } from "./claim.ts";
import type { AuditResults } from "./document.ts";
import { checkAudit } from "./file.ts";
import { evenness, runAudit } from "./run.ts";
import { auditRunsOf } from "./runs-of.ts";
import { auditPlan } from "./spec.ts";

const base = { estimand: "mean", kind: "beats", smallestEffect: 0.01 } as const;
const claims: Claim[] = [
  {
    ...base,
    name: "linear",
    statement: "Beats a linear router.",
    metric: "accuracy",
    comparisons: [{ arm: "quantum", against: "linear" }],
  },
  {
    ...base,
    name: "even",
    statement: "Keeps experts busier.",
    metric: "balance",
    comparisons: [{ arm: "quantum", against: "linear" }],
  },
  {
    ...base,
    kind: "exceeds",
    smallestEffect: 1,
    name: "kernel",
    statement: "Has a wide kernel.",
    metric: "kernelGain",
    comparisons: [{ arm: "quantum", against: null }],
  },
];
const plan = auditPlan({
  generator: { name: "moons", options: { samples: 160 } },
  subject: quantumRouter({ layers: 1 }) as Subject,
  claims,
  seeds: 3,
  epochs: 3,
  key: 5,
});

let results: AuditResults;
beforeAll(async () => {
  results = await runAudit(plan, { execute: inlineExecutor, version: "1.2.3" });
});

test("an audit end to end: runs of every arm, seed and number of rows, and a judgement of each claim under each scaling", () => {
  expect(results.runs.length).toBe(2 * 2 * 3 * plan.audit.sections[0]!.sizes.length);
  expect(results.judgements.map(({ section, claim }) => `${section} ${claim}`)).toEqual(
    ["minmax", "standard"].flatMap((section) => ["linear", "even", "kernel"].map((claim) => `${section} ${claim}`)),
  );
  for (const section of plan.audit.sections) {
    const runs = auditRunsOf(results.runs, section, "quantum");
    expect(runs.map(({ seed, trainRows }) => [seed, trainRows])).toEqual([0, 1, 2].map((seed) => [seed, 160]));
    for (const { values, learningRate } of runs) {
      expect([0.03, 0.1, 0.3]).toContain(learningRate);
      expect(values.accuracy).toBeGreaterThan(0.5);
      expect(values.balance).toBeGreaterThanOrEqual(0.5);
      // Two RX angles span a kernel of 9 functions, of which one is the constant.
      expect(values.kernelGain).toBeGreaterThan(-10);
      expect(values.kernelGain).toBeLessThan(8);
    }
    expect(auditRunsOf(results.runs, section, "linear").map(({ values }) => Object.keys(values))).toEqual(
      [0, 1, 2].map(() => ["accuracy", "balance"]),
    );
  }
});

test("effects are those of the runs, paired by seed", () => {
  const [section] = plan.audit.sections;
  const [ours, theirs] = ["quantum", "linear"].map((arm) => auditRunsOf(results.runs, section!, arm));
  const differences = ours!.map((run, i) => run.values.accuracy! - theirs![i]!.values.accuracy!);
  const { effect, interval } = results.judgements[0]!.findings[0]!;
  expect(effect).toBeCloseTo(differences.reduce((sum, one) => sum + one, 0) / 3, 12);
  expect(interval[0]).toBeLessThan(effect);
  expect(interval[1]).toBeGreaterThan(effect);
});

test("written and read again, and checked against its own runs", () => {
  const text = serialise(results);
  expect(checkAudit(JSON.parse(text))).toEqual(results);
  const changed = JSON.parse(text);
  changed.judgements[0].verdict = "supported";
  changed.judgements[0].findings[0].verdict = "supported";
  expect(() => checkAudit(changed)).toThrow("judgements do not follow from the claims and the runs: judgements.0.");
  expect(() => checkAudit({ ...changed, runs: [] })).toThrow(
    "audit file: expected a run of [section, arm, rows, seed]",
  );
  expect(() => checkAudit({ ...changed, study: { name: "x" } })).toThrow("audit file: study.title is missing or wrong");
  expect(() => checkAudit({ format: "moire-audit-1" })).toThrow("audit file: audit is missing or wrong");
});

test("evenness of loads: 1 for equal ones, 1 / experts for one that takes all", () => {
  expect(evenness([0.5, 0.5])).toBeCloseTo(1, 15);
  expect(evenness([1, 0, 0, 0])).toBe(0.25);
  expect(evenness([0.9, 0.1])).toBeCloseTo(Math.exp(-0.9 * Math.log(0.9) - 0.1 * Math.log(0.1)) / 2, 14);
});
