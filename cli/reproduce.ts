import { choice } from "../core/fields.ts";
import { checkOutput } from "../node/output.ts";
import { readSample } from "../node/samples.ts";
import { MNIST } from "../study/specs/phase-1.ts";
import { PHASES, reproduceFields, reproduceSpec } from "../study/specs/reproduce.ts";
import type { Command } from "./command.ts";
import { outputFields, runFields } from "./fields.ts";

const fields = {
  phase: choice([...PHASES, "all"], { help: "which published experiment", default: "all" }),
  ...reproduceFields,
  ...runFields,
  ...outputFields("reproduce"),
};

/** `moire reproduce`: the published experiments as published and under control. */
export const reproduce: Command<typeof fields> = {
  fields,
  argument: null,
  examples: ["moire reproduce", "moire reproduce --phase 3a --seeds 100 --out moire-results/phase-3a"],
  async run({ phase, workers, fresh, out, json, ...options }, _argument, session) {
    checkOutput(out);
    const { runStudy } = await import("../study/study.ts");
    const { runWithProgress } = await import("./run.ts");
    const { deliver } = await import("./deliver.ts");
    const { timesOf } = await import("./times.ts");
    const spec = reproduceSpec({ phases: phase === "all" ? PHASES : [phase], ...options });
    const needsTable = spec.experiments.some(({ data }) => data.kind === "table");
    const table = needsTable ? readSample(MNIST.name) : null;
    await runWithProgress(spec, { workers, fresh, out, table }, session, {
      run: (how) => runStudy(spec, how),
      async deliver(results) {
        const times = await timesOf(spec, table, session.signal);
        await deliver(results, { out, json, times, signal: session.signal });
      },
    });
  },
};
