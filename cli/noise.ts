import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fail, MoireError } from "../core/errors.ts";
import { text } from "../core/fields.ts";
import { readJson } from "../node/input.ts";
import { checkOutput } from "../node/output.ts";
import { type IbmNoise, noiseFromIbm } from "../quantum/noise/index.ts";
import { noiseFields, noiseSpec } from "../study/specs/noise.ts";
import type { Command } from "./command.ts";
import { outputFields, runFields } from "./fields.ts";

/** Seconds between two shots where nothing else is known: what IBM's machines wait by default. The `reset` of a properties file is its pulse alone. */
const WAIT = 250e-6;

const fields = {
  ...noiseFields,
  machine: text({
    help: "a machine's properties as IBM's backends publish them, a JSON file; default: a made-up machine of five qubits",
    default: "",
  }),
  qubits: text({ help: "the machine's qubits that the two wires sit on, with a comma between", default: "0,1" }),
  ...runFields,
  ...outputFields("noise"),
};

/** `moire noise`: whether the quantum router survives noise, shots and mitigation as a machine has them. */
export const noise: Command<typeof fields> = {
  fields,
  argument: null,
  examples: [
    "moire noise",
    "moire noise --quick",
    "moire noise --machine props_manila.json --qubits 2,3 --out moire-results/manila",
  ],
  async run({ machine, qubits, workers, fresh, out, json, ...options }, _argument, session) {
    checkOutput(out);
    const { runStudy } = await import("../study/study.ts");
    const { runWithProgress } = await import("./run.ts");
    const { deliver } = await import("./deliver.ts");
    const { model, notes } = machineOf(machine === "" ? samplePath() : machine, qubits);
    for (const note of notes) process.stderr.write(`${model.name}: ${note}\n`);
    const spec = noiseSpec({ machine: model, ...options });
    await runWithProgress(spec, { workers, fresh, out, table: null }, session, {
      run: (how) => runStudy(spec, how),
      deliver: (results) => deliver(results, { out, json, signal: session.signal }),
    });
  },
};

function machineOf(path: string, qubits: string): IbmNoise {
  const wires = qubits.split(",").map((word) => (/^\s*\d+\s*$/.test(word) ? Number(word) : Number.NaN));
  if (wires.length !== 2 || wires.some(Number.isNaN)) fail("--qubits", "two numbers with a comma between", qubits);
  const properties = readJson(path);
  try {
    return noiseFromIbm(properties, { wires, reset: WAIT });
  } catch (error) {
    throw error instanceof MoireError ? new MoireError(`${path}: ${error.message}`) : error;
  }
}

/** The machine that the package ships: five qubits in the format that IBM's backends publish. */
function samplePath(): string {
  // From the sources the folder is one step up, from what was built two.
  const places = ["../samples/", "../../samples/"].map((folder) => `${folder}ibm-backend.json`);
  const path = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  if (path === undefined)
    throw new MoireError("the file samples/ibm-backend.json of the package is missing. Install moire again");
  return path;
}
