import type { MitigationName, NoisePlace } from "../../noise/records.ts";
import type { Setting } from "./series.ts";

/** Short names for what a study of noise varies, for legends, headings and tables. */

export const PLACES = {
  twoPlaces: "Noise at the paper’s two places",
  everyGate: "Noise after every gate",
  machine: "Noise of a machine",
  dial: "Interference dial",
} as const satisfies Readonly<Record<NoisePlace, string>>;

/** The same where there is more to say in one line. */
export const SHORT_PLACES = {
  twoPlaces: "Two places",
  everyGate: "Every gate",
  machine: "Machine",
  dial: "Dial",
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

/** `means of 30 runs, bands: their 95 % intervals`; one run has no interval. */
export function meanWords(seeds: number, interval = "bands"): string {
  return seeds > 1
    ? `means of ${seeds} runs, ${interval}: their 95 % intervals`
    : "single runs, which have no interval";
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

/** A tick at a power of ten, short: `100`, `10k`, `1M`. */
export function powerOfTen(value: number): string {
  const [unit, name] = value >= 1e6 ? [1e6, "M"] : value >= 1e3 ? [1e3, "k"] : [1, ""];
  return `${Math.round(value / unit)}${name}`;
}
