import { describe, expect, test } from "vitest";
import { resolve } from "../../core/fields.ts";
import type { ExpertKind } from "../../moe/index.ts";
import { experts } from "../../moe/index.ts";
import { layerContract } from "./layer-contract.ts";

const kinds: [string, ExpertKind][] = Object.entries(experts);

describe.each(kinds)("%s", (name, kind) => {
  describe.each([
    { features: 1, classes: 2 },
    { features: 2, classes: 2 },
    { features: 6, classes: 4 },
  ])("on %o", (shape) => {
    const expert = kind.build(resolve(kind.fields, {}, name), shape);

    test("joins features and classes", () => {
      expect(expert.inputs).toBe(shape.features);
      expect(expert.outputs).toBe(shape.classes);
    });
    layerContract(expert);
  });

  test("is declared in full", () => {
    expect(kind.help.length).toBeGreaterThan(10);
    for (const field of Object.values(kind.fields)) expect(field.default).toBeDefined();
  });
});
