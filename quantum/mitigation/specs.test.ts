import { describe, expect, test } from "vitest";
import * as z from "zod";
import {
  checkMitigation,
  type MitigationKind,
  mitigationSchema,
  mitigations,
  readoutInversion,
  zeroNoise,
} from "./index.ts";

describe("specs", () => {
  const schema = z.fromJSONSchema(mitigationSchema as Parameters<typeof z.fromJSONSchema>[0]);
  const fits = (value: unknown): boolean => schema.safeParse(value).success;

  test("are plain data with their defaults", () => {
    const specs = [readoutInversion(), zeroNoise()];
    expect(specs).toEqual([
      { kind: "readoutInversion" },
      { kind: "zeroNoise", scales: [1, 3, 5], folding: "global", fit: "richardson", asymptote: 0, maxLift: 10 },
    ]);
    expect(checkMitigation(JSON.parse(JSON.stringify(specs)))).toEqual(specs);
    expect(checkMitigation([{ kind: "zeroNoise" }])).toEqual(specs.slice(1));
    expect(fits(specs)).toBe(true);
    expect(fits([])).toBe(true);
  });

  test.each<[unknown, string]>([
    [{ kind: "zeroNoise" }, "mitigation: expected a list"],
    [[{ kind: "twirling" }], "mitigation[0]: kind: expected one of readoutInversion, zeroNoise"],
    [[{ kind: "zeroNoise", scales: [1] }], "expected 2 to 12 numbers that ascend from 1"],
    [[{ kind: "zeroNoise", scales: [1, 2, "3"] }], "expected 2 to 12 numbers that ascend from 1"],
    [[{ kind: "zeroNoise", scales: [1, 100] }], "expected 2 to 12 numbers that ascend from 1"],
    [[{ kind: "zeroNoise", fit: "cubic" }], "one of linear, quadratic, exponential, richardson"],
    [[{ kind: "zeroNoise", fit: "exponential", maxLift: 1 }], "maxLift must be a number above 1"],
    [[{ kind: "readoutInversion", p: 1 }], 'unknown option "p"'],
  ])("what the schema refuses checkMitigation refuses: %j", (value, message) => {
    expect(fits(value)).toBe(false);
    expect(() => checkMitigation(value)).toThrow(message);
  });

  test.each<[unknown[], string]>([
    [[{ kind: "zeroNoise", scales: [1, 3, 2] }], "that ascend from 1"],
    [[{ kind: "zeroNoise", scales: [2, 3] }], "that ascend from 1"],
    [
      [{ kind: "zeroNoise", scales: [1, 3], fit: "quadratic" }],
      "mitigation[0]: scales: expected at least 3 for the quadratic fit",
    ],
    [[{ kind: "zeroNoise", asymptote: 0.1 }], "mitigation[0]: asymptote: expected none with the richardson fit"],
    [[{ kind: "zeroNoise", fit: "linear", maxLift: 5 }], "mitigation[0]: maxLift: expected none with the linear fit"],
    [[{ kind: "zeroNoise" }, { kind: "zeroNoise" }], "each kind once, in the order readoutInversion, zeroNoise"],
    [[{ kind: "zeroNoise" }, { kind: "readoutInversion" }], 'got "readoutInversion after zeroNoise"'],
  ])("checkMitigation refuses %j", (value, message) => {
    expect(() => checkMitigation(value)).toThrow(message);
  });

  test("options of zeroNoise are checked when it is made", () => {
    expect(() => zeroNoise({ scales: [1, 3], fit: "quadratic" })).toThrow("zeroNoise: scales: expected at least 3");
    expect(() => zeroNoise({ scales: [3, 5] })).toThrow("zeroNoise: scales");
  });
});

test.each(Object.entries<MitigationKind>(mitigations))("%s says what it does", (_, { help }) => {
  expect(help).toMatch(/^\w/);
});
