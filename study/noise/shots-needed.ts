import { fold, keyOf } from "../../core/key.ts";
import { log, normalCdf } from "../../core/math/index.ts";
import { permutation } from "../../core/random.ts";
import { rowsOf } from "../../data/dataset.ts";
import { onDevice } from "../../moe/on-device.ts";
import { predict } from "../../train/predict.ts";
import type { Arm, Experiment, Showcase, StudySpec } from "../results.ts";
import { drawRows, lossOf } from "../source.ts";
import { secondsOf } from "./costs.ts";
import type { Condition, ShotsNeeded } from "./records.ts";
import { hasConditions, isScored } from "./scored.ts";

/** Shares of decisions that may differ. */
export const SHARES = [0.01, 0.05] as const;

/** More shots than this are no answer. */
const MOST = 1e9;

/** What the spread of a score is measured with. */
const DRAWS = 8;
const PROBE = 1000;
const ROWS = 1000;

interface ShotCase {
  readonly experiment: Experiment;
  readonly arm: Arm;
  readonly condition: Condition;
}

/** For which arms and noise at test shots are counted: the whole quantum router, trained with exact expectations, at the p that is tested or clean. In the order of the spec. */
export function shotCases({ experiments }: Pick<StudySpec, "experiments">): ShotCase[] {
  return experiments.flatMap((experiment) =>
    experiment.arms
      .filter((arm) => hasConditions(experiment, arm) && arm.trainedUnder?.shots === 0)
      .flatMap((arm) =>
        experiment.conditions
          .filter(({ shots, mitigation }) => shots === 0 && mitigation === "none")
          // As with few shots: not for ablations.
          .filter((condition) => isScored(arm, { ...condition, shots: 100 }))
          .map((condition) => ({ experiment, arm, condition })),
      ),
  );
}

/**
 * The shots that keep a share of decisions as exact expectations make them: of each case's median run, on up to 1,000 of the rows that are held out. A row's
 * score (the logarithm of its two classes' odds) is taken to be normal about its exact value, with a standard error that falls as one over the square root of the
 * shots; that error is measured in 8 draws of 1,000 shots. The expected share of decisions that differ is then the mean over the rows of the
 * normal law's weight beyond 0; the fewest shots with which it is at most the share are found by halving, and rounded up to two digits. Few shots, below some
 * 30, are no normal law, so that numbers there are rough. For two classes. An abort rejects with the signal's reason.
 */
export async function shotsNeededOf(
  study: StudySpec,
  showcases: readonly Showcase[],
  signal?: AbortSignal,
): Promise<ShotsNeeded[]> {
  const found: ShotsNeeded[] = [];
  for (const one of shotCases(study)) {
    // Some seconds in all: whatever waits gets its turn.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const { experiment, arm, condition } = one;
    const showcase = showcases.find((shown) => shown.experiment === experiment.name && shown.arm === arm.name)!;
    const scores = scoresOf(one, showcase, study.key);
    for (const share of SHARES) {
      const shots = fewest(scores, share);
      const seconds = shots === null ? null : secondsOf(experiment, arm, shots);
      found.push({ experiment: experiment.name, arm: arm.name, p: condition.p, share, shots, seconds });
    }
  }
  return found;
}

/** Of each row: its exact score over the standard error of its score from one shot. */
type Scores = Float64Array;

function scoresOf({ experiment, arm, condition }: ShotCase, { seed, params, scaler }: Showcase, key: number): Scores {
  const held = drawRows(experiment, seed, key, null).test!;
  const drawn = permutation(fold(keyOf(key), "shots needed", seed), held.numSamples);
  const rows = rowsOf(held, drawn.subarray(0, ROWS));
  const { features, classes } = experiment.data;
  const oddsWith = (shots: number, draw: number): Float64Array => {
    const { probabilities } = predict(
      {
        model: onDevice(arm.model, { ...condition.device, shots }),
        featureNames: features,
        task: "classes",
        classNames: classes,
        loss: lossOf(arm),
        params: Float64Array.from(params),
        scaler: { kind: arm.scaling, ...scaler },
        history: [],
      },
      rows,
      { key: fold(keyOf(key), "shots needed", condition.name, arm.name, draw) },
    );
    return Float64Array.from({ length: rows.numSamples }, (_, s) => logOdds(probabilities, s));
  };
  const exact = oddsWith(0, 0);
  const squares = new Float64Array(exact.length);
  for (let draw = 0; draw < DRAWS; draw++) {
    const odds = oddsWith(PROBE, draw);
    for (let s = 0; s < exact.length; s++) squares[s]! += ((odds[s]! - exact[s]!) * (odds[s]! - exact[s]!)) / DRAWS;
  }
  return exact.map((score, s) =>
    squares[s] === 0 ? Number.POSITIVE_INFINITY : Math.abs(score) / Math.sqrt(squares[s]! * PROBE),
  );
}

/** The logarithm of the odds of a row's second class. */
function logOdds(probabilities: Float64Array, row: number): number {
  const least = Number.MIN_VALUE;
  return log(Math.max(least, probabilities[2 * row + 1]!)) - log(Math.max(least, probabilities[2 * row]!));
}

/** Fewest shots with which at most this share of the decisions is expected to differ; null: more than the most. */
export function fewest(scores: Float64Array, share: number): number | null {
  const differing = (shots: number): number => {
    const root = Math.sqrt(shots);
    return scores.reduce((sum, score) => sum + normalCdf(-score * root), 0) / scores.length;
  };
  if (differing(MOST) > share) return null;
  let enough = MOST;
  let few = 1;
  if (differing(few) <= share) return few;
  while (enough / few > 1.001) {
    const middle = Math.sqrt(few * enough);
    if (differing(middle) <= share) enough = middle;
    else few = middle;
  }
  let unit = 1;
  while (enough >= 100 * unit) unit *= 10;
  return Math.ceil(enough / unit) * unit;
}
