import { fail, lookUp, MoireError } from "../core/errors.ts";
import { type Circuit, checkCircuit, isNoisy } from "./circuit.ts";
import { openDensity } from "./density/engine.ts";
import { stringsOf } from "./density/strings.ts";
import type { OpenCircuit } from "./engine/engine.ts";
import { openJs } from "./engine/js.ts";
import { guarded } from "./guard.ts";
import { type Measure, measured, measurementOf } from "./observables/measure.ts";
import { openShots } from "./shots/shots.ts";
import { openTrajectories } from "./trajectories/trajectories.ts";
import { densityBackends } from "./wasm/density.ts";
import { openWasm } from "./wasm/engine.ts";
import { hasSimd, type Precision } from "./wasm/module.ts";

/** What runs circuits: `wasm` needs WebAssembly with SIMD, `js` is plain JavaScript, f64 alone, and the reference. */
export const engines = { wasm: openWasm, js: openJs };
export type EngineName = keyof typeof engines;

export interface EngineOptions {
  /** Default: wasm where the machine has it, else js. What was taken is `OpenCircuit.engine`, and results name it. */
  readonly engine?: EngineName;
  /** Default f64. f32 is for `wasm`: expectations to about 3e-7, derivatives to 1e-6. */
  readonly precision?: Precision;
  /** What forward gives. Default "z": <Z> of each wire. */
  readonly measure?: Measure;
  /** Shots that each output is estimated from, of all measured wires together; derivatives are by parameter shift. Default 0: exact. */
  readonly shots?: number;
  /** Random trajectories that noise is averaged over. Default 0: exact, as a density matrix, for up to about 8 qubits. */
  readonly trajectories?: number;
}

/** The engine that is taken when none is named. */
export function bestEngine(): EngineName {
  return hasSimd() ? "wasm" : "js";
}

/**
 * Opens a circuit for batches of up to maxBatch samples: what is measured and derivatives (see `OpenCircuit`). Without noise its state is simulated, with noise its density
 * matrix, exactly, or trajectories. Errors: an unknown engine; wasm where the machine lacks SIMD; f32 on js and, exactly, with noise; a circuit and batch that need more
 * than 4 GiB; trajectories without noise; and those of `openShots` and `openTrajectories`. What it returns checks the arguments of each call.
 */
export function openCircuit(circuit: Circuit, maxBatch: number, options: EngineOptions = {}): OpenCircuit {
  const checked = checkCircuit(circuit);
  if (typeof options !== "object" || options === null) fail("openCircuit", "options", options);
  const { engine = bestEngine(), precision = "f64", measure = "z", shots = 0, trajectories = 0, ...rest } = options;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined)
    fail("openCircuit", "the options engine, precision, measure, shots and trajectories", unknown);
  lookUp(engines, engine, "engine");
  if (precision !== "f64" && precision !== "f32") fail("precision", "f64 or f32", precision);
  if (engine === "js" && precision === "f32") fail("precision", "f64, as the js engine has no other", precision);
  if (engine === "wasm" && !hasSimd()) {
    throw new MoireError("engine: wasm needs WebAssembly with SIMD, which this machine lacks; take the engine js");
  }
  if (!Number.isInteger(maxBatch) || maxBatch < 1) fail("batch", "a whole number from 1", maxBatch);
  checkCount(shots, "shots");
  checkCount(trajectories, "trajectories");
  return guarded(openOn(checked, maxBatch, { engine, precision, measure, shots, trajectories }), checked, maxBatch);
}

/** Refuses numbers of shots or trajectories that are none. 0: exact. */
function checkCount(count: number, where: string): void {
  if (!Number.isInteger(count) || count < 0 || count > 1e9) fail(where, "a whole number from 0 to 1e9", count);
}

function openOn(circuit: Circuit, maxBatch: number, options: Required<EngineOptions>): OpenCircuit {
  const { engine, precision, measure, shots, trajectories } = options;
  if (trajectories > 0) return openTrajectories(circuit, maxBatch, trajectories, measure, { engine, precision }, shots);
  if (shots === 0) return openExact(circuit, maxBatch, options);
  return openShots(circuit, maxBatch, shots, measure, (other, batch, asked) =>
    openExact(other, batch, { engine, precision, measure: asked }),
  );
}

/** A circuit without noise on its state, one with noise as a density matrix. */
function openExact(
  circuit: Circuit,
  maxBatch: number,
  { engine, precision, measure }: Required<Pick<EngineOptions, "engine" | "precision" | "measure">>,
): OpenCircuit {
  if (isNoisy(circuit)) {
    if (precision === "f32") fail("precision", "f64, as noise is simulated in no other", precision);
    const measurement = stringsOf(measure, circuit.numQubits);
    const opened = openDensity(circuit, maxBatch, measurement.strings, densityBackends[engine]);
    return measured(opened, measurement, maxBatch);
  }
  const measurement = measurementOf(measure, circuit.numQubits);
  const { primitive } = measurement;
  const opened =
    engine === "js" ? openJs(circuit, maxBatch, primitive) : openWasm(circuit, maxBatch, precision, primitive);
  return measured(opened, measurement, maxBatch);
}
