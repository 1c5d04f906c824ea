import { describe, expect, test } from "vitest";
import * as z from "zod";
import { resolve, structured } from "../../core/fields.ts";
import { circuit } from "../circuit.ts";
import { mitigationCost } from "./cost.ts";
import {
  checkMitigation,
  type MitigationKind,
  type MitigationSpec,
  mitigationSchema,
  mitigations,
  readoutInversion,
  zeroNoise,
} from "./index.ts";
import { openMitigated } from "./open.ts";

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
    [{ kind: "zeroNoise" }, "expected a list of mitigations, got an object with keys kind. Give [] for none"],
    [null, "expected a list of mitigations, got null. Give [] for none"],
    [[{ kind: "twirling" }], "[0]: kind: expected one of readoutInversion, zeroNoise"],
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
      "[0]: scales: expected at least 3 for the quadratic fit",
    ],
    [[{ kind: "zeroNoise", asymptote: 0.1 }], "[0]: asymptote: expected none with the richardson fit"],
    [[{ kind: "zeroNoise", fit: "linear", maxLift: 5 }], "[0]: maxLift: expected none with the linear fit"],
    [[{ kind: "zeroNoise" }, { kind: "zeroNoise" }], "each kind once, in the order readoutInversion, zeroNoise"],
    [[{ kind: "zeroNoise" }, { kind: "readoutInversion" }], 'got "readoutInversion after zeroNoise"'],
  ])("checkMitigation refuses %j", (value, message) => {
    expect(() => checkMitigation(value)).toThrow(message);
  });

  test("errors say once what they are about, as an option too", () => {
    const mitigation = structured({ help: "", expected: "", check: checkMitigation, json: mitigationSchema });
    const given = (value: unknown) => () => resolve({ mitigation }, { mitigation: value as MitigationSpec[] }, "f");
    expect(given(3)).toThrow(/^f: mitigation: expected a list/);
    expect(given([zeroNoise(), zeroNoise()])).toThrow(/^f: mitigation: expected each kind once/);
    expect(given([{ kind: "zeroNoise", scales: [1] }])).toThrow(
      /^f: mitigation: \[0\] \(zeroNoise\): scales: expected 2 /,
    );
    expect(() => openMitigated(circuit(1, []), null, 1, null as never)).toThrow(/^mitigation: expected a list/);
    expect(() => openMitigated(circuit(1, []), null, 1, [{ kind: "zne" } as never])).toThrow(/^mitigation\[0\]: kind:/);
    expect(() => mitigationCost(null as never, { shots: 1 })).toThrow(/^mitigationCost: mitigation: expected a list/);
  });

  test("options of zeroNoise are checked when it is made", () => {
    expect(() => zeroNoise({ scales: [1, 3], fit: "quadratic" })).toThrow("zeroNoise: scales: expected at least 3");
    expect(() => zeroNoise({ scales: [3, 5] })).toThrow(/^zeroNoise: scales: expected 2 to 12 numbers/);
  });
});

test.each(Object.entries<MitigationKind>(mitigations))("%s says what it does", (_, { help }) => {
  expect(help).toMatch(/^\w/);
});
