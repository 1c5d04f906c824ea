import { describe, expect, test } from "vitest";
import { checkSpec, jsonSchema } from "../../core/index.ts";
import type { OptimiserKind, ScheduleKind } from "../../optim/index.ts";
import { openOptimiser, openSchedule, optimisers, schedules } from "../../optim/index.ts";

const kinds: [string, OptimiserKind][] = Object.entries(optimisers);

describe.each(kinds)("optimiser %s", (name, kind) => {
  const rule = openOptimiser(checkSpec(optimisers, { kind: name }, "optimiser"));
  const ranges = [
    { offset: 0, length: 2 },
    { offset: 3, length: 1 },
  ];
  const start = Float64Array.of(1, -2, 5, 0.5);

  /** Steps down the bowl sum(x^2) / 2, whose gradient is x. */
  function descend(params: Float64Array, state: unknown, steps: number, learningRate = 0.1): Float64Array {
    for (let k = 0; k < steps; k++) rule.updateInto(params, params.slice(), state, ranges, learningRate);
    return params;
  }

  test("goes down a bowl", () => {
    const [params, state] = [start.slice(), rule.init(4)];
    // With a smaller rate at the end, which settles rules that do not slow down by themselves.
    descend(params, state, 300);
    descend(params, state, 100, 0.001);
    for (const i of [0, 1, 3]) expect(Math.abs(params[i]!)).toBeLessThan(0.05);
  });

  test("never touches what is frozen, and changes all that is trained", () => {
    const params = descend(start.slice(), rule.init(4), 3);
    expect(params[2]).toBe(5);
    for (const i of [0, 1, 3]) expect(params[i]).not.toBe(start[i]);
  });

  test("takes the learning rate of each step", () => {
    const moved = (rate: number) => Math.abs(descend(start.slice(), rule.init(4), 1, rate)[0]! - 1);
    expect(moved(0.02) / moved(0.01)).toBeCloseTo(2, 10);
  });

  test("gives the same bits again, and goes on from a stored state as if it had never stopped", () => {
    const whole = { params: start.slice(), state: rule.init(4) };
    descend(whole.params, whole.state, 20);
    const half = { params: start.slice(), state: rule.init(4) };
    descend(half.params, half.state, 9);
    const stored = structuredClone(half);
    descend(stored.params, stored.state, 11);
    expect(stored).toEqual(whole);
  });

  test("declares its options, and refuses bad ones", () => {
    expect(kind.help.length).toBeGreaterThan(10);
    expect(Object.keys(jsonSchema(kind.fields).properties as object)).toEqual(Object.keys(kind.fields));
    expect(() => checkSpec(optimisers, { kind: name, rate: 1 }, "optimiser")).toThrow('unknown option "rate"');
  });
});

const rules: [string, ScheduleKind][] = Object.entries(schedules);

describe.each(rules)("schedule %s", (name, kind) => {
  const length = { epochs: 25, stepsPerEpoch: 3 };
  const factors = (options: object): number[] => {
    const factor = openSchedule(checkSpec(schedules, { kind: name, ...options }, "schedule"), length);
    return Array.from({ length: 75 }, (_, step) => factor(step));
  };

  test("starts at the whole rate, and never rises nor falls to nothing", () => {
    const all = factors({});
    expect(all[0]).toBe(1);
    all.forEach((value, step) => {
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThanOrEqual(step === 0 ? 1 : all[step - 1]!);
    });
  });

  test("a warm-up rises evenly to the whole rate", () => {
    const all = factors({ warmup: 2 });
    for (let step = 0; step < 6; step++) expect(all[step]).toBe((step + 1) / 6);
    expect(all[6]).toBe(1);
  });

  test("declares its options", () => {
    expect(kind.help.length).toBeGreaterThan(10);
    expect(() => factors({ warmup: -1 })).toThrow("warmup must be a number from 0");
  });
});
