import { fail } from "../core/errors.ts";
import { integer, structured } from "../core/fields.ts";
import type { Layer } from "../core/layer.ts";
import { type Circuit, circuitLayer } from "../quantum/index.ts";
import { checkMitigation, type MitigationSpec, mitigationSchema } from "../quantum/mitigation/index.ts";
import { checkNoiseModel, type NoiseModel, noiseModelSchema } from "../quantum/noise/index.ts";

/** What circuits run on: an ideal simulator unless something is said. Plain data. */
export interface Device {
  /** Noise put into the circuit; null: none. */
  readonly noise: NoiseModel | null;
  /** Shots for each expectation; 0: exact. */
  readonly shots: number;
  /** Trajectories that noise is averaged over; 0: exact, by density matrices. */
  readonly trajectories: number;
  readonly mitigation: readonly MitigationSpec[];
}

/** Options of routers and experts that have a circuit. */
export const deviceFields = {
  noise: structured<NoiseModel | null>({
    help: "noise put into the circuit, a noise model as JSON",
    expected: "a noise model, or null for none",
    check: (value) => (value === null ? null : checkNoiseModel(value)),
    json: { oneOf: [{ type: "null" }, noiseModelSchema] },
    default: null,
  }),
  shots: integer({
    help: "shots that each expectation is estimated from; 0: exact expectations",
    min: 0,
    max: 1e9,
    default: 0,
  }),
  trajectories: integer({
    help: "random trajectories that noise is averaged over; 0: exact, as a density matrix",
    min: 0,
    max: 1e6,
    default: 0,
  }),
  mitigation: structured<readonly MitigationSpec[]>({
    help: "what is done against noise after measuring, a list as JSON",
    expected: "a list of mitigations",
    check: checkMitigation,
    json: mitigationSchema,
    default: [],
  }),
};

/** The device among a part's options. */
export function deviceOf({ noise, shots, trajectories, mitigation }: Device): Device {
  return { noise, shots, trajectories, mitigation };
}

/** A circuit's expectations as a layer, on a device. */
export function deviceLayer(circuit: Circuit, trained: boolean, device: Device): Layer {
  return circuitLayer(circuit, { trained, ...device });
}

/** Refuses a device that is not ideal, for what needs states. */
export function checkIdeal({ noise, shots, trajectories, mitigation }: Device, where: string): void {
  const hint = "States are joined exactly; take another aggregation";
  if (noise !== null) fail(`${where}: noise`, "null", noise, hint);
  if (shots > 0) fail(`${where}: shots`, "0", shots, hint);
  if (trajectories > 0) fail(`${where}: trajectories`, "0", trajectories, hint);
  if (mitigation.length > 0) fail(`${where}: mitigation`, "none", mitigation, hint);
}

/** Whether a part's circuit, if it has one, runs on a device. */
export function hasDevice(part: object): part is Device {
  return Object.keys(deviceFields).every((name) => name in part);
}
