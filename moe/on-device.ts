import { fail } from "../core/errors.ts";
import { resolve } from "../core/fields.ts";
import { checkRecord } from "../core/spec.ts";
import { type Device, deviceFields, hasDevice } from "./device.ts";
import { checkMixture, type MixtureSpec } from "./mixture.ts";

/**
 * The same mixture with all its circuits, the router's and the experts', on another device. Parameters stay what they are, so that a model
 * trained on one device can be tried on another. Parts without a circuit stay as they are. Errors: as `mixture`; a device that lacks one of its four
 * options, has another, or one that is wrong.
 */
export function onDevice(model: MixtureSpec, device: Device): MixtureSpec {
  const checked = checkMixture(model);
  const options = checkDevice(device);
  const moved = <T extends { readonly kind: string }>(part: T): T => (hasDevice(part) ? { ...part, ...options } : part);
  return {
    ...checked,
    router: moved(checked.router),
    experts: checked.experts.map(moved),
    shared: checked.shared.map(moved),
  };
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
