import { basename, extname } from "node:path";
import { MoireError } from "../core/errors.ts";
import { text } from "../core/fields.ts";
import { readJson } from "../node/input.ts";
import { checkOutput } from "../node/output.ts";
import type { Arm } from "../study/results.ts";
import { checkArms, uniqueArms } from "../study/specs/arms-file.ts";
import { compareFields, compareSpec } from "../study/specs/compare.ts";
import type { Command } from "./command.ts";
import { outputFields, runFields } from "./fields.ts";
import { dataFields, dataHelp, namesIn, studyData } from "./study-data.ts";

const fields = {
  ...dataFields,
  specs: text({
    help: "JSON files of models to compare, with commas between: each a mixture, an arm (name, label, model, scaling, training), or a list of arms; default: routers",
    default: "",
  }),
  reference: text({
    help: "the arm that all others are compared with; default: quantum, or the first of yours",
    default: "",
  }),
  ...compareFields,
  ...runFields,
  ...outputFields("compare"),
};

/** `moire compare table.csv --target kind` or `moire compare moons`: quantum and classical routers, or models of your own, on one data set. */
export const compare: Command<typeof fields> = {
  fields,
  argument: { name: "data", help: dataHelp() },
  examples: [
    "moire compare wine.csv --target quality --ignore id,name",
    "moire compare moons:noise=.2",
    "moire compare iris --specs small.json,large.json --reference small",
  ],
  async run({ target, ignore, specs, reference, workers, fresh, out, json, ...protocol }, path, session) {
    checkOutput(out);
    const data = studyData(path, { target, ignore });
    const arms = specs === "" ? {} : { arms: armsOf(namesIn(specs)) };
    const chosen = reference === "" ? {} : { reference };
    const spec = compareSpec({ ...data, ...arms, ...chosen, ...protocol });
    const { runStudy } = await import("../study/study.ts");
    const { runWithProgress } = await import("./run.ts");
    const { deliver } = await import("./deliver.ts");
    const options = { workers, fresh, out, table: data.table ?? null };
    await runWithProgress(spec, options, session, {
      run: (how) => runStudy(spec, how),
      deliver: (results) => deliver(results, { out, json, signal: session.signal }),
    });
  },
};

function armsOf(paths: readonly string[]): Arm[] {
  const arms = paths.flatMap((path) => {
    const value = readJson(path);
    try {
      return checkArms(value, basename(path, extname(path)));
    } catch (error) {
      throw error instanceof MoireError ? new MoireError(`${path}: ${error.message}`) : error;
    }
  });
  return uniqueArms(arms);
}
