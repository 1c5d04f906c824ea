import { expect, test } from "vitest";
import { cellsOf, leadOf, roomiest } from "./grid.ts";
import { simplifyRings } from "./simplify.ts";
import { swarm } from "./swarm.ts";
import { fitText, textWidth, wrapText } from "./text.ts";
import { differenceTick, metricTick, plainTick } from "./ticks.ts";

test("dots of a swarm keep their place on the axis and do not cover each other", () => {
  const xs = [5, 5, 5, 5.5, 6, 30, 31];
  const dots = swarm(xs, 2, 13);
  expect(dots.map(([x]) => x)).toEqual(xs);
  dots.forEach(([x, y], i) => {
    dots.slice(i + 1).forEach(([ox, oy]) => {
      expect(Math.hypot(x - ox, y - oy)).toBeGreaterThan(3.99);
    });
  });
});

test("a swarm without room overlaps but stays within its limit", () => {
  const dots = swarm(new Array<number>(200).fill(1), 2, 10);
  expect(Math.max(...dots.map(([, y]) => Math.abs(y)))).toBeLessThanOrEqual(10);
});

test("the cells of an extent are its centres, row by row from below", () => {
  expect([...cellsOf({ x: [0, 2], y: [10, 14] }, 2)]).toEqual([0.5, 11, 1.5, 11, 0.5, 13, 1.5, 13]);
});

test("the lead of a column is what it has over the best other one", () => {
  const lead = leadOf(Float64Array.of(0.5, 0.25, 0.25, 0.125, 0.625, 0.25), 3, 0);
  expect([...lead]).toEqual([0.25, -0.5]);
});

test("the roomiest cell lies in the middle of an area, and there is none without area", () => {
  const side = 7;
  const lead = Float64Array.from({ length: 49 }, (_, at) => {
    const i = at % side;
    const j = Math.floor(at / side);
    return i >= 1 && i <= 5 && j >= 1 && j <= 5 ? 1 : -1;
  });
  expect(roomiest(lead, side)).toEqual({ i: 3, j: 3, room: 3 });
  const stripe = Float64Array.from({ length: 49 }, (_, at) => (at % side < 3 ? 1 : -1));
  expect(roomiest(stripe, side)).toMatchObject({ i: 1, j: 3 });
  expect(roomiest(new Float64Array(49).fill(-1), side)).toBeNull();
});

test("simplified rings keep their corners and lose points on straight sides", () => {
  expect(simplifyRings("M0,0L5,0L10,0L10,10L0,10L0,0Z")).toBe("M0,0l10,0l0,10l-10,0z");
  expect(simplifyRings("M0,0L10,0L10,10L0,10Z")).toBe("M0,0l10,0l0,10l-10,0z");
  expect(simplifyRings("M0,0L100,0L50,80Z")).toBe("M0,0l100,0l-50,80z");
  expect(simplifyRings("M0,0C1,1,2,2,3,3Z")).toBe("M0,0C1,1,2,2,3,3Z");
});

test("text is measured, cut and wrapped to its room", () => {
  expect(textWidth("iiii", 10)).toBeCloseTo(8.88);
  expect(fitText("a long label", 40, 10)).toMatch(/^a lo.*…$/);
  expect(textWidth(fitText("a long label", 40, 10), 10)).toBeLessThanOrEqual(40);
  expect(wrapText("one two three four", 50, 10, 2)).toEqual(["one two", "three four"]);
  expect(wrapText("one two three four five", 40, 10, 2)[1]).toMatch(/…$/);
  expect(wrapText("", 40, 10, 2)).toEqual([""]);
});

test("ticks of an axis share their number of decimals", () => {
  const ticks = [-0.02, 0, 0.1];
  expect(ticks.map((tick, i) => metricTick(tick, i, ticks))).toEqual(["−.02", "0", ".10"]);
  expect(ticks.map((tick, i) => differenceTick(tick, i, ticks))).toEqual(["−.02", "0", "+.10"]);
  expect([1000000, 2000000].map((tick, i, all) => plainTick(tick, i, all))).toEqual(["1e+6", "2e+6"]);
});
