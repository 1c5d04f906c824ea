import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { MoireError } from "../core/errors.ts";
import { readJson } from "../node/input.ts";
import { checkOutput } from "../node/output.ts";
import { noiseFromIbm } from "../quantum/noise/index.ts";
import { noiseFields, noiseSpec } from "../study/specs/noise.ts";
import type { Command } from "./command.ts";
import { outputFields, runFields } from "./fields.ts";

const fields = {
  ...noiseFields,
  ...runFields,
  ...outputFields("noise"),
};

/** `moire noise`: whether the quantum router survives noise, shots and mitigation as a machine has them. */
export const noise: Command<typeof fields> = {
  fields,
  argument: null,
  examples: ["moire noise", "moire noise --quick", "moire noise --seeds 100 --out moire-results/noise-100"],
  async run({ workers, out, json, ...options }, _argument, session) {
    checkOutput(out);
    const { runWithProgress } = await import("./run.ts");
    const { deliver } = await import("./deliver.ts");
    const { model } = noiseFromIbm(readJson(samplePath()), { wires: [0, 1] });
    const results = await runWithProgress(noiseSpec({ machine: model, ...options }), { workers, table: null }, session);
    await deliver(results, { out, json, signal: session.signal });
  },
};

/** The machine that the package ships: five qubits in the format that IBM's backends publish. */
function samplePath(): string {
  // From the sources the folder is one step up, from what was built two.
  const places = ["../samples/", "../../samples/"].map((folder) => `${folder}ibm-backend.json`);
  const path = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  if (path === undefined)
    throw new MoireError("the file samples/ibm-backend.json of the package is missing. Install moire again");
  return path;
}
