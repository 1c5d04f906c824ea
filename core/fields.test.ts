import { expect, test } from "vitest";
import { boolean, choice, integer, jsonSchema, number, resolve, text } from "./fields.ts";

const fields = {
  layers: integer({ help: "layers", min: 1, max: 9, default: 3 }),
  axis: choice(["X", "Y"], { help: "axis", default: "X" }),
  noise: number({ help: "noise", min: 0, max: Infinity }),
  rate: number({ help: "rate", min: 0, max: 1, above: true, default: 0.5 }),
  frozen: boolean({ help: "frozen", default: false }),
  name: text({ help: "name", default: "n" }),
};

test("defaults are filled in, given values kept", () => {
  expect(resolve(fields, { noise: 0.1, axis: "Y" }, "f")).toEqual({
    layers: 3,
    axis: "Y",
    noise: 0.1,
    rate: 0.5,
    frozen: false,
    name: "n",
  });
});

test.each([
  [{}, "f: noise is missing; it must be a number from 0"],
  [{ noise: -1 }, "f: noise must be a number from 0, got -1"],
  [{ noise: Number.NaN }, "f: noise must be a number from 0, got NaN"],
  [{ noise: Infinity }, "f: noise must be a finite number from 0, got Infinity"],
  [{ noise: Infinity }, "got Infinity"],
  [{ noise: 0, layers: 2.5 }, "f: layers must be a whole number from 1 to 9, got 2.5"],
  [{ noise: 0, layers: "3" }, 'f: layers must be a whole number from 1 to 9, got "3"'],
  [{ noise: 0, rate: 0 }, "f: rate must be a number above 0 to 1, got 0"],
  [{ noise: 0, axis: "Z" }, 'f: axis must be one of X, Y, got "Z"'],
  [{ noise: 0, axis: null }, "f: axis must be one of X, Y, got null"],
  [{ noise: 0, name: "" }, "f: name must be text that is not empty"],
  [{ noise: 0, frozen: 1 }, "f: frozen must be true or false, got 1"],
  [{ noise: 0, layer: 3 }, 'f: unknown option "layer"; the options are layers, axis, noise, rate, frozen, name'],
  [{ noise: 0, toString: 3 }, 'f: unknown option "toString"'],
  [[], "f: expected options, got []"],
  [null, "f: expected options, got null"],
])("%j is refused", (options, message) => {
  expect(() => resolve(fields, options as never, "f")).toThrow(message);
});

test("names and values that every object inherits mean nothing", () => {
  const odd = { constructor: number({ help: "odd", min: 0, max: 1, default: 0.5 }) };
  expect(resolve(odd, {} as never, "f")).toEqual({ constructor: 0.5 });
  expect(() => resolve(fields, { noise: 0, axis: "toString" as "X" }, "f")).toThrow('one of X, Y, got "toString"');
  const parsed = JSON.parse('{"noise": 0, "__proto__": 1}') as { noise: number };
  expect(() => resolve(fields, parsed, "f")).toThrow('f: unknown option "__proto__"');
});

test("undefined means not given; options are not changed", () => {
  const options = Object.freeze({ noise: 0, layers: undefined as unknown as number });
  expect(resolve(fields, options, "f").layers).toBe(3);
});

test("the JSON Schema says the same", () => {
  expect(jsonSchema(fields)).toMatchObject({
    type: "object",
    required: ["noise"],
    additionalProperties: false,
    properties: {
      layers: { type: "integer", minimum: 1, maximum: 9, default: 3, description: "layers" },
      noise: { type: "number", minimum: 0 },
      rate: { exclusiveMinimum: 0, maximum: 1 },
      axis: { enum: ["X", "Y"] },
    },
  });
});
