import { expect, test } from "vitest";
import { looksLegend } from "./legend.ts";
import { classLook, DISTINCT, expertLook, OTHER } from "./style.ts";
import { fitText } from "./text.ts";

test.each([
  ["classes", classLook],
  ["experts", expertLook],
] as const)("%s have looks of their own, or the one of all others", (noun, lookOf) => {
  const own = Array.from({ length: DISTINCT }, (_, i) => lookOf(i));
  expect(new Set([...own, OTHER].map((look) => look.color)).size).toBe(DISTINCT + 1);
  expect(new Set(own.map((look) => look.shape)).size).toBe(DISTINCT);
  for (const i of [10, 11, 20, 99]) expect(lookOf(i)).toBe(OTHER);
  const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `n${i}`);
  const shown = (count: number): string[] => looksLegend(names(count), noun, lookOf).map(({ name }) => name);
  expect(shown(10)).toEqual(names(10));
  expect(shown(11)).toEqual(names(11));
  expect(shown(13)).toEqual([...names(10), `3 other ${noun}`]);
});

test("a very long text is cut to what fits", () => {
  expect(fitText("i".repeat(1_000_000), 100, 11)).toMatch(/^i{20,60}…$/);
});
