import { fail } from "../../core/errors.ts";
import { type Circuit, checkCircuit } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import { guarded } from "../guard.ts";
import { checkNoiseModel, type NoiseModel, withNoise } from "../noise/index.ts";
import { measurementOf } from "../observables/measure.ts";
import { type EngineOptions, openCircuit } from "../open.ts";
import { checkMitigation, type MitigationSpec, mitigations } from "./index.ts";
import type { MitigationJob, MitigationKind } from "./mitigation.ts";

/**
 * Opens a circuit with the noise of a model (null: none) for batches of up to maxBatch samples, as `openCircuit` does, and with mitigation: its outputs are those
 * of the circuit, with noise undone as far as the mitigation can. Without mitigation it is `openCircuit` of the noisy circuit. backward goes through
 * the fit as well. Without shots and trajectories it gives the exact derivatives of what forward gives. With them it puts together the estimates that
 * `openCircuit` gives for each circuit: their mean is exact for a fixed cotangent, but for the exponential fit, whose own derivatives are taken at sampled
 * values. What is sampled is sampled for each of the mitigation's circuits with a key of its own.
 * mitigation: unknown data is checked. Errors: as `openCircuit`, `withNoise`, `checkMitigation` and the mitigations have them; the measure "state" with mitigation,
 * which is for what is measured.
 */
export function openMitigated(
  circuit: Circuit,
  model: NoiseModel | null,
  maxBatch: number,
  mitigation: readonly MitigationSpec[],
  options: EngineOptions = {},
): OpenCircuit {
  const checked = checkCircuit(circuit);
  const noise = model === null ? null : checkNoiseModel(model);
  const specs = checkMitigation(mitigation, "mitigation");
  if (typeof options !== "object" || options === null) fail("openMitigated", "options", options);
  const { measure = "z", ...rest } = options;
  const noisy = (source: Circuit): Circuit => (noise === null ? source : withNoise(source, noise));
  if (specs.length === 0) return openCircuit(noisy(checked), maxBatch, options);
  if (measure === "state") fail("openMitigated: measure", "expectations or probabilities, with mitigation", measure);
  // What is wrong with a measure is said here, before anything looks at it.
  measurementOf(measure, checked.numQubits);
  const plain = (job: MitigationJob): OpenCircuit =>
    openCircuit(noisy(job.circuit), job.maxBatch, { ...job.options, measure: job.measure });
  const open = specs.reduce((inner, spec) => {
    const kind: MitigationKind = mitigations[spec.kind];
    return (job: MitigationJob) => kind.open(spec, job, inner);
  }, plain);
  return guarded(open({ circuit: checked, noise, maxBatch, measure, options: rest }), checked, maxBatch);
}
