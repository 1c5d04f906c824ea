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
  const noisy = views.filter(({ experiment }) => experiment.conditions.length > 0);
  const of = (place: NoisePlace) => noisy.find(({ experiment }) => experiment.conditions[0]!.place === place);
  const [published, everyGate] = [of("twoPlaces"), of("everyGate")];
  if (published === undefined || published.seeds < 2) return [];
  return [
    ...asMade(published),
    ...noisy.flatMap((view) => carried(view, view === published)),
    ...besideClassical(published, true),
    ...(everyGate === undefined ? [] : besideClassical(everyGate, false)),
    ...costSentences(everyGate ?? published),
  ];
}

/** The claim with noise placed, trained and read out as in the paper. */
function asMade(view: ExperimentView): string[] {
  const made = comparisonsOf(view).find(({ question }) => question === "trained under noise");
  if (made === undefined) return [];
  const numbers = `${formatShare(made.ours)} under ${noiseWords(view)}, trained under it and read out exactly, ${formatShare(made.theirs)} without noise`;
  const claim = "The claim that the quantum router withstands noise";
  switch (verdictOf(made.difference!)) {
    case "worse":
      return [`${claim} does not hold even as it was made: ${numbers}, a loss of ${size(made)}.`];
    case "better":
      return [`${claim} holds as it was made: ${numbers}.`];
    case "not distinguished":
      return [`${claim} holds as it was made, as far as these runs can tell: ${numbers}, not distinguished.`];
  }
}

/** What else was tried in an experiment: where accuracy is lost, where no loss is seen, and what mitigation does. */
function carried(view: ExperimentView, isPublished: boolean): string[] {
  const all = comparisonsOf(view).filter(({ question }) => !(isPublished && question === "trained under noise"));
  const pick = (mitigated: boolean, ...verdicts: string[]): Comparison[] =>
    all.filter((one) => (one.question === "mitigation") === mitigated && verdicts.includes(verdictOf(one.difference!)));
  const sized = (ones: readonly Comparison[], sign: string): string =>
    ones.map((one) => `${one.setting} (${sign}${size(one)})`).join("; ");
  const plain = (ones: readonly Comparison[]): string => ones.map(({ setting }) => setting).join("; ");
  const parts = [
    [pick(false, "worse"), "accuracy is lost", "−"],
    [pick(false, "better"), "accuracy is gained", "+"],
    [pick(false, "not distinguished"), "no difference is seen", null],
    [pick(true, "better"), "mitigation helps", "+"],
    [pick(true, "worse"), "mitigation does harm", "−"],
    [pick(true, "not distinguished"), "mitigation makes no difference that is seen", null],
  ] as const;
  const said = parts
    .filter(([ones]) => ones.length > 0)
    .map(([ones, what, sign]) => `${what}: ${sign === null ? plain(ones) : sized(ones, sign)}`);
  return said.length === 0 ? [] : [`Under ${noiseWords(view)}, ${said.join(". There ")}.`];
}

function size({ difference }: Comparison): string {
  return formatShare(Math.abs(difference!.mean));
}

/** How the quantum router stands beside the best classical one, without noise and further on. */
function besideClassical({ breakdowns, arms }: ExperimentView, withClean: boolean): string[] {
  const own = breakdowns.filter(({ family, trainingShots, mitigation }) => {
    return family === FAMILY && trainingShots === 0 && mitigation === "none";
  });
  const [first] = own;
  if (first === undefined) return [];
  const control = arms.find(({ arm }) => arm.name === first.control)?.arm.label ?? first.control;
  const exact = own.find(({ shots }) => shots === 0) ?? first;
  const verdict = verdictOf(exact.points[0]!);
  const clean = `Without noise the quantum router is ${verdict === "not distinguished" ? "not distinguished from" : `${verdict} than`} the best classical router here (${control}), which no noise touches.`;
  const last = formatStrength(first.points.at(-1)!.p);
  const point = ({ found, p }: Breakdown): string => {
    if (found === "within the grid") return `from p = ${formatStrength(p!)}`;
    return found === "already at 0" ? "already without noise" : `nowhere up to p = ${last}`;
  };
  const listed = (["at the tested p", "clean"] as const).flatMap((trained) => {
    const ones = own.filter((one) => one.trained === trained);
    if (ones.length === 0) return [];
    const how = trained === "clean" ? "trained without it" : "trained under it";
    return [`${how}, ${ones.map((one) => `${point(one)} (${shotsName(one.shots)})`).join(", ")}`];
  });
  const where = first.place === "twoPlaces" ? "at two places" : "after every gate";
  const behind = `With noise ${where} it falls behind that router: ${listed.join("; ")}.`;
  return withClean ? [clean, behind] : [behind];
}

/** What decisions would cost. */
function costSentences({ costs, shotsNeeded, arms }: ExperimentView): string[] {
  const cost = costs.find((one) => one.family === FAMILY && one.shots === 1000 && one.mitigation === "none");
  const needed = shotsNeeded.filter(({ arm, p, share }) => {
    const found = arms.find((one) => one.arm.name === arm)?.arm;
    return share === 0.01 && found?.family === FAMILY && found.trainedUnder?.p === p;
  });
  const price =
    cost === undefined
      ? []
      : [`One decision from 1,000 shots takes ${duration(cost.seconds)} on a machine of these times.`];
  const [clean] = needed;
  const size = ({ shots }: { readonly shots: number | null }): number => shots ?? Number.POSITIVE_INFINITY;
  const most = needed.reduce((one, other) => (size(other) > size(one) ? other : one), clean!);
  if (clean === undefined || clean.shots === null || most === clean) return price;
  const end = most.shots === null ? "more than a thousand million" : shotsName(most.shots);
  return [
    ...price,
    `For 99 % of its decisions to be those of exact expectations the median run needs ${shotsName(clean.shots)} without noise and up to ${end} (at p = ${formatStrength(most.p)}), trained under it.`,
  ];
}
