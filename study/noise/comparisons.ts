import { formatPlain } from "../figures/format.ts";
import { shotsName, wayName } from "../figures/noise/words.ts";
import type { ExperimentView } from "../figures/view.ts";
import { pairedDifference } from "./breakdown.ts";
import type { Condition, NoisePlace } from "./records.ts";

/** The router whose robustness is claimed. */
export const FAMILY = "quantum";
/** The strongest noise that the paper printed. */
const PUBLISHED_P = 0.2;

export const places: Readonly<Record<NoisePlace, string>> = {
  twoPlaces: "noise at the paper's two places",
  everyGate: "noise after every gate",
  machine: "the machine's noise",
  dial: "the interference dial",
};

/** What is varied: one thing at a time. */
export type Question = "trained under noise" | "trained clean" | "shots" | "mitigation" | "trained with shots";

/** The quantum router in one setting beside another, paired by seed. */
export interface Comparison {
  readonly question: Question;
  readonly setting: string;
  readonly beside: string;
  /** Mean accuracies. */
  readonly ours: number;
  readonly theirs: number;
  /** Ours minus theirs with its 95 % interval (t); null with a single seed. */
  readonly difference: ReturnType<typeof pairedDifference>;
}

/** What the claim of robustness comes to in an experiment with conditions, at the strongest noise of its grid that is no stronger than the paper's. */
export function comparisonsOf(view: ExperimentView): Comparison[] {
  const { conditions } = view.experiment;
  const strong = strongest(conditions);
  const exact = { shots: 0, mitigation: "none" } as const;
  const clean = scoresOf(view, 0, { p: 0, ...exact });
  const matched = scoresOf(view, strong, { p: strong, ...exact });
  const numbers = [...new Set(conditions.map(({ shots }) => shots))].filter((shots) => shots > 0);
  const mended = conditions.filter(({ p, mitigation }) => p === strong && mitigation !== "none");
  const trainingShots = new Set(view.arms.flatMap(({ arm }) => arm.trainedUnder?.shots || []));
  return [
    compared("trained under noise", "trained under it, exact", matched, "without noise", clean),
    compared(
      "trained clean",
      "trained without it, exact",
      scoresOf(view, 0, { p: strong, ...exact }),
      "without noise",
      clean,
    ),
    ...numbers.map((shots) => {
      const sampled = scoresOf(view, strong, { p: strong, shots, mitigation: "none" });
      const setting = `trained under it, ${shotsName(shots)}`;
      return compared("shots", setting, sampled, "with exact expectations", matched);
    }),
    ...(
      [
        ["trained without it", 0],
        ["trained under it", strong],
      ] as const
    ).flatMap(([trained, at]) =>
      mended.map((condition) => {
        const plain = scoresOf(view, at, { ...condition, mitigation: "none" });
        const setting = `${trained}, ${wayName(condition)}`;
        return compared("mitigation", setting, scoresOf(view, at, condition), "without mitigation", plain);
      }),
    ),
    ...[...trainingShots].map((shots) => {
      const want = { p: strong, shots, mitigation: "none" } as const;
      const setting = `trained and scored with ${shotsName(shots)}`;
      const exactly = scoresOf(view, strong, want);
      const sampled = scoresOf(view, strong, want, shots);
      return compared("trained with shots", setting, sampled, "trained with exact expectations", exactly);
    }),
  ].filter((one) => one !== null);
}

/** The noise of `comparisonsOf` in words. */
export function noiseWords({ experiment: { conditions }, arms }: ExperimentView): string {
  const { place } = conditions[0]!;
  const sampled = arms.some(({ arm }) => arm.trainedUnder !== undefined && arm.trainedUnder.shots > 0);
  const which = sampled ? ", where training with shots was tried" : "";
  return place === "machine" ? places[place] : `${places[place]} (p = ${formatPlain(strongest(conditions))})${which}`;
}

function strongest(conditions: readonly Condition[]): number {
  if (conditions[0]!.place === "machine") return 1;
  return Math.max(...conditions.map(({ p }) => p).filter((p) => p <= PUBLISHED_P));
}

/** Accuracies of the quantum router by seed, trained at a p and scored under a condition; null where it was not. */
function scoresOf(
  { experiment, arms }: ExperimentView,
  trainedAt: number,
  want: Pick<Condition, "p" | "shots" | "mitigation">,
  trainingShots = 0,
): readonly number[] | null {
  const at = experiment.conditions.findIndex(
    ({ p, shots, mitigation }) => p === want.p && shots === want.shots && mitigation === want.mitigation,
  );
  const found = arms.find(
    ({ arm: { family, trainedUnder } }) =>
      family === FAMILY && trainedUnder?.p === trainedAt && trainedUnder.shots === trainingShots,
  );
  if (at < 0 || found === undefined) return null;
  const scores = found.runs.flatMap(({ conditions }) => conditions[at] ?? []);
  return scores.length < found.runs.length ? null : scores;
}

function compared(
  question: Question,
  setting: string,
  ours: readonly number[] | null,
  beside: string,
  theirs: readonly number[] | null,
): Comparison | null {
  if (ours === null || theirs === null) return null;
  const average = (scores: readonly number[]): number => scores.reduce((sum, one) => sum + one, 0) / scores.length;
  const means = { ours: average(ours), theirs: average(theirs) };
  return { question, setting, beside, ...means, difference: pairedDifference(ours, theirs) };
}
