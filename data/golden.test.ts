import { expect, test } from "vitest";
import type { Options } from "../core/fields.ts";
import golden from "../test/golden/datasets-features.json" with { type: "json" };
import type { Generator } from "./index.ts";
import { generators } from "./index.ts";

interface Golden {
  readonly generator: string;
  readonly options: object;
  readonly labels: readonly number[];
  readonly features: number;
  readonly rows?: readonly (readonly number[])[];
  readonly first?: readonly (readonly number[])[];
  readonly last?: readonly (readonly number[])[];
  readonly sum?: readonly number[];
  readonly sumOfSquares?: readonly number[];
}

const registry: Readonly<Record<string, Generator>> = generators;

/** The largest error, in units of 1 or of the value where that is larger. */
function worst(got: readonly number[], wanted: readonly number[]): number {
  expect(got.length).toBe(wanted.length);
  return Math.max(...got.map((value, i) => Math.abs(value - wanted[i]!) / Math.max(1, Math.abs(wanted[i]!))));
}

test.each(golden.cases as readonly Golden[])("$generator $options equals the reference", (wanted) => {
  const data = registry[wanted.generator]!.make(wanted.options as Options<Generator["fields"]>);
  expect([...data.y]).toEqual(wanted.labels);
  expect(data.numFeatures).toBe(wanted.features);
  const rows = Array.from(data.y, (_, s) => [...data.x.subarray(s * wanted.features, (s + 1) * wanted.features)]);
  const { rows: all, first, last, sum, sumOfSquares } = wanted;
  if (all) expect(worst(rows.flat(), all.flat())).toBeLessThan(1e-12);
  if (first) expect(worst(rows.slice(0, first.length).flat(), first.flat())).toBeLessThan(1e-12);
  if (last) expect(worst(rows.slice(-last.length).flat(), last.flat())).toBeLessThan(1e-12);
  const total = (f: number, power: 1 | 2): number =>
    rows.reduce((sumOfAll, row) => sumOfAll + (power === 1 ? row[f]! : row[f]! * row[f]!), 0);
  const scale = rows.length * 1e-12;
  sum?.forEach((value, f) => {
    expect(Math.abs(total(f, 1) - value)).toBeLessThan(scale);
  });
  sumOfSquares?.forEach((value, f) => {
    expect(Math.abs(total(f, 2) - value)).toBeLessThan(10 * scale);
  });
});
