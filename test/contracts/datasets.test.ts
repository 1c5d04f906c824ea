import { describe, expect, test } from "vitest";
import { MoireError } from "../../core/errors.ts";
import type { Field, Options } from "../../core/fields.ts";
import type { Dataset, Generator } from "../../data/index.ts";
import { generators } from "../../data/index.ts";

const entries: [string, Generator][] = Object.entries(generators);

/** What a generator makes of options that the tests put together. */
const make = (generator: Generator, options: object): Dataset =>
  generator.make(options as Options<Generator["fields"]>);

/** The smallest and the largest value that a field takes, found by trying. */
function ends({ kind, schema, choices }: Field<unknown>): unknown[] {
  if (kind === "boolean") return [false, true];
  if (choices !== undefined) return [...choices];
  const tries = [-1e6, -1, 0, 0.2, 0.5, 0.9, 0.99, 1, 2, 100, 1000, 1e6, 1_000_000, 4294967295];
  const taken = tries.filter((value) => schema.safeParse(value).success);
  return [taken[0], taken.at(-1)];
}

describe.each(entries)("%s", (name, generator) => {
  test("is declared in full", () => {
    expect(generator.name).toBe(name);
    for (const text of [generator.help, generator.source, generator.goodFor]) {
      expect(text.length).toBeGreaterThan(10);
    }
    expect(Object.keys(generator.fields)).toEqual(expect.arrayContaining(["samples", "key"]));
    for (const field of Object.values(generator.fields)) {
      expect(field.default).toBeDefined();
      expect(field.help.length).toBeGreaterThan(5);
    }
  });

  test.each([2, 3, 40, 41, 500])("%i samples: shapes fit, labels are classes, features are finite", (samples) => {
    const few = generator.fields.classes?.default ?? 2;
    if (samples < Number(few)) {
      expect(() => make(generator, { samples })).toThrow(MoireError);
      return;
    }
    const data = make(generator, { samples });
    expect(data.name).toBe(name);
    expect(data.numSamples).toBe(samples);
    expect(data.x).toHaveLength(samples * data.numFeatures);
    expect(data.y).toHaveLength(samples);
    expect(data.featureNames).toHaveLength(data.numFeatures);
    expect(data.classNames).toHaveLength(data.numClasses);
    expect(data.y.every((label) => label >= 0 && label < data.numClasses)).toBe(true);
    expect(data.x.every(Number.isFinite)).toBe(true);
  });

  test("every class occurs, and none is rare", () => {
    const data = make(generator, { samples: 500 });
    for (const label of data.classNames.keys()) {
      const count = data.y.filter((one) => one === label).length;
      expect(count).toBeGreaterThan(500 / data.numClasses / 2);
    }
  });

  test("classes are mixed from the first row on", () => {
    const data = make(generator, { samples: 200 });
    expect(new Set(data.y.subarray(0, 30)).size).toBe(data.numClasses);
  });

  test("the same key gives the same bits, and the defaults are those declared", () => {
    expect(make(generator, { samples: 50, key: 7 })).toEqual(make(generator, { samples: 50, key: 7 }));
    const declared = Object.fromEntries(
      Object.entries(generator.fields).map(([field, { default: value }]) => [field, value]),
    );
    expect(make(generator, {})).toEqual(make(generator, declared));
  });

  test("another key gives another order and other numbers", () => {
    const one = make(generator, { samples: 50, key: 7 });
    const other = make(generator, { samples: 50, key: 8 });
    expect(other.y).not.toEqual(one.y);
    expect(other.x).not.toEqual(one.x);
  });

  test("two calls share nothing", () => {
    const first = make(generator, { samples: 10 });
    const kept = first.x.slice();
    make(generator, { samples: 10 }).x.fill(0);
    expect(first.x).toEqual(kept);
  });

  test("an unknown option is refused", () => {
    expect(() => make(generator, { colour: "red" })).toThrow(`${name}: unknown option "colour"`);
  });

  test.each(Object.keys(generator.fields))("%s: what is no value of it is refused by name", (option) => {
    const { kind } = generator.fields[option]!;
    const wrong =
      kind === "boolean"
        ? ["yes", 1]
        : ["many", Number.NaN, Infinity, -1e9, null, ...(kind === "integer" ? [2.5] : [])];
    for (const value of wrong) {
      expect(() => make(generator, { [option]: value })).toThrow(`${name}: ${option} must be`);
    }
  });

  test.each(Object.keys(generator.fields).filter((option) => option !== "samples"))(
    "%s: the ends of its range give finite data or one clear error",
    (option) => {
      for (const value of ends(generator.fields[option]!)) {
        try {
          const data = make(generator, { samples: 40, [option]: value });
          expect(data.numSamples).toBe(40);
          expect(data.x.every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(MoireError);
          expect((error as Error).message).toMatch(new RegExp(`^${name}: [^\\n]+$`));
        }
      }
    },
  );
});

test("numbers beyond what fits into memory are refused at once", () => {
  for (const [name, generator] of entries) {
    if (!Object.hasOwn(generator.fields, "features")) continue;
    expect(() => make(generator, { samples: 1_000_000, features: 1000 })).toThrow(
      `${name}: expected at most 100000000 numbers in all, samples x features, got 1000000000`,
    );
  }
});
