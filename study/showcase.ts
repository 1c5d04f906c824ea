import { fold, keyOf } from "../core/key.ts";
import { permutation } from "../core/random.ts";
import type { Dataset } from "../data/dataset.ts";
import { rowsOf } from "../data/dataset.ts";
import { predict } from "../train/predict.ts";
import { principalPlane, project } from "./principal.ts";
import type { Showcase } from "./results.ts";
import type { Task } from "./run.ts";
import { armOfTask, scalerOf, sixDigits } from "./run.ts";
import { drawRows, lossOf } from "./source.ts";

/** Most points that a showcase holds; fewer where a study of noise has a hundred arms. */
const POINTS = 400;
const POINTS_UNDER_NOISE = 100;

/**
 * What a picture of a trained model needs, from its task and parameters; nothing is trained. Points are the same for all arms of a seed. A
 * table of more than two features is shown on the principal plane of all its rows; of one feature, on a line (second axis: 0, no name).
 */
export function showcaseOf(task: Task, params: Float64Array, table: Dataset | null): Showcase {
  const { experiment, seed, key } = task;
  const arm = armOfTask(task);
  const rows = drawRows(experiment, seed, key, table);
  const scored = rows.test ?? rows.train;
  const order = permutation(fold(keyOf(key), "showcase", seed), scored.numSamples);
  const count = experiment.conditions.length > 0 ? POINTS_UNDER_NOISE : POINTS;
  const shown = rowsOf(scored, order.subarray(0, count));
  const { featureNames, classNames } = shown;
  const scaler = scalerOf(experiment, arm, rows);
  const { classes, weights } = predict(
    { model: arm.model, featureNames, task: "classes", classNames, loss: lossOf(arm), params, scaler, history: [] },
    shown,
  );
  const experts = arm.model.experts.length;
  const { axes, place } = planeOf(rows.all);
  return {
    experiment: experiment.name,
    arm: arm.name,
    seed,
    params: Array.from(params),
    scaler: { shift: scaler.shift, factor: scaler.factor },
    axes,
    points: Array.from(shown.y, (label, s) => {
      const [a, b] = place(shown.x.subarray(s * shown.numFeatures, (s + 1) * shown.numFeatures));
      return {
        at: [sixDigits(a), sixDigits(b)] as const,
        label,
        predicted: classes[s]!,
        weights: Array.from(weights.subarray(s * experts, (s + 1) * experts), sixDigits),
      };
    }),
  };
}

interface Plane {
  readonly axes: Showcase["axes"];
  place(row: Float64Array): readonly [number, number];
}

/** The plane that rows are shown in: of the features where there are two, else of the first two principal components. */
export function planeOf({ x, numFeatures, featureNames }: Pick<Dataset, "x" | "numFeatures" | "featureNames">): Plane {
  if (numFeatures === 1) return { axes: [featureNames[0]!, ""], place: (row) => [row[0]!, 0] };
  if (numFeatures === 2) return { axes: [featureNames[0]!, featureNames[1]!], place: (row) => [row[0]!, row[1]!] };
  const plane = principalPlane(x, numFeatures);
  return { axes: ["principal component 1", "principal component 2"], place: (row) => project(plane, row) };
}
