import { describe, expect, test } from "vitest";
import { optimisers } from "../../optim/index.ts";

describe.each(Object.entries(optimisers))("optimiser %s", (_, kind) => {
  const rule = kind.make({ learningRate: 0.1 });
  const ranges = [
    { offset: 0, length: 2 },
    { offset: 3, length: 1 },
  ];
  const start = Float64Array.of(1, -2, 5, 0.5);

  /** Steps down the bowl sum(x^2) / 2, whose gradient is x. */
  function descend(steps: number): Float64Array {
    const params = start.slice();
    const state = rule.init(params.length);
    for (let k = 0; k < steps; k++) rule.updateInto(params, params.slice(), state, ranges);
    return params;
  }

  test("goes down a bowl", () => {
    const params = descend(300);
    for (const i of [0, 1, 3]) expect(Math.abs(params[i]!)).toBeLessThan(0.05);
  });

  test("never touches what is frozen, and changes all that is trained", () => {
    const params = descend(1);
    expect(params[2]).toBe(5);
    for (const i of [0, 1, 3]) expect(params[i]).not.toBe(start[i]);
  });

  test("gives the same bits again", () => {
    expect(Array.from(descend(20))).toEqual(Array.from(descend(20)));
  });

  test("declares its options, and refuses bad ones", () => {
    expect(kind.help.length).toBeGreaterThan(10);
    expect(() => kind.make({ learningRate: 0 })).toThrow("learningRate must be a number above 0");
    expect(() => kind.make({ learningRate: Number.NaN })).toThrow("got NaN");
  });
});
