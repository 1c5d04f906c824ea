import { expect, test } from "vitest";
import { dataset } from "../data/index.ts";
import { linearExpert, mixture, quantumRouter } from "../moe/index.ts";
import { fit } from "../train/index.ts";
import { measuresOf } from "./measures.ts";
import { armOf } from "./specs/arms.ts";

/** kernelGain of a router on these rows of two features. */
async function gainOf(
  options: Parameters<typeof quantumRouter>[0],
  points: readonly (readonly [number, number])[],
): Promise<number> {
  const rows = dataset({
    name: "rows",
    x: Float64Array.from(points.flat()),
    y: points.map((_, i) => i % 2),
    featureNames: ["a", "b"],
    classNames: ["0", "1"],
  });
  const model = mixture({ router: quantumRouter(options), experts: [linearExpert(), linearExpert()] });
  const fitted = await fit(model, rows, { epochs: 1, scaling: "none" });
  const arm = { ...armOf("quantum"), model, measures: ["kernelGain"] as const };
  return measuresOf(arm, fitted, rows).kernelGain!;
}

/** Points of a plane that differ. */
const spread = Array.from({ length: 60 }, (_, i) => [((i * 37) % 60) / 25, ((i * 23) % 60) / 25] as const);

test("a kernel that sees no input has no dimensions: the null control loses all that the Gaussian kernel has", async () => {
  const [wide, null1, null5] = [
    await gainOf({}, spread),
    await gainOf({ axis: "Z" }, spread),
    await gainOf({ axis: "Z", layers: 5 }, spread),
  ];
  expect(null5).toBe(null1);
  expect(null1).toBeLessThan(-2);
  expect(wide).toBeGreaterThan(null1);
});

test("rows that are mostly the same still have a width; all the same: neither kernel has a dimension", async () => {
  const mostly = spread.map((point, i): readonly [number, number] => (i % 5 === 0 ? point : [0.3, 0.3]));
  expect(Number.isFinite(await gainOf({}, mostly))).toBe(true);
  expect(
    await gainOf(
      {},
      spread.map(() => [0.3, 0.3] as const),
    ),
  ).toBe(0);
});
