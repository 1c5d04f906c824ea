import { fail } from "../core/errors.ts";
import { integer, resolve, structured } from "../core/fields.ts";
import type { Layer } from "../core/layer.ts";
import { checkRecord } from "../core/spec.ts";
import { type Circuit, circuitLayer } from "../quantum/index.ts";
import { checkMitigation, type MitigationSpec, mitigationSchema } from "../quantum/mitigation/index.ts";
import { checkNoiseModel, type NoiseModel, noiseModelSchema } from "../quantum/noise/index.ts";
import type { MixtureSpec } from "./mixture.ts";

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

/**
 * The same mixture with all its circuits, the router's and the experts', on another device. Parameters stay what they are, so that a model
 * trained on one device can be tried on another. Parts without a circuit stay as they are. Errors: a model that was not made by `mixture` or
 * `checkMixture`, which fill in the options that it then has; a device that lacks one of its four options, has another, or one that is wrong.
 */
export function onDevice(model: MixtureSpec, device: Device): MixtureSpec {
  checkWhole(model);
  const options = checkDevice(device);
  const moved = <T extends { readonly kind: string }>(part: T): T => (hasDevice(part) ? { ...part, ...options } : part);
  return {
    ...model,
    router: moved(model.router),
    experts: model.experts.map(moved),
    shared: model.shared.map(moved),
  };
}

const MODEL = ["router", "experts", "shared", "gating", "balancing", "aggregation"];

/** Refuses models whose defaults were not filled in: a circuit without its device's options would stay where it is, unsaid. */
function checkWhole(value: unknown): void {
  const where = "onDevice: model";
  const hint = "Make it by `mixture`, or take it through `checkMixture`";
  const model = checkRecord(value, MODEL, where);
  const missing = MODEL.find((name) => model[name] === undefined);
  if (missing !== undefined) fail(where, "a mixture with its defaults filled in", `one without ${missing}`, hint);
  for (const name of ["experts", "shared"]) {
    if (!Array.isArray(model[name])) fail(`${where}: ${name}`, `a list of experts`, model[name], hint);
  }
  for (const part of [model.router, ...(model.experts as unknown[]), ...(model.shared as unknown[])]) {
    if (typeof part !== "object" || part === null || !("kind" in part)) fail(where, "parts with a kind", part, hint);
    const has = Object.keys(deviceFields).filter((name) => name in part).length;
    if (has > 0 && !hasDevice(part)) fail(where, "circuits with all options of their device", part, hint);
  }
}

/** All four options, so that none is left as it was by an oversight. */
function checkDevice(value: unknown): Device {
  const where = "onDevice: device";
  const names = Object.keys(deviceFields);
  const given = checkRecord(value, names, where);
  const missing = names.find((name) => given[name] === undefined);
  if (missing !== undefined) {
    const hint = "Begin with the ideal one: { noise: null, shots: 0, trajectories: 0, mitigation: [] }";
    fail(where, `all of ${names.join(", ")}`, `one without ${missing}`, hint);
  }
  return resolve(deviceFields, given as unknown as Device, where);
}

/** Whether a part's circuit, if it has one, runs on a device. */
export function hasDevice(part: object): part is Device {
  return Object.keys(deviceFields).every((name) => name in part);
}
