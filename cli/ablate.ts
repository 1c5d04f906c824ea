import { fail } from "../core/errors.ts";
import { text } from "../core/fields.ts";
import { routers } from "../moe/routers/index.ts";
import { checkOutput } from "../node/output.ts";
import type { Subject } from "../study/ablation/axes/axis.ts";
import { AXES, type AxisName, axes as registry } from "../study/ablation/axes/index.ts";
import { ablationFields, ablationSpec } from "../study/specs/ablation.ts";
import type { Command } from "./command.ts";
import { outputFields, runFields } from "./fields.ts";
import { partOf } from "./parts.ts";
import { dataFields, dataHelp, namesIn, studyData } from "./study-data.ts";

/** As many rows to train on as in the paper, about. */
const DEFAULT_DATA = "moons:samples=1400";

const { experts, ...protocolFields } = ablationFields;

const fields = {
  ...dataFields,
  router: text({
    help: "the quantum router whose switches are moved, as of moire train: quantum:layers=2,uploads=2",
    default: "quantum",
  }),
  axes: text({
    help: `which switches, with commas between; default: all that the router has. ${AXES.map((name) => `${name}: ${registry[name].help}`).join(". ")}`,
    default: "",
  }),
  experts: { ...experts, help: "experts in each mixture" },
  ...protocolFields,
  ...runFields,
  ...outputFields("ablate"),
};

/** `moire ablate`: what in a quantum router carries its accuracy, one switch at a time. */
export const ablate: Command<typeof fields> = {
  fields,
  argument: { name: "data", help: dataHelp(), preset: DEFAULT_DATA },
  examples: [
    "moire ablate",
    "moire ablate --axes dial,entanglement --scaling standard",
    "moire ablate circles:noise=.1 --router quantum:layers=2 --tune",
    "moire ablate table.csv --target kind --quick",
  ],
  async run({ target, ignore, router, axes, workers, fresh, out, json, ...protocol }, word, session) {
    checkOutput(out);
    const data = studyData(word, { target, ignore });
    const subject = partOf({ quantum: routers.quantum }, router, "router") as Subject;
    const chosen = axes === "" ? {} : { axes: axesIn(axes) };
    const spec = ablationSpec({ ...data, subject, ...chosen, ...protocol });
    const { runStudy } = await import("../study/study.ts");
    const { runWithProgress } = await import("./run.ts");
    const { deliver } = await import("./deliver.ts");
    await runWithProgress(spec, { workers, fresh, out, table: data.table ?? null }, session, {
      run: (how) => runStudy(spec, how),
      deliver: (results) => deliver(results, { out, json, signal: session.signal }),
    });
  },
};

function axesIn(list: string): AxisName[] {
  return namesIn(list).map((name) => {
    const known = AXES.find((one) => one === name);
    return known ?? fail("--axes", `names of ${AXES.join(", ")}, with commas between`, name);
  });
}
