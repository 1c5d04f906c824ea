import { expect, test } from "vitest";
import { linearExpert, linearRouter, mixture } from "../../moe/index.ts";
import { checkArms, uniqueArms } from "./arms-file.ts";

const model = mixture({ router: linearRouter(), experts: [linearExpert(), linearExpert()] });
const short = { router: { kind: "linear" }, experts: [{ kind: "linear" }, { kind: "linear" }] };

test("a bare mixture is an arm called after its file", () => {
  expect(checkArms(short, "file")).toEqual([{ name: "file", label: "file", model, scaling: "minmax", printed: null }]);
});

test("an arm keeps what it has of its own, and what it leaves out has defaults", () => {
  const training = { epochs: 5, optimiser: { kind: "sgd" } };
  const full = { name: "a", label: "Arm A", model: short, scaling: "unit", training };
  expect(checkArms(full, "file")).toEqual([{ ...full, model, printed: null }]);
  expect(checkArms({ model: short }, "file")[0]).toMatchObject({ name: "file", label: "file" });
  const list = [full, { name: "b", model: short }];
  expect(checkArms(list, "file").map(({ name }) => name)).toEqual(["a", "b"]);
  expect(checkArms({ arms: list }, "file")).toEqual(checkArms(list, "file"));
});

test.each([
  [3, "expected an object with name, label, model, scaling, training, got 3"],
  [[], "at least one arm"],
  [{ arms: 3 }, "expected an object with name, label, model"],
  [{ arms: [], other: 1 }, "no other keys than arms"],
  [[short], 'no other keys than name, label, model, scaling, training, got "router"'],
  [[{ model: short }], "arms[0]: name: expected a name, as there are several arms"],
  [{ model: short, name: "" }, "name: expected text of 1 to 200 characters"],
  [{ model: short, name: "a", label: 3 }, "arm a: label: expected text"],
  [{ model: short, scaling: "wide" }, 'arm file: scaling: expected one of none, minmax, standard, unit, got "wide"'],
  [{ model: short, colour: "red" }, 'no other keys than name, label, model, scaling, training, got "colour"'],
  [{ model: { ...short, router: { kind: "wizard" } } }, "arm file: mixture: router: kind"],
  [{ model: short, training: { epochs: 0 } }, "arm file: training: epochs must be a whole number from 1"],
  [{ model: short, training: { scaling: "unit" } }, "no scaling, which belongs beside the training"],
  [{ name: "a" }, "arm a: mixture"],
  [{ ...short, gating: { kind: "none" } }, "mixture: gating"],
] as const)("refused: %j", (value, message) => {
  expect(() => checkArms(value, "file")).toThrow(message);
});

test("names that come twice are refused", () => {
  const one = { name: "a", model: short };
  expect(() => checkArms([one, one], "file")).toThrow('arms: expected names that differ, got "a"');
  expect(() => uniqueArms([...checkArms(one, "x"), ...checkArms(one, "y")])).toThrow("names that differ");
});
