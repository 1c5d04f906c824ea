import { describe, expect, test } from "vitest";
import type { Generator } from "../../data/index.ts";
import { generators } from "../../data/index.ts";

const entries: [string, Generator][] = Object.entries(generators);

describe.each(entries)("%s", (name, generator) => {
  test("is declared in full", () => {
    expect(generator.name).toBe(name);
    expect(generator.help.length).toBeGreaterThan(10);
    expect(Object.keys(generator.fields)).toEqual(expect.arrayContaining(["samples", "noise", "key"]));
    for (const field of Object.values(generator.fields)) expect(field.default).toBeDefined();
  });

  test.each([2, 3, 40, 41])(
    "%i samples: shapes fit, labels are classes, every class occurs, features are finite",
    (samples) => {
      const data = generator.make({ samples });
      expect(data.name).toBe(name);
      expect(data.numSamples).toBe(samples);
      expect(data.x).toHaveLength(samples * data.numFeatures);
      expect(data.y).toHaveLength(samples);
      expect(data.featureNames).toHaveLength(data.numFeatures);
      expect(data.classNames).toHaveLength(data.numClasses);
      expect(new Set(data.y)).toEqual(new Set(data.classNames.keys()));
      expect(data.x.every(Number.isFinite)).toBe(true);
    },
  );

  test("the same key gives the same bits", () => {
    expect(generator.make({ samples: 50, key: 7 })).toEqual(generator.make({ samples: 50, key: 7 }));
  });

  test("another key gives another order and other noise", () => {
    const one = generator.make({ samples: 50, key: 7 });
    const other = generator.make({ samples: 50, key: 8 });
    expect(other.y).not.toEqual(one.y);
    expect(other.x).not.toEqual(one.x);
  });

  test("two calls share nothing", () => {
    const first = generator.make({ samples: 10 });
    const kept = first.x.slice();
    generator.make({ samples: 10 }).x.fill(0);
    expect(first.x).toEqual(kept);
  });

  test("an unknown option is refused", () => {
    expect(() => generator.make({ colour: "red" })).toThrow(`${name}: unknown option "colour"`);
  });
});
