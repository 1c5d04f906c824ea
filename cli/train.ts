import { basename, extname } from "node:path";
import { fail } from "../core/errors.ts";
import { boolean, integer, number, text } from "../core/fields.ts";
import { parseTable } from "../data/csv.ts";
import { parseRegression } from "../data/csv-regression.ts";
import type { Dataset } from "../data/dataset.ts";
import type { RegressionDataset } from "../data/regression.ts";
import { split } from "../data/split.ts";
import { readText } from "../node/input.ts";
import { checkOutput } from "../node/output.ts";
import { registeredNames } from "../node/samples.ts";
import type { Command } from "./command.ts";
import { outputFields } from "./fields.ts";
import { checkSizes, registered } from "./registered.ts";
import { chosenBy, modelFields, trainingFlags } from "./train-flags.ts";

const fields = {
  target: text({ help: "the column to predict, in a table of your own", default: "" }),
  ignore: text({ help: "columns of your table to leave out, with commas between", default: "" }),
  numbers: boolean({ help: "the target is a number to predict, not a class", default: false }),
  test: number({ help: "share of the rows held out to score the model on; 0: none", min: 0, max: 0.95, default: 0.3 }),
  ...modelFields,
  ...trainingFlags,
  key: integer({ help: "all randomness follows from this number", min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 }),
  ...outputFields("train"),
};

/** `moire train moons --router quantum:layers=2`: one model on one data set. */
export const train: Command<typeof fields> = {
  fields,
  argument: {
    name: "data",
    help: `a table with a header line, or one of ${registeredNames().join(", ")}, with options as in moons:noise=0.2`,
  },
  examples: [
    "moire train moons",
    "moire train iris --router mlp:hidden=8 --experts 4*linear --gating topK:k=2 --balancing switch",
    "moire train spirals:noise=0.02 --router quantum:uploads=3 --epochs 100 --schedule cosine",
    "moire train houses.csv --target price --numbers --experts 2*mlp:hidden=16 --early-stopping on",
    "moire train wine --spec mixture.json",
  ],
  async run({ target, ignore, numbers, test, key, out, json, ...flags }, word, session) {
    checkOutput(out);
    const data = dataOf(word, { target, ignore, numbers });
    checkSizes(data);
    const chosen = chosenBy(flags);
    const rows = test === 0 ? { train: data, test: null } : split(data as Dataset, { test, key });
    const { trainWithProgress } = await import("./train-run.ts");
    await trainWithProgress({ chosen, word, rows, key, made: { test, target, ignore }, out, json }, session);
  },
};

function dataOf(
  word: string,
  { target, ignore, numbers }: { target: string; ignore: string; numbers: boolean },
): Dataset | RegressionDataset {
  if (registeredNames().includes(word.split(":", 1)[0]!.trim())) {
    const flag = target !== "" ? "--target" : ignore !== "" ? "--ignore" : numbers ? "--numbers" : null;
    if (flag !== null) fail(flag, "a table of your own before it", word, `${word} knows its classes`);
    return registered(word, "data").data;
  }
  if (extname(word) === "") fail("data", `a file with an ending, or one of ${registeredNames().join(", ")}`, word);
  if (target === "") fail("--target", "the name of the column to predict", target);
  const names = ignore.split(",").map((name) => name.trim());
  const options = { target, name: basename(word), ignore: names.filter((name) => name !== "") };
  return (numbers ? parseRegression : parseTable)(readText(word), options);
}
