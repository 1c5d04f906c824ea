import { formatShare } from "../figures/format.ts";
import { duration, formatStrength, shotsName } from "../figures/noise/words.ts";
import type { ExperimentView } from "../figures/view.ts";
import type { Comparison } from "./comparisons.ts";
import { comparisonsOf, FAMILY, noiseWords } from "./comparisons.ts";
import type { Breakdown, NoisePlace } from "./records.ts";
import { verdictOf } from "./words.ts";

/**
 * What a study of noise comes to, in a few plain sentences: whether the paper's claim of robustness holds as it was made, what of it is left under noise
 * as hardware has it, and how the quantum router stands beside classical ones. Only what the intervals support. Empty for other studies and single seeds.
 */
export function noiseSummary(views: readonly ExperimentView[]): string[] {
  const of = (place: NoisePlace) => views.find(({ experiment }) => experiment.conditions[0]?.place === place);
  const [published, everyGate] = [of("twoPlaces"), of("everyGate")];
  if (published === undefined || published.seeds < 2) return [];
  const noisy = views.filter(({ experiment }) => experiment.conditions.length > 0);
  const asMade = comparisonsOf(published).find(({ question }) => question === "trained under noise");
  return [
    ...(asMade === undefined ? [] : [asMadeSentence(asMade, noiseWords(published))]),
    ...carriedSentences(noisy.flatMap(comparisonsOf).filter((one) => one.setting !== asMade?.setting)),
    ...mitigationSentences(noisy.flatMap(comparisonsOf)),
    ...[published, everyGate].flatMap((view) => (view === undefined ? [] : besideClassical(view))),
    ...costSentences(everyGate ?? published),
  ];
}

/** The claim with noise placed, trained and read out as in the paper. */
function asMadeSentence({ ours, theirs, difference }: Comparison, where: string): string {
  const numbers = `${formatShare(ours)} under ${where} when trained under it and read out exactly, ${formatShare(theirs)} without noise`;
  switch (verdictOf(difference!)) {
    case "worse":
      return `The claim that the quantum router withstands noise does not hold even as it was made: ${numbers}, a loss of ${size(difference!)}.`;
    case "better":
      return `The claim that the quantum router withstands noise holds as it was made: ${numbers}.`;
    case "not distinguished":
      return `The claim that the quantum router withstands noise holds as it was made, as far as these runs can tell: ${numbers}, not distinguished.`;
  }
}

/** Where the claim holds beyond that, and where it does not. */
function carriedSentences(comparisons: readonly Comparison[]): string[] {
  const asked = comparisons.filter(({ question }) => question !== "mitigation");
  const lost = asked.filter(({ difference }) => verdictOf(difference!) === "worse");
  const kept = asked.filter(({ difference }) => verdictOf(difference!) !== "worse");
  const item = ({ setting, beside, difference }: Comparison): string =>
    `${setting}, ${size(difference!)} less than ${beside}`;
  return [
    ...(lost.length === 0 ? [] : [`Accuracy is lost: ${lost.map(item).join("; ")}.`]),
    ...(kept.length === 0 ? [] : [`No loss is seen: ${kept.map(({ setting }) => setting).join("; ")}.`]),
  ];
}

function mitigationSentences(comparisons: readonly Comparison[]): string[] {
  const asked = comparisons.filter(({ question }) => question === "mitigation");
  const named = (verdict: string): string =>
    asked
      .filter(({ difference }) => verdictOf(difference!) === verdict)
      .map(({ setting, difference }) =>
        verdict === "not distinguished" ? setting : `${setting}, by ${size(difference!)}`,
      )
      .join("; ");
  const [helped, harmed, open] = ["better", "worse", "not distinguished"].map(named);
  return [
    ...(helped ? [`Mitigation helps: ${helped}.`] : []),
    ...(harmed ? [`Mitigation does harm: ${harmed}.`] : []),
    ...(open ? [`Mitigation is not seen to change anything: ${open}.`] : []),
  ];
}

function size({ mean }: { readonly mean: number }): string {
  return formatShare(Math.abs(mean));
}

/** How the quantum router stands beside the best classical one, at no noise and further on. */
function besideClassical(view: ExperimentView): string[] {
  const own = view.breakdowns.filter(({ family, trainingShots, mitigation }) => {
    return family === FAMILY && trainingShots === 0 && mitigation === "none";
  });
  const first = own.find(({ shots, trained }) => shots === 0 && trained === "at the tested p");
  if (first === undefined) return [];
  const control = view.arms.find(({ arm }) => arm.name === first.control)?.arm.label ?? first.control;
  const { place } = first;
  const where = place === "twoPlaces" ? "at two places" : "after every gate";
  const verdict = verdictOf(first.points[0]!);
  const clean =
    place === "twoPlaces"
      ? [
          `Without noise the quantum router is ${verdict === "not distinguished" ? "not distinguished from" : `${verdict} than`} the best classical router here, ${control}, which no noise touches.`,
        ]
      : [];
  const point = (one: Breakdown): string => {
    const way = `${one.trained === "clean" ? "trained without noise" : "trained under it"}, ${shotsName(one.shots)}`;
    if (one.found === "within the grid") return `${way}: p = ${formatStrength(one.p!)}`;
    return `${way}: ${one.found === "already at 0" ? "already without noise" : `nowhere up to p = ${formatStrength(one.points.at(-1)!.p)}`}`;
  };
  return [...clean, `With noise ${where} it falls behind that router from here on: ${own.map(point).join("; ")}.`];
}

/** What the decisions would cost. */
function costSentences({ costs, shotsNeeded, arms }: ExperimentView): string[] {
  const cost = costs.find(
    ({ family, shots, mitigation }) => family === FAMILY && shots === 1000 && mitigation === "none",
  );
  const needed = shotsNeeded.filter(({ arm, p, share }) => {
    const found = arms.find((one) => one.arm.name === arm)?.arm;
    return share === 0.01 && found?.family === FAMILY && found.trainedUnder?.p === p;
  });
  const price =
    cost === undefined
      ? []
      : [`One decision from 1,000 shots takes ${duration(cost.seconds)} on a machine of these times.`];
  const last = needed.at(-1);
  if (needed.length < 2 || needed[0]!.shots === null) return price;
  const end = last!.shots === null ? "more than a thousand million" : shotsName(last!.shots);
  return [
    ...price,
    `For 99 % of the decisions to be those of exact expectations the median run needs ${shotsName(needed[0]!.shots)} without noise and ${end} at p = ${formatStrength(last!.p)}, trained under it.`,
  ];
}
