import Ajv from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { linearRouter, quantumRouter } from "../../moe/routers/index.ts";
import { armOf } from "../specs/arms.ts";
import type { Subject } from "./arms.ts";
import { boundOf, checkClaims, checkClaimsFile, claimsSchema } from "./claim.ts";
import { paperClaims } from "./claims.ts";

const claim = {
  name: "beats-linear",
  statement: "It beats a linear router.",
  kind: "beats",
  comparisons: [{ arm: "quantum", against: "linear" }],
  smallestEffect: 0.01,
};
const subject = quantumRouter() as Subject;
const options = { subject, features: 2, effect: 0.01, threshold: 0.99, noise: 0.2 };
const fits = new Ajv({ strict: false }).compile(claimsSchema());

test("a claim gets the metric accuracy and the mean unless it says otherwise", () => {
  expect(checkClaims([claim])).toEqual([{ ...claim, metric: "accuracy", estimand: "mean" }]);
});

test.each([
  [{ kind: "beats", smallestEffect: 0.02 }, 0.02],
  [{ kind: "needs", margin: 0.02 }, 0.02],
  [{ kind: "survives", margin: 0.02 }, -0.02],
  [{ kind: "survives", margin: 0 }, 0],
  [{ kind: "exceeds", smallestEffect: 3 }, 3],
] as const)("what the effect of %j is held against: %f", (change, bound) => {
  expect(boundOf({ ...checkClaims([claim])[0]!, ...change })).toBe(bound);
});

test("the paper's claims are claims, and fit the schema", () => {
  const claims = paperClaims(options);
  expect(checkClaims(JSON.parse(JSON.stringify(claims)))).toEqual(claims);
  expect(fits(claims)).toBe(true);
  expect(claims.map(({ name }) => name)).toEqual([
    "beats-linear",
    "beats-as-many-parameters",
    "beats-own-function-class",
    "needs-entanglement",
    "needs-interference",
    "survives-noise",
    "survives-gate-noise",
    "high-dimensional-kernel",
    "balances-experts",
    "learns-more-reliably",
  ]);
});

test("a file of claims may bring arms", () => {
  const arm = { name: "mine", model: armOf("linear").model };
  const { claims, arms } = checkClaimsFile({ claims: [claim], arms: [arm] });
  expect(claims.length).toBe(1);
  expect(arms.map(({ name, model }) => [name, model.router])).toEqual([["mine", linearRouter()]]);
  expect(checkClaimsFile([claim]).arms).toEqual([]);
});

describe("what is no claim is refused", () => {
  test.each([
    [[], "claims: expected a list of at least one claim, got []"],
    [{}, "claims: expected a list of at least one claim"],
    [[claim, claim], 'claims: expected names that differ, got "beats-linear"'],
    [[{ ...claim, extra: 1 }], "claims[0]: expected no other keys than name, statement"],
    [[{ ...claim, name: "" }], "claims[0]: name: expected text of 1 to 200 characters"],
    [
      [{ ...claim, kind: "wins" }],
      'claim beats-linear: kind: expected one of beats, needs, survives, exceeds, got "wins"',
    ],
    [
      [{ ...claim, kind: "needs" }],
      "claim beats-linear: a claim of kind needs has margin, not smallestEffect; leave smallestEffect out",
    ],
    [[{ ...claim, smallestEffect: -1 }], "claim beats-linear: smallestEffect: expected a finite number from 0, got -1"],
    [
      [{ ...claim, smallestEffect: undefined }],
      "claim beats-linear: smallestEffect: expected a finite number from 0, got undefined",
    ],
    [[{ ...claim, estimand: "median" }], 'claim beats-linear: estimand: expected "mean" or "share", got "median"'],
    [
      [{ ...claim, estimand: "share" }],
      "claim beats-linear: threshold: expected a finite number from which a run counts",
    ],
    [
      [{ ...claim, threshold: 0.9 }],
      "claim beats-linear: threshold: expected none, as the estimand is a mean, got 0.9",
    ],
    [[{ ...claim, comparisons: [] }], 'claim beats-linear: comparisons: expected a list of at least one { "arm"'],
    [[{ ...claim, comparisons: [{ arm: "a" }] }], "claim beats-linear: comparisons[0]: against: expected text"],
    [
      [{ ...claim, comparisons: [{ arm: "a", against: "a" }] }],
      "comparisons[0]: against: expected another arm than the first",
    ],
    [
      [{ ...claim, comparisons: [claim.comparisons[0], claim.comparisons[0]] }],
      "comparisons[1]: expected comparisons that differ",
    ],
    [
      [{ ...claim, kind: "exceeds" }],
      "comparisons[0]: against: expected null, as a claim of kind exceeds compares with nothing",
    ],
  ])("%j", (value, message) => {
    expect(() => checkClaims(value)).toThrow(message);
  });

  test.each([
    [{ claims: [claim], more: 1 }, "claims file: expected no other keys than claims, arms"],
    [{ claims: [claim], arms: [] }, "arms: expected at least one arm"],
    ["text", "claims file: expected an object with claims, arms"],
  ])("as a file: %j", (value, message) => {
    expect(() => checkClaimsFile(value)).toThrow(message);
  });
});
