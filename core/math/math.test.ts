import { describe, expect, test } from "vitest";
import golden from "../../test/golden/math.json" with { type: "json" };
import * as exported from "./index.ts";

const math = { ...exported };

const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);
/** Doubles in order, as whole numbers: neighbours differ by 1. */
function rank(x: number): bigint {
  float[0] = x;
  return bits[0]! < 0n ? -(bits[0]! & 0x7fffffffffffffffn) : bits[0]!;
}

describe.each(Object.entries(golden.functions))("%s", (name, cases) => {
  const f = math[name as "sin"];
  test(name.startsWith("erf") ? "to 5e-15 relative" : "within 1 ulp of the correctly rounded value", () => {
    for (const [x, want] of cases as [number, number][]) {
      const got = f(x);
      if (name.startsWith("erf"))
        expect(Math.abs(got - want), `${name}(${x}) = ${got}, not ${want}`).toBeLessThanOrEqual(5e-15 * Math.abs(want));
      else {
        const ulps = rank(got) - rank(want);
        expect(ulps >= -1n && ulps <= 1n, `${name}(${x}) = ${got}, not ${want}`).toBe(true);
      }
    }
  });
});

test("special values", () => {
  const { sin, cos, tan, exp, expm1, log, log1p, tanh } = math;
  const values = [Number.NaN, Infinity, -Infinity, 0, -0, 1, -1, 5e-324, -5e-324, 710, -746];
  for (const [ours, theirs] of [
    [sin, Math.sin],
    [cos, Math.cos],
    [tan, Math.tan],
    [exp, Math.exp],
    [expm1, Math.expm1],
    [log, Math.log],
    [log1p, Math.log1p],
    [tanh, Math.tanh],
  ] as const) {
    for (const x of values) {
      const want = theirs(x);
      const got = ours(x);
      if (Number.isFinite(want) && want !== 0) expect(got / want).toBeCloseTo(1, 14);
      else expect(got).toBe(want);
    }
  }
});

test("sincosInto has the bits of sin and cos", () => {
  const x = Float64Array.from(golden.functions.sin, ([value]) => value!);
  const s = new Float64Array(x.length);
  const c = new Float64Array(x.length);
  math.sincosInto(x, s, c, x.length);
  expect(Array.from(s)).toEqual(Array.from(x, math.sin));
  expect(Array.from(c)).toEqual(Array.from(x, math.cos));
});

/** How far each may be off: absolute up to the size given, relative beyond. */
const ALLOWED: Readonly<Record<string, { readonly error: number; readonly size: number }>> = {
  normalCdf: { error: 1e-12, size: 0 },
  normalQuantile: { error: 1e-12, size: 1 },
  lnGamma: { error: 1e-14, size: 1 },
  incompleteBeta: { error: 1e-12, size: 0 },
  studentTCdf: { error: 1e-12, size: 0 },
  studentTQuantile: { error: 1e-12, size: 1 },
};

test.each(Object.entries(golden.special))("%s is as accurate as it says", (name, cases) => {
  const f = math[name as "incompleteBeta"];
  const { error, size } = ALLOWED[name]!;
  for (const row of cases as number[][]) {
    const [a, b, c] = row.slice(0, -1) as [number, number, number];
    const want = row.at(-1)!;
    expect(Math.abs(f(a, b, c) - want), `${name}(${row.slice(0, -1)})`).toBeLessThanOrEqual(
      error * Math.max(Math.abs(want), size),
    );
  }
});

test("Student's t: quantiles undo the distribution function, and agree with tables", () => {
  expect(math.studentTQuantile(0.975, 29)).toBeCloseTo(2.045229642132703, 11);
  // One degree of freedom is Cauchy's law, whose quantile is a cotangent.
  expect(math.studentTQuantile(0.975, 1)).toBeCloseTo(1 / math.tan(0.025 * Math.PI), 11);
  expect(math.studentTCdf(math.studentTQuantile(0.9, 7), 7)).toBeCloseTo(0.9, 13);
});

test("distributions at and beyond the ends of their domain", () => {
  const { erf, erfc, incompleteBeta, lnGamma, normalCdf, normalQuantile, studentTCdf, studentTQuantile } = math;
  expect([erf(Infinity), erf(-Infinity), erf(-0), erfc(Infinity), erfc(-Infinity)]).toEqual([1, -1, -0, 0, 2]);
  expect([normalCdf(-Infinity), normalCdf(Infinity), studentTCdf(-Infinity, 3), studentTCdf(Infinity, 3)]).toEqual([
    0, 1, 0, 1,
  ]);
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  expect([studentTQuantile(0, 3), studentTQuantile(0.5, 3), studentTQuantile(1, 3)]).toEqual([-Infinity, 0, Infinity]);
  expect([lnGamma(0), lnGamma(Infinity), incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([
    Infinity,
    Infinity,
    0,
    1,
  ]);
  for (const value of [
    erf(Number.NaN),
    erfc(Number.NaN),
    normalCdf(Number.NaN),
    normalQuantile(-0.1),
    lnGamma(-1.5),
    incompleteBeta(1.1, 2, 3),
    incompleteBeta(0.5, 0, 3),
    studentTCdf(Number.NaN, 3),
    studentTCdf(1, 0),
    studentTQuantile(-0.1, 3),
    studentTQuantile(1.1, 3),
    studentTQuantile(Number.NaN, 3),
  ]) {
    expect(value).toBeNaN();
  }
});
