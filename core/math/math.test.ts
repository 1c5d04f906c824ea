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
  test(name.startsWith("erf") ? "to 2e-14 relative" : "within 1 ulp of the correctly rounded value", () => {
    for (const [x, want] of cases as [number, number][]) {
      const got = f(x);
      if (name.startsWith("erf"))
        expect(Math.abs(got - want), `${name}(${x}) = ${got}, not ${want}`).toBeLessThanOrEqual(2e-14 * Math.abs(want));
      else {
        const ulps = rank(got) - rank(want);
        expect(ulps >= -1n && ulps <= 1n, `${name}(${x}) = ${got}, not ${want}`).toBe(true);
      }
    }
  });
});

test("special values", () => {
  const { sin, cos, exp, expm1, log, log1p, tanh } = math;
  const values = [Number.NaN, Infinity, -Infinity, 0, -0, 1, -1, 5e-324, -5e-324, 710, -746];
  for (const [ours, theirs] of [
    [sin, Math.sin],
    [cos, Math.cos],
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

test.each(Object.entries(golden.special))("%s to 1e-12", (name, cases) => {
  const { incompleteBeta, lnGamma, normalCdf, normalQuantile } = exported;
  const f = { incompleteBeta, lnGamma, normalCdf, normalQuantile }[name] as typeof incompleteBeta;
  for (const row of cases as number[][]) {
    const [a, b, c] = row.slice(0, -1) as [number, number, number];
    const want = row.at(-1)!;
    expect(Math.abs(f(a, b, c) - want), `${name}(${row.slice(0, -1)})`).toBeLessThanOrEqual(
      1e-12 * Math.max(Math.abs(want), 1e-3),
    );
  }
});

test("Student's t: quantiles undo the distribution function, and agree with tables", () => {
  expect(math.studentTQuantile(0.975, 29)).toBeCloseTo(2.045229642132703, 11);
  // One degree of freedom is Cauchy's law, whose quantile is a cotangent.
  expect(math.studentTQuantile(0.975, 1)).toBeCloseTo(math.cos(0.025 * Math.PI) / math.sin(0.025 * Math.PI), 11);
  expect(math.studentTCdf(math.studentTQuantile(0.9, 7), 7)).toBeCloseTo(0.9, 13);
});
