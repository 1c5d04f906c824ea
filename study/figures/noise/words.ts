import type { MitigationName, NoisePlace } from "../../noise/records.ts";
import type { Setting } from "./series.ts";

/** Short names for what a study of noise varies, for legends, headings and tables. */

export const PLACES = {
  twoPlaces: "Noise at the paper’s two places",
  everyGate: "Noise after every gate",
  machine: "Noise of a machine",
} as const satisfies Readonly<Record<NoisePlace, string>>;

export const MITIGATIONS = {
  none: "no mitigation",
  zeroNoise: "extrapolated",
  readoutInversion: "readout inverted",
  both: "inverted and extrapolated",
} as const satisfies Readonly<Record<MitigationName, string>>;

/** `10,000 shots`. */
export function shotsName(shots: number): string {
  return shots === 0 ? "exact" : `${String(shots).replace(/\B(?=(\d{3})+$)/g, ",")} shots`;
}

/** `1,000 shots, extrapolated`. */
export function wayName({ shots, mitigation }: Pick<Setting, "shots" | "mitigation">): string {
  return mitigation === "none" ? shotsName(shots) : `${shotsName(shots)}, ${MITIGATIONS[mitigation]}`;
}

/** `trained at the tested p`, `trained without noise`. */
export function trainedName(trained: Setting["trained"], trainingShots = 0): string {
  const noise = trained === "clean" ? "trained without noise" : "trained at the tested p";
  return trainingShots === 0 ? noise : `${noise}, with ${shotsName(trainingShots)}`;
}

/** A strength of noise to two digits: `.12`, `.013`. */
export function formatStrength(p: number): string {
  return String(Number(p.toPrecision(2))).replace(/^0\./, ".");
}

/** `12 ms`, `1.4 s`, `36 µs`: two figures. */
export function duration(seconds: number): string {
  const scaled = (value: number, unit: string): string => `${Number(value.toPrecision(2))} ${unit}`;
  if (seconds >= 1) return scaled(seconds, "s");
  return seconds >= 1e-3 ? scaled(seconds * 1e3, "ms") : scaled(seconds * 1e6, "µs");
}

const POWERS = ["1", "10", "100", "1,000"] as const;
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A tick at a power of ten: `1,000`, `10⁷`. */
export function powerOfTen(value: number): string {
  const power = String(Math.round(value)).length - 1;
  return POWERS[power] ?? `10${[...String(power)].map((digit) => RAISED[Number(digit)]).join("")}`;
}
