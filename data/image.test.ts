import { expect, test } from "vitest";
import { imageShape, pixelNames } from "./image.ts";

test.each([
  [1, 1],
  [2, 3],
  [4, 4],
  [3, 12],
  [100, 1],
])("%i x %i pixels: the names tell the shape", (height, width) => {
  const names = pixelNames(height, width);
  expect(names).toHaveLength(height * width);
  expect(new Set(names).size).toBe(names.length);
  expect(imageShape(names)).toEqual({ height, width });
});

test("names as in the shipped tables", () => {
  expect(pixelNames(2, 2)).toEqual(["p00", "p01", "p10", "p11"]);
  expect(pixelNames(1, 11).at(-1)).toBe("p0010");
});

test.each([[["a", "b"]], [["p1"]], [["p00", "p01", "p11"]], [["p00", "p10", "p01", "p11"]], [[]]])(
  "%j are no pixels",
  (names) => {
    expect(imageShape(names)).toBeNull();
  },
);
