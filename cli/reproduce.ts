import { boolean, choice, integer, number, text } from "../core/fields.ts";
import { checkOutput } from "../node/output.ts";
import { defaultWorkers } from "../node/pool.ts";
import type { Command } from "./command.ts";

const fields = {
  phase: choice(["2", "3a", "all"], { help: "which published experiment", default: "all" }),
  seeds: integer({ help: "runs of each arm, each on its own data and start", min: 1, max: 1000, default: 30 }),
  threshold: number({ help: "accuracy from which a run counts as a success", min: 0, max: 1, default: 0.99 }),
  key: integer({ help: "all randomness follows from this number", min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 }),
  quick: boolean({ help: "a short trial: few seeds and epochs, no evidence", default: false }),
  workers: integer({ help: "threads; results do not depend on it", min: 1, max: 256, default: defaultWorkers() }),
  out: text({ help: "folder for the files", default: "moire-results/reproduce" }),
  json: boolean({ help: "print the results as JSON instead of text", default: false }),
};

/** `moire reproduce`: the published experiments as published and under control. */
export const reproduce: Command<typeof fields> = {
  fields,
  argument: null,
  examples: ["moire reproduce", "moire reproduce --phase 3a --seeds 100 --out moire-results/phase-3a"],
  async run({ phase, seeds, threshold, key, quick, workers, out, json }, _argument, session) {
    checkOutput(out);
    const { reproduceSpec } = await import("../study/specs/index.ts");
    const { runWithProgress } = await import("./run.ts");
    const { deliver } = await import("./deliver.ts");
    const phases = phase === "all" ? (["2", "3a"] as const) : [phase];
    const spec = reproduceSpec({ phases, seeds, key, threshold, quick });
    const results = await runWithProgress(spec, { workers, table: null }, session);
    await deliver(results, { out, json, signal: session.signal });
  },
};
