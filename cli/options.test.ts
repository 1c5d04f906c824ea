import { Command, CommanderError } from "commander";
import { expect, test } from "vitest";
import { boolean, choice, type Fields, integer, number, text } from "../core/fields.ts";
import { flagOf, optionsOf, valuesOf } from "./options.ts";

const fields: Fields = {
  seeds: integer({ help: "seeds", min: 1, max: 1000, default: 30 }),
  learningRate: number({ help: "rate", min: 0, max: 10, above: true, default: 0.05 }),
  phase: choice(["2", "3a", "all"], { help: "phase", default: "all" }),
  json: boolean({ help: "json", default: false }),
  target: text({ help: "target" }),
};

function parse(...args: string[]): Record<string, unknown> {
  const command = new Command().exitOverride().configureOutput({ outputError: () => {} });
  for (const option of optionsOf(fields)) command.addOption(option);
  return valuesOf(fields, command.parse(["--target", "y", ...args], { from: "user" }).opts());
}

test("flags have the names, types and defaults of their fields", () => {
  expect(flagOf("learningRate")).toBe("learning-rate");
  expect(parse()).toEqual({ seeds: 30, learningRate: 0.05, phase: "all", json: false, target: "y" });
  expect(parse("--seeds", "7", "--learning-rate=1e-2", "--phase", "3a", "--json")).toEqual({
    seeds: 7,
    learningRate: 0.01,
    phase: "3a",
    json: true,
    target: "y",
  });
});

test("a field without a default is a mandatory flag", () => {
  const command = new Command().exitOverride().configureOutput({ outputError: () => {} });
  for (const option of optionsOf(fields)) command.addOption(option);
  expect(() => command.parse([], { from: "user" })).toThrow("required option '--target <value>' not specified");
});

test("bad values are usage errors in the words of the field", () => {
  const said = (...args: string[]): string => {
    try {
      parse(...args);
    } catch (error) {
      expect(error).toBeInstanceOf(CommanderError);
      expect(error).toMatchObject({ exitCode: 2 });
      return (error as Error).message;
    }
    return "nothing";
  };
  for (const value of ["0", "abc", "", " 3", "0x10", "1.5", "1e400", "Infinity", "NaN", "1001", "-1"]) {
    expect(said("--seeds", value)).toBe(`--seeds must be a whole number from 1 to 1000, got ${JSON.stringify(value)}`);
  }
  expect(said("--learning-rate", "0")).toBe('--learning-rate must be a number above 0 to 10, got "0"');
  expect(said("--phase", "9")).toBe('--phase must be one of 2, 3a, all, got "9"');
  expect(said("--target", "")).toBe('--target must be text that is not empty, got ""');
});
