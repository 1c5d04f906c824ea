import type { Device } from "../../moe/device.ts";
import { onDevice } from "../../moe/on-device.ts";
import { depolarizing } from "../../quantum/channels/index.ts";
import type { MitigationSpec } from "../../quantum/mitigation/index.ts";
import { readoutInversion, zeroNoise } from "../../quantum/mitigation/index.ts";
import type { GateTimes, NoiseModel } from "../../quantum/noise/index.ts";
import { afterEveryGate, twoPlaces } from "../../quantum/noise/index.ts";
import type { Condition, MitigationName, NoisePlace, TrainedUnder } from "../noise/records.ts";
import type { Arm } from "../results.ts";
import type { ArmOptions, RouterArmName } from "./arms.ts";
import { armOf } from "./arms.ts";

/** Where depolarizing noise of one strength is put. */
export type Depolarized = Exclude<NoisePlace, "machine" | "dial">;

const placers = { twoPlaces, everyGate: afterEveryGate } as const satisfies Record<Depolarized, unknown>;

/**
 * Depolarizing noise with error probability p on each wire; null for p = 0, but a model without effect where it is to be mitigated, as there is nothing to
 * mitigate without one. times: how long things take on the machine that decisions are priced on.
 */
export function depolarized(
  place: Depolarized,
  p: number,
  times?: GateTimes,
  mitigation: MitigationName = "none",
): NoiseModel | null {
  if (p === 0 && mitigation === "none") return null;
  const name = `depolarizing, p = ${plain(p)}, ${place === "twoPlaces" ? "at two places" : "after every gate"}`;
  return placers[place](depolarizing({ p }), times === undefined ? { name } : { name, times });
}

/** What noise is called in tables and figures: `.05`. */
function plain(p: number): string {
  return String(p).replace(/^0\./, ".");
}

/** `1,000 shots`. */
function counted(shots: number): string {
  return `${String(shots).replace(/\B(?=(\d{3})+$)/g, ",")} shots`;
}

/** A quantum arm, trained under noise, and with shots where there are any. */
export function noisyArm(
  name: RouterArmName,
  under: TrainedUnder,
  noise: NoiseModel | null,
  options: ArmOptions = {},
): Arm {
  const arm = armOf(name, options);
  const { place, p, shots } = under;
  const device: Device = { noise, shots, trajectories: 0, mitigation: [] };
  const strength = place === "machine" ? (p === 0 ? "ideal machine" : "noisy machine") : `p = ${plain(p)}`;
  return {
    ...arm,
    name: `${name}-p${p}${shots === 0 ? "" : `-s${shots}`}`,
    label: `${arm.label}, ${strength}${shots === 0 ? "" : `, ${counted(shots)}`}`,
    model: onDevice(arm.model, device),
    trainedUnder: under,
    family: name,
  };
}

/** Depolarizing shrinks expectations exponentially, so that is how they are continued to no noise: two circuits, the least that this takes. */
const extrapolation = zeroNoise({ scales: [1, 3], fit: "exponential" });

/** What is done against noise, by name. */
const against: Readonly<Record<MitigationName, { readonly label: string; readonly steps: readonly MitigationSpec[] }>> =
  {
    none: { label: "", steps: [] },
    zeroNoise: { label: ", extrapolated to no noise", steps: [extrapolation] },
    readoutInversion: { label: ", readout inverted", steps: [readoutInversion()] },
    both: {
      label: ", readout inverted and extrapolated to no noise",
      steps: [readoutInversion(), extrapolation],
    },
  };

/** A device that trained models are scored on. */
export function conditionOf(
  under: Pick<Condition, "place" | "p" | "shots" | "mitigation">,
  noise: NoiseModel | null,
): Condition {
  const { place, p, shots, mitigation } = under;
  const { label, steps } = against[mitigation];
  const strength = place === "machine" ? (p === 0 ? "ideal machine" : "noisy machine") : `p = ${plain(p)}`;
  return {
    ...under,
    name: `p${p}${shots === 0 ? "" : `-s${shots}`}${mitigation === "none" ? "" : `-${mitigation}`}`,
    label: `${strength}, ${shots === 0 ? "exact" : counted(shots)}${label}`,
    device: { noise, shots, trajectories: 0, mitigation: steps },
  };
}
